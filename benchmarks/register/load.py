"""Many people at once who look for somebody and open their page, over HTTP."""

from __future__ import annotations

import http.client
import threading
from contextlib import closing
from dataclasses import dataclass, field
from random import Random
from time import monotonic, perf_counter, sleep
from urllib.parse import quote

from benchmarks.register.fill import Reader


@dataclass
class Times:
    """Seconds that requests took, by what was asked for; and what was answered otherwise than 200."""

    search: list[float] = field(default_factory=list)
    person: list[float] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def percentile(seconds: list[float], share: float) -> int:
    """Return a percentile in milliseconds."""
    ordered = sorted(seconds)
    return round(1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))])


@dataclass(frozen=True, slots=True)
class Crowd:
    """Where people ask, for how long, and how long each thinks on average between two requests."""

    port: int
    cookie: str
    seconds: float
    pause_s: float


def work(readers: list[Reader], crowd: Crowd) -> Times:
    """Let everybody search and open pages for some time."""
    times = Times()
    end = monotonic() + crowd.seconds
    threads = [
        threading.Thread(target=_one, args=(reader, Random(number), crowd, end, times))
        for number, reader in enumerate(readers)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times


def _one(reader: Reader, rng: Random, crowd: Crowd, end: float, times: Times) -> None:
    headers = {"Cookie": f"{crowd.cookie}={reader.cookie}", "Host": "localhost"}

    def ask(path: str, taken: list[float]) -> None:
        sleep(rng.expovariate(1 / crowd.pause_s) if crowd.pause_s else 0)
        start = perf_counter()
        with closing(http.client.HTTPConnection("127.0.0.1", crowd.port, timeout=60)) as connection:
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            answer.read()
        taken.append(perf_counter() - start)
        if answer.status != 200:
            times.refused.append(f"{answer.status} {path}")

    while monotonic() < end:
        resident, name = rng.choice(reader.people)
        letters = name[: rng.randint(3, max(3, len(name)))]
        ask(f"/people/?words={quote(letters)}", times.search)
        ask(f"/people/{resident}/", times.person)
