"""Fill one database and measure it; `python -m benchmarks.register` does so for both."""
# ruff: noqa: E402 - Django must know its settings before anything of it is imported

import os
import sys
from time import perf_counter, sleep

os.environ["DJANGO_SETTINGS_MODULE"] = "cordata.config.settings"

import django

django.setup()

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from benchmarks.register.fill import fill, readers
from benchmarks.register.load import Crowd, Times, percentile, work
from cordata.config.processes import ending, start
from cordata.people.models import Resident

USERS = 40
PORT = 8961
SECONDS = 40
WARM_UP_S = 6


def main(people: int, entries: int) -> None:
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    today = timezone.localdate()
    begin = perf_counter()
    fill(people, seed=1, at=timezone.now())
    reading = readers(USERS, seed=1, today=today)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    print(f"{Resident.objects.count()} people in {perf_counter() - begin:.0f} s on {connection.vendor}", flush=True)
    connection.close()
    server = start("serve", "--port", str(PORT))
    with ending([server]):
        sleep(WARM_UP_S)
        work(reading, Crowd(PORT, settings.SESSION_COOKIE_NAME, WARM_UP_S, 1.0))
        for pause_s in (5.0, 2.0):
            tell(pause_s, work(reading, Crowd(PORT, settings.SESSION_COOKIE_NAME, SECONDS, pause_s)))


def tell(pause_s: float, times: Times) -> None:
    print(f"{USERS} users, {pause_s:g} s of thought between requests:")
    for name, taken in (("search", times.search), ("person", times.person)):
        figures = ", ".join(f"p{round(100 * share)} {percentile(taken, share)} ms" for share in (0.5, 0.95, 0.99))
        print(f"  {name}: {len(taken)} requests, {figures}")
    if times.refused:
        print(f"  {len(times.refused)} answers other than 200, such as {times.refused[:3]}")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
