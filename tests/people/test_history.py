"""What was corrected in a record, and putting it back."""

import pytest
from django.urls import reverse

from cordata.accounts.models import Role
from cordata.people.actions.record import NothingChanged, change_record
from cordata.people.actions.restoring import CannotRestore, restore
from cordata.people.models import Allergy, CircleMember, Resident, Revision
from cordata.people.queries.history import LINES, history_of, section_of
from cordata.people.queries.record import record_of
from cordata.people.queries.sections import SECTIONS
from tests.clock import EIGHT, NINE, TEN, TODAY
from tests.village import make_user

pytestmark = pytest.mark.django_db


def changed(resident: Resident, section: str, by, **texts: str) -> Revision:
    """Change the person's own fields of a section, and return the last line of the history."""
    stands = record_of(resident, SECTIONS[section])
    rows = {**stands, "": {**stands[""], **texts}}
    change_record(resident=resident, section=SECTIONS[section], rows=rows, version=resident.version, by=by, at=EIGHT)
    resident.refresh_from_db()
    return resident.revisions.latest("pk")


@pytest.fixture
def renamed(claudio, anna) -> Revision:
    """Claudio's family name, misspelt by Anna."""
    return changed(claudio, "names", anna, family_name="Dainé")


class TestPuttingBack:
    def test_makes_the_text_stand_as_it_did(self, renamed, claudio, anna):
        restore(resident=claudio, change=renamed, reason="Misspelt", by=anna, at=NINE)

        claudio.refresh_from_db()
        assert claudio.family_name == "Dayné"

    def test_is_itself_a_change_with_its_reason(self, renamed, claudio, bruno):
        restore(resident=claudio, change=renamed, reason="Misspelt", by=bruno, at=NINE)

        last = claudio.revisions.latest("pk")
        assert (last.before, last.after, last.reason, last.by) == ("Dainé", "Dayné", "Misspelt", bruno)

    def test_leaves_later_changes_of_other_texts(self, renamed, claudio, anna):
        changed(claudio, "names", anna, given_name="Claude")

        restore(resident=claudio, change=renamed, reason="Misspelt", by=anna, at=TEN)

        claudio.refresh_from_db()
        assert (claudio.given_name, claudio.family_name) == ("Claude", "Dayné")

    def test_is_refused_where_it_stands_like_that_already(self, renamed, claudio, anna):
        restore(resident=claudio, change=renamed, reason="Misspelt", by=anna, at=NINE)

        with pytest.raises(NothingChanged):
            restore(resident=claudio, change=renamed, reason="Misspelt", by=anna, at=TEN)

    def test_brings_back_a_row_that_was_removed(self, claudio, anna):
        Allergy.objects.create(resident=claudio, substance="Penicillina")
        section = SECTIONS["health"]
        stands = record_of(claudio, section)
        rows = {key: row for key, row in stands.items() if not key.startswith("allergies.")}
        change_record(resident=claudio, section=section, rows=rows, version=claudio.version, by=anna, at=EIGHT)
        removed = claudio.revisions.latest("pk")

        restore(resident=claudio, change=removed, reason="Removed by mistake", by=anna, at=NINE)

        assert claudio.allergies.get().substance == "Penicillina"

    def test_is_refused_for_a_text_of_a_row_that_is_gone(self, claudio, anna):
        texts = {"field": "allergies.999.substance", "before": "Noci", "after": "Latte"}
        orphan = Revision.objects.create(resident=claudio, version=2, by=anna, at=EIGHT, **texts)

        with pytest.raises(CannotRestore, match="removed since"):
            restore(resident=claudio, change=orphan, reason="Wrong", by=anna, at=NINE)

    def test_is_refused_for_what_no_section_holds(self, claudio, anna):
        fact = Revision.objects.create(resident=claudio, version=2, field="death.1", after="{}", by=anna, at=EIGHT)

        with pytest.raises(CannotRestore, match="where it was made"):
            restore(resident=claudio, change=fact, reason="Wrong", by=anna, at=NINE)


def test_each_text_of_a_record_belongs_to_a_section():
    own = [name for section in SECTIONS.values() for name in section.own]

    assert own
    assert [name for name in own if section_of(name) is None] == []


class TestTheHistory:
    def test_tells_the_latest_change_first(self, renamed, claudio, anna):
        changed(claudio, "names", anna, given_name="Claude")

        assert [line.told.after for line in history_of(claudio).lines] == ["Claude", "Dainé"]

    def test_goes_on_where_a_page_ends(self, claudio, anna):
        Revision.objects.bulk_create(
            Revision(resident=claudio, version=n, field="phone", after=str(n), by=anna, at=EIGHT)
            for n in range(LINES + 5)
        )

        first = history_of(claudio)
        second = history_of(claudio, earlier_than=first.older)

        assert (len(first.lines), len(second.lines), second.older) == (LINES, 5, None)

    def test_costs_one_query(self, renamed, claudio, assert_num_queries):
        with assert_num_queries(1):
            history_of(claudio)


class TestThePage:
    def test_tells_what_stood_there_and_who_changed_it(self, client, anna, claudio, renamed):
        client.force_login(anna)

        page = client.get(reverse("history", args=[claudio.pk])).content.decode()

        assert all(words in page for words in ("Dayné", "Dainé", "Anna Perrod", "Family name"))

    def test_is_the_persons_own_too_without_the_buttons(self, client, claudio, renamed, valley, usl):
        claudio.user = make_user(valley, usl, Role.Kind.RESIDENT, "Claudio", "Dayné")
        claudio.save()
        client.force_login(claudio.user)

        page = client.get(reverse("history", args=[claudio.pk])).content.decode()

        assert "Anna Perrod" in page
        assert "Put back" not in page

    @pytest.mark.parametrize("before", ["", "x", "-1", "9" * 30, "²"])
    def test_survives_any_page_asked_for(self, before, client, anna, claudio, renamed):
        client.force_login(anna)

        assert client.get(reverse("history", args=[claudio.pk]), {"before": before}).status_code == 200

    def test_puts_a_text_back_with_a_reason(self, client, anna, claudio, renamed):
        client.force_login(anna)
        address = reverse("restoring", args=[claudio.pk, renamed.pk])

        without = client.post(address, {"reason": ""})
        client.post(address, {"reason": "Misspelt"})

        claudio.refresh_from_db()
        assert (without.status_code, claudio.family_name) == (422, "Dayné")

    def test_puts_back_no_change_of_somebody_else(self, client, anna, rosina, renamed):
        client.force_login(anna)

        assert client.get(reverse("restoring", args=[rosina.pk, renamed.pk])).status_code == 404

    def test_is_not_there_for_a_stranger(self, client, camille, claudio, renamed):
        client.force_login(camille)

        assert client.get(reverse("history", args=[claudio.pk])).status_code == 404
        assert client.post(reverse("restoring", args=[claudio.pk, renamed.pk])).status_code == 404

    def test_is_not_for_whoever_drives_the_person(self, client, valley, usl, claudio, renamed):
        driver = make_user(valley, usl, Role.Kind.DRIVER, "Dino", "Vallet")
        CircleMember.objects.create(resident=claudio, user=driver, purpose="rides", since_on=TODAY)
        client.force_login(driver)

        assert client.get(reverse("history", args=[claudio.pk])).status_code == 403
        assert client.post(reverse("restoring", args=[claudio.pk, renamed.pk]), {"reason": "x"}).status_code == 403
