from zoneinfo import ZoneInfo

import pytest

from cordata.config.demo import first_plan
from cordata.config.demo.load import load
from cordata.day.queries.board import promised
from cordata.day.tasks import run_planning
from tests.clock import SEVEN, TODAY
from tests.config.conftest import MONDAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def run(hamlets, monkeypatch):
    """Today's plan in the small valley, searched for as shortly as can be."""
    monkeypatch.setattr(first_plan, "SECONDS", 0)
    area = load(hamlets, [], since=MONDAY, at=SEVEN)
    run = first_plan.ask(area, day=TODAY, at=SEVEN.astimezone(ZoneInfo(area.time_zone)))
    run_planning.call(run.pk)
    run.refresh_from_db()
    return run


class TestHandingOut:
    def test_tells_as_many_visits_as_the_morning_does_those_without_a_place_too(self, run):
        run.plan.rounds.last().stops.all().delete()

        told = first_plan.hand_out(run, at=SEVEN)

        rounds = run.plan.rounds.filter(stops__visit__isnull=False).distinct().count()
        assert f": {promised(run.area, TODAY)} visits, {rounds} rounds, " in told

    def test_says_why_there_is_no_plan(self, run):
        run.plan = None

        assert "The worker did not answer" in first_plan.hand_out(run, at=SEVEN)
