"""How long the Day screen takes with 200 visits: made by the server, and shown by a browser (aims: 300 ms and 1 s)."""
# ruff: noqa: E402 - Django must know its settings before anything of it is imported

import os
import shutil
import tempfile
from time import perf_counter

os.environ["CORDATA_DATA"] = tempfile.mkdtemp(prefix="cordata-bench-")
os.environ["DJANGO_SETTINGS_MODULE"] = "cordata.config.settings"
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
os.environ.pop("DATABASE_URL", None)

import django

django.setup()

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.testcases import LiveServerThread
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cordata.accounts.models import Area, User
from cordata.care.actions import make_visits
from cordata.care.models import Visit
from cordata.config.demo.build import build
from cordata.config.demo.valleys import lands
from cordata.rounds.actions import Draft, store_plan
from cordata.rounds.models import Plan
from cordata.rounds.queries import load_day
from cordata.rounds.solve import plan

SCALE = 1.7  # of the demo: about 200 visits a day in Valle d'Aosta
STEPS = 2_000  # the screen does not care how good the plan is
TIMES = 5
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")


def make_day() -> tuple[Area, User]:
    """Store a valley and a plan of its day."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    today, at = timezone.localdate(), timezone.now()
    area = build(lands()[0], scale=SCALE, seed=1, at=at)
    make_visits(area=area, day=today)
    loaded = load_day(area, today, at)
    draft = Draft(plan(loaded.afresh, steps=STEPS), loaded.inputs, Plan.Because.PLANNED)
    store_plan(area=area, day=today, draft=draft, version=0, by=None, at=at)
    return area, User.objects.filter(roles__kind="coordinator", roles__area=area).order_by("pk")[0]


def best(work) -> float:
    """Return the best of some runs, in milliseconds."""
    times = []
    for _ in range(TIMES):
        start = perf_counter()
        work()
        times.append(1000 * (perf_counter() - start))
    return min(times)


def shown_in_browser(address: str, session: str) -> tuple[float, float]:
    """Return when the ropes are on screen and when the map is drawn too, in milliseconds from asking."""
    from playwright.sync_api import sync_playwright

    server = LiveServerThread("127.0.0.1", static_handler=lambda application: application)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    origin = f"http://127.0.0.1:{server.port}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": origin}])
        page = context.new_page()
        page.goto(origin + address)
        page.wait_for_selector("#day-map[data-drawn]")
        ropes, whole = [], []
        for _ in range(TIMES):
            start = perf_counter()
            page.goto(origin + address, wait_until="commit")
            page.wait_for_selector("[data-ropes] [data-knot]")
            ropes.append(1000 * (perf_counter() - start))
            page.wait_for_selector("#day-map[data-drawn]")
            whole.append(1000 * (perf_counter() - start))
        browser.close()
    server.terminate()
    return min(ropes), min(whole)


def main() -> None:
    """Print the table."""
    area, coordinator = make_day()
    visits = Visit.objects.due().on(timezone.localdate()).count()
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(coordinator)
    address = reverse("day", args=[area.code, timezone.localdate()])
    page = client.get(address)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    print("| What | Measured |\n|---|---:|")
    print(f"| visits on screen | {visits} |")
    print(f"| page, kB | {len(page.content) / 1000:.0f} |")
    print(f"| queries | {len(queries)} |")
    print(f"| server, ms (aim 300) | {best(lambda: client.get(address)):.0f} |")
    map_address = reverse("day_map", args=[area.code, timezone.localdate()])
    print(f"| the map's data, ms | {best(lambda: client.get(map_address)):.0f} |")
    if not CHROMIUM:
        print("| browser | no chromium here |")
        return
    ropes, whole = shown_in_browser(address, client.cookies[settings.SESSION_COOKIE_NAME].value)
    print(f"| browser, ropes on screen, ms (aim 1000) | {ropes:.0f} |")
    print(f"| browser, map drawn too, ms | {whole:.0f} |")


if __name__ == "__main__":
    try:
        main()
    finally:
        shutil.rmtree(os.environ["CORDATA_DATA"])
