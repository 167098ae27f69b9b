"""The copy of their record that a person receives."""

import json
import zlib
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import Promise

from cordata.accounts.models import AuditEntry, AuditPerson, Role
from cordata.care.models import Encounter, Visit, VisitWindow
from cordata.people.holdings import every_holding
from cordata.people.models import (
    Allergy,
    Carer,
    CircleMember,
    Condition,
    Consent,
    ConsentText,
    Identifier,
    OtherName,
    Revision,
    Withdrawal,
)
from cordata.people.pdf_copy import days_together
from cordata.people.queries.copy import LABELS, PERSON, field_at, parts_about, person_cells
from cordata.people.queries.copy_file import copy_file
from cordata.people.queries.copy_looks import looks_at
from tests.clock import EIGHT, NINE, TODAY, at
from tests.village import make_user

pytestmark = pytest.mark.django_db
PAGES = ("copy", "copy_pdf", "copy_json")


@pytest.fixture
def himself(claudio, valley, usl):
    """Claudio, signed in at his own page."""
    claudio.user = make_user(valley, usl, Role.Kind.RESIDENT, "Claudio", "Dayné")
    claudio.save()
    return claudio.user


@pytest.fixture
def full_record(claudio, small_day, valentina, anna):
    """Claudio with something of every sort."""
    OtherName.objects.create(resident=claudio, use="spelling", given_name="Claude", family_name="Dayne")
    Identifier.objects.create(resident=claudio, system="codice_fiscale", value="DYNCLD38C14L643X")
    Allergy.objects.create(resident=claudio, substance="Penicillina", severity="life")
    Carer.objects.create(
        resident=claudio, name="Ida Blanc", relation="neighbour", helps=["drives"], limits="not at night"
    )
    text = ConsentText.objects.create(purpose="care", version=99, language="it", text="Acconsento alla cura.")
    Consent.objects.create(resident=claudio, purpose="care", how="paper", text=text, decided_at=EIGHT)
    CircleMember.objects.create(
        resident=claudio, professional=valentina, purpose="care", since_on=date(2026, 1, 1), added_by=anna
    )
    Revision.objects.create(
        resident=claudio, version=2, field="phone", before="0165 1", after="0165 2", by=anna, at=EIGHT
    )
    Encounter.objects.create(visit=small_day["claudio"], professional=valentina, arrived_at=EIGHT, left_at=NINE)
    return claudio


def rows(told: dict, model: str) -> list[dict]:
    return next(part["rows"] for part in told["held"] if part["model"] == model)


class TestTheFile:
    def test_holds_every_sort_of_record(self, full_record):
        told = copy_file(full_record, at=at(10))

        assert rows(told, "people.Identifier") == [{"system": "codice_fiscale", "value": "DYNCLD38C14L643X"}]
        assert rows(told, "people.Consent")[0]["text__text"] == "Acconsento alla cura."
        assert rows(told, "care.Encounter")[0]["professional"] == "Valentina Chabod"
        assert rows(told, "people.Revision")[0]["before"] == "0165 1"
        assert told["person"]["family_name"] == "Dayné"

    def test_says_instants_in_utc(self, full_record):
        told = copy_file(full_record, at=at(10))

        assert told["made_at"] == "2026-11-26T09:00:00+00:00"
        assert rows(told, "care.Encounter")[0]["arrived_at"] == "2026-11-26T07:00:00+00:00"

    def test_leaves_out_what_a_carer_said_of_themself(self, full_record):
        told = copy_file(full_record, at=at(10))

        assert "limits" not in rows(told, "people.Carer")[0]

    def test_holds_nothing_about_anybody_else(self, full_record, rosina):
        Allergy.objects.create(resident=rosina, substance="Noci")

        told = json.dumps(copy_file(full_record, at=at(10)), ensure_ascii=False)

        assert "Noci" not in told
        assert "Rosina" not in told

    def test_is_the_same_file_twice(self, full_record):
        assert copy_file(full_record, at=at(10)) == copy_file(full_record, at=at(10))

    def test_tells_who_looked_and_how_often(self, full_record, anna):
        for _time in range(2):
            entry = AuditEntry.objects.create(at=EIGHT, user_id=anna.pk, what="read", where="person")
            AuditPerson.objects.create(entry=entry, person_id=full_record.pk, what="read", ground="area")

        looks = copy_file(full_record, at=at(10))["looks"]

        assert [(one["day"], one["who"], one["times"]) for one in looks] == [("2026-11-26", "Anna Perrod", 2)]

    def test_costs_a_query_for_each_model(self, full_record, assert_num_queries):
        models = [holding for holding in every_holding() if holding.exports]

        with assert_num_queries(len(models)):
            parts_about(full_record)


class TestItsWords:
    def test_are_those_of_the_persons_language(self, full_record):
        with translation.override("it"):
            (sex,) = [cell for cell in person_cells(full_record) if cell.name == "sex"]

        assert sex.words == "maschio"

    def test_have_a_translation_for_each_field(self):
        paths = [(one.model, path) for one in every_holding() for path in one.exports]

        plain = [
            f"{model.__name__}.{path}"
            for model, path in paths
            if path not in LABELS and not isinstance(field_at(model, path).verbose_name, Promise)
        ]

        assert not plain

    def test_are_there_for_each_of_the_persons_own_fields(self, claudio):
        plain = [
            name
            for name in PERSON
            if name not in LABELS and not isinstance(field_at(type(claudio), name).verbose_name, Promise)
        ]

        assert not plain


class TestWhatIsReadable:
    @pytest.mark.parametrize(
        ("code", "name", "told"), [("K77", "", "scompenso cardiaco"), ("X99", "Orticaria", "Orticaria")]
    )
    def test_names_an_illness_and_not_only_its_code(self, code, name, told, claudio):
        Condition.objects.create(resident=claudio, code=code, name=name)

        with translation.override("it"):
            (illness,) = [
                row for part in parts_about(claudio) for row in part.rows if part.model == "people.Condition"
            ]

        assert illness[0].words == told

    def test_marks_a_consent_taken_back_and_says_whom_it_was_about(self, claudio, usl, anna):
        text = ConsentText.objects.filter(purpose="care").earliest("pk")
        taken = Consent.objects.create(
            resident=claudio, purpose="care", how="paper", text=text, decided_at=EIGHT, organisation=usl
        )
        Withdrawal.objects.create(consent=taken, at=NINE, by=anna)

        told = copy_file(claudio, at=at(10))

        assert rows(told, "people.Consent")[0]["withdrawal__at"] == "2026-11-26T08:00:00+00:00"
        assert rows(told, "people.Withdrawal")[0]["consent__organisation"] == str(usl)

    def test_gives_no_ground_for_a_look_that_has_none_and_one_for_a_refusal(self, claudio, anna):
        for what in ("read", "refuse"):
            entry = AuditEntry.objects.create(at=EIGHT, user_id=anna.pk, what=what, where="person")
            AuditPerson.objects.create(entry=entry, person_id=claudio.pk, what=what, ground="none")

        with translation.override("en"):
            looks = {one.what: one.ground for one in looks_at(claudio)}

        assert sorted(looks.values()) == ["", "because nothing lets them read this record"]

    def test_tells_visits_alike_once_with_all_their_days(self, claudio, make_order):
        days = [TODAY + timedelta(days=number) for number in range(9)]
        order = make_order(claudio, starts_on=TODAY, ends_on=days[-1])
        for day in days:
            visit = Visit.objects.create(order=order, day=day)
            VisitWindow.objects.create(visit=visit, opens_at=at(8, 0, day), closes_at=at(9, 0, day))

        with translation.override("it"):
            told = {part.model: days_together(part.rows) for part in parts_about(claudio)}

        assert [len(told[model]) for model in ("care.Visit", "care.VisitWindow")] == [1, 1]
        assert [cell.words for cell in told["care.VisitWindow"][0]][1:3] == ["08:00", "09:00"]
        assert told["care.Visit"][0][0].words.count(",") == len(days) - 1


class TestThePaper:
    def test_is_a_pdf_to_keep(self, client, anna, full_record):
        client.force_login(anna)

        response = client.get(reverse("copy_pdf", args=[full_record.pk]))

        assert response.content.startswith(b"%PDF-")
        assert response["Content-Disposition"] == f'attachment; filename="cordata-{full_record.pk}.pdf"'

    @pytest.mark.parametrize("name", ["日本 名前", "مريم", "𝒳😀", "\u202eabc", "Ø" * 80, "\x07\x00", "**__--"])
    def test_takes_names_in_any_script(self, client, anna, claudio, name):
        OtherName.objects.create(resident=claudio, use="spelling", given_name=name.replace("\x00", ""))
        client.force_login(anna)

        assert client.get(reverse("copy_pdf", args=[claudio.pk])).status_code == 200

    def test_is_longer_where_there_is_more_to_tell(self, client, anna, full_record, rosina):
        client.force_login(anna)

        full, short = (pages(client, one) for one in (full_record, rosina))

        assert full > short


def pages(client, resident) -> int:
    """Return how much is drawn on the pages of somebody's PDF."""
    content = client.get(reverse("copy_pdf", args=[resident.pk])).content
    streams = [part.split(b"endstream")[0].strip() for part in content.split(b"stream\n")[1:]]
    drawn = [zlib.decompress(one) for one in streams if one[:1] == b"\x78"]
    return sum(one.count(b"Tj") + one.count(b"TJ") for one in drawn)


class TestWhoMayHaveIt:
    @pytest.mark.parametrize("address", PAGES)
    def test_the_person_and_their_coordinator(self, address, client, himself, anna, claudio):
        for user in (himself, anna):
            client.force_login(user)

            assert client.get(reverse(address, args=[claudio.pk])).status_code == 200

    @pytest.mark.parametrize("address", PAGES)
    def test_a_stranger_learns_nothing(self, address, client, camille, claudio):
        client.force_login(camille)

        assert client.get(reverse(address, args=[claudio.pk])).status_code == 404

    @pytest.mark.parametrize("address", PAGES)
    def test_a_nurse_who_reads_the_record_may_not(self, address, client, valentina, claudio):
        CircleMember.objects.create(
            resident=claudio, professional=valentina, purpose="care", since_on=timezone.localdate()
        )
        client.force_login(valentina.user)

        assert client.get(reverse(address, args=[claudio.pk])).status_code == 403

    def test_nobody_has_a_copy_of_somebody_unknown(self, client, anna):
        client.force_login(anna)

        assert client.get(reverse("copy", args=[987654])).status_code == 404

    def test_taking_it_is_written_down_as_an_export(self, client, anna, claudio):
        client.force_login(anna)

        client.get(reverse("copy_json", args=[claudio.pk]))

        written = AuditPerson.objects.filter(person_id=claudio.pk).order_by("pk").values_list("what", "entry__user_id")
        assert list(written) == [("export", anna.pk)]
