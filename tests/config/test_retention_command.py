import pytest
from click.testing import CliRunner

from cordata.accounts.models import AuditPerson
from cordata.care.models import Encounter, Visit
from cordata.config.commands.erase import erase
from cordata.config.commands.retention import retention
from cordata.people.models import Erasure
from tests.clock import EIGHT, TODAY, at

pytestmark = pytest.mark.django_db
LONG_AGO = TODAY.replace(year=2016, day=25)


@pytest.fixture
def seen_long_ago(claudio, make_order, valentina):
    """Claudio, whom Valentina visited last ten years and a day ago."""
    order = make_order(claudio, starts_on=LONG_AGO, ends_on=LONG_AGO)
    visit = Visit.objects.create(order=order, day=LONG_AGO)
    Encounter.objects.create(visit=visit, professional=valentina, arrived_at=at(8, 0, LONG_AGO))
    return claudio


class TestRetention:
    @pytest.mark.parametrize("options", [[], ["--dry-run"]])
    def test_lists_and_erases_nothing(self, options, seen_long_ago, rosina):
        said = CliRunner().invoke(retention, options)

        assert said.exit_code == 0
        assert "1 kept long enough; 1 without any contact" in " ".join(said.output.split())
        assert Erasure.objects.count() == 0

    def test_prints_numbers_and_no_name(self, seen_long_ago):
        said = CliRunner().invoke(retention, [])

        assert "it-care" in said.output
        assert "Dayné" not in said.output

    def test_erases_when_told_to_and_writes_it_down(self, seen_long_ago, rosina):
        said = CliRunner().invoke(retention, ["--apply"])

        assert "1 erased." in said.output
        assert Erasure.objects.get().resident == seen_long_ago
        assert AuditPerson.objects.get(person_id=seen_long_ago.pk).entry.where == "retention"


class TestErase:
    def asked(self, resident, *more: str):
        named = ["--asked-by", "anna@cordata.example", "--ground", "unlawful"]
        return CliRunner().invoke(erase, [str(resident.pk), *named, *more], input="y\n")

    def test_erases_what_two_have_decided(self, rosina, anna, bruno):
        said = self.asked(rosina, "--confirmed-by", "bruno@cordata.example")

        erasure = Erasure.objects.get(resident=rosina)
        assert said.exit_code == 0
        assert (erasure.request.by, erasure.by) == (anna, bruno)
        assert AuditPerson.objects.get(person_id=rosina.pk).entry.user_id == bruno.pk

    def test_refuses_one_person_twice(self, rosina, anna):
        said = self.asked(rosina, "--confirmed-by", "anna@cordata.example", "--yes")

        assert (said.exit_code, Erasure.objects.count()) == (1, 0)

    def test_refuses_whoever_has_no_say_here(self, rosina, anna, camille):
        said = self.asked(rosina, "--confirmed-by", "camille@cordata.example", "--yes")

        assert said.exit_code == 1
        assert "neither coordinates" in said.output

    def test_leaves_no_request_behind_when_it_is_refused(self, seen_long_ago, anna, bruno):
        Encounter.objects.update(arrived_at=EIGHT)

        said = self.asked(seen_long_ago, "--confirmed-by", "bruno@cordata.example", "--yes")

        assert (said.exit_code, seen_long_ago.erasure_requests.count()) == (1, 0)

    def test_says_when_there_is_no_such_record(self, rosina, anna, bruno):
        rosina.pk = 987654

        said = self.asked(rosina, "--confirmed-by", "bruno@cordata.example")

        assert "There is no record 987654" in said.output
