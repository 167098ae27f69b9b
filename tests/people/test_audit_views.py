"""The audit as coordinators and data-protection officers read it: everything, what is unusual, and as a table."""

import re
from datetime import date, timedelta

import pytest

from cordata.accounts.audit.sealing import seal_new
from cordata.accounts.auditing import record_job
from cordata.accounts.models import AuditEntry, DataProtectionOfficer, Organisation, Role, User
from cordata.people.models import BreakGlass, Consent, ConsentText, Purpose, Resident
from cordata.people.queries import audit as queries
from tests.clock import EIGHT, NINE, at
from tests.people.audit_lines import Ground, What, has_looked, page, status_of
from tests.village import PASSWORD, make_user


@pytest.fixture
def officer(usl) -> User:
    """Ottavia, who watches over how the health authority's records are used."""
    user = User.objects.create_user("ottavia@cordata.example", PASSWORD, first_name="Ottavia", last_name="Pession")
    User.objects.filter(pk=user.pk).update(language="en")
    DataProtectionOfficer.objects.create(user=user, organisation=usl, starts_on=date(2026, 1, 1))
    return User.objects.get(pk=user.pk)


class TestTheAudit:
    def test_names_who_did_what_with_whom_to_the_coordinator(self, client, claudio, anna, valentina):
        has_looked(valentina.user, claudio)

        told = page(client, anna, "/audit/")

        assert "Valentina Chabod" in told
        assert f'<a href="/people/{claudio.pk}/">Claudio Dayné</a>' in told

    def test_names_people_to_the_officer_by_number_and_initials(self, client, claudio, anna, officer):
        has_looked(anna, claudio)

        told = page(client, officer, "/audit/")

        assert f'C. D. <span class="figures second">({claudio.pk})</span>' in told
        assert "Dayné" not in told
        assert f"/people/{claudio.pk}/" not in told

    def test_names_nobody_of_an_area_where_the_officers_organisation_only_drives(self, client, claudio, anna, valley):
        dac = Organisation.objects.create(name="DAC Tarentaise", code="dac", country="FR")
        make_user(valley, dac, Role.Kind.DRIVER, "Nora", "Bich")
        foreign = User.objects.create_user("odette@cordata.example", PASSWORD)
        DataProtectionOfficer.objects.create(user=foreign, organisation=dac, starts_on=date(2026, 1, 1))
        has_looked(anna, claudio)

        told = page(client, foreign, "/audit/")

        assert ("C. D." in told, "Anna" in told) == (False, False)

    def test_counts_many_people_instead_of_naming_them(self, client, anna, claudio, rosina, delfina, emilio):
        record_job("import", [claudio.pk, rosina.pk, delfina.pk, emilio.pk], what=What.WRITE, at=EIGHT)

        told = page(client, anna, "/audit/")

        assert "4 people" in told
        assert "Rosina" not in told

    @pytest.mark.parametrize(
        ("asked", "is_found"),
        [
            ("person={claudio}", True),
            ("person=4711", False),
            ("who={anna}", True),
            ("what=export", False),
            ("what=read&since=2026-11-26&until=2026-11-26", True),
            ("until=2026-11-25", False),
            ("since=2026-11-27", False),
            ("who=abc&since=no", True),
        ],
    )
    def test_is_filtered_by_words_in_a_sentence(self, asked, is_found, client, claudio, anna):
        has_looked(anna, claudio)

        told = page(client, anna, "/audit/?" + asked.format(claudio=claudio.pk, anna=anna.pk))

        assert ("Claudio Dayné" in told) is is_found

    def test_asks_only_the_officer_for_a_number(self, client, claudio, anna, officer):
        has_looked(anna, claudio)

        assert re.search(r'type="hidden" name="person"', page(client, anna, "/audit/"))
        assert re.search(r'type="number" name="person"', page(client, officer, "/audit/"))

    def test_has_a_heading_for_each_day(self, client, claudio, anna):
        has_looked(anna, claudio)
        has_looked(anna, claudio)

        assert page(client, anna, "/audit/").count('scope="rowgroup"') == 1

    def test_goes_on_where_the_page_before_ended(self, client, claudio, anna, monkeypatch):
        monkeypatch.setattr(queries, "PAGE", 2)
        for _one in range(5):
            has_looked(anna, claudio, EIGHT)
        found, further = [], "/audit/"

        while further:
            client.force_login(anna)
            answer = client.get(further + ("&" if "?" in further else "?") + "until=2026-11-26&what=read&who=")
            lines = [line for line in answer.context["page"].lines if line.at == EIGHT]
            found += [line.entry_id for line in lines]
            further = f"/audit/{answer.context['further']}" if lines and answer.context["further"] else ""

        assert len(found) == len(set(found)) == 5
        assert found == sorted(found, reverse=True)

    @pytest.mark.parametrize("before", ["x", "1-x", "9" * 18 + "-1", "1-" + "9" * 30])
    def test_begins_at_the_end_where_the_address_makes_no_sense(self, before, client, claudio, anna):
        has_looked(anna, claudio)

        assert "Claudio Dayné" in page(client, anna, f"/audit/?before={before}")

    def test_says_nothing_of_another_area(self, client, claudio, anna, camille, tarentaise):
        has_looked(anna, claudio)

        told = page(client, camille, "/audit/")

        assert "Claudio" not in told
        assert "No entry" in told

    def test_is_refused_to_those_who_watch_over_nobody(self, client, valentina):
        for path in ("/audit/", "/audit/unusual/", "/audit/export.csv"):
            assert status_of(client, valentina.user, path) == 403

    def test_names_nobody_who_refused_the_coordinator(self, client, claudio, anna, refuses):
        has_looked(anna, claudio)
        refuses(claudio, anna)

        assert "Claudio" not in page(client, anna, "/audit/")


@pytest.fixture
def refuses(db):
    """Let somebody refuse that a user, by name, looks after them."""

    def refuse(resident, user):
        text, _new = ConsentText.objects.get_or_create(
            purpose=Purpose.CARE, version=1, language="it", defaults={"text": "Testo"}
        )
        Consent.objects.create(
            resident=resident,
            purpose=Purpose.CARE,
            decision=Consent.Decision.REFUSE,
            person=user,
            how=Consent.How.PAPER,
            text=text,
            decided_at=EIGHT,
        )

    return refuse


class TestAnEntry:
    def test_is_told_in_full_with_its_seal(self, client, claudio, anna):
        entry = has_looked(anna, claudio)
        seal_new(NINE)

        told = page(client, anna, f"/audit/{entry.pk}/")

        assert "link 1 of the chain" in told
        assert "because they coordinate care where the person lives" in told

    def test_is_not_found_elsewhere_or_when_there_is_none(self, client, claudio, anna, camille, tarentaise):
        entry = has_looked(anna, claudio)

        assert status_of(client, camille, f"/audit/{entry.pk}/") == 404
        assert status_of(client, anna, f"/audit/{entry.pk + 4711}/") == 404


class TestUnusualLooks:
    def test_begin_with_none(self, client, anna):
        assert "Nothing unusual" in page(client, anna, "/audit/unusual/")

    def test_tell_of_a_neighbour_a_namesake_and_the_night(self, client, claudio, anna, valley, usl, make_resident):
        ida = make_user(valley, usl, Role.Kind.COORDINATOR, "Ida", "Dayné")
        own = make_resident("Ida", "Dayné", "Valsavarenche", "Dégioz", (45.5925, 7.2106))
        Resident.objects.filter(pk=own.pk).update(user=ida)
        has_looked(ida, claudio, at(23) - timedelta(days=1))

        told = page(client, anna, "/audit/unusual/")

        for title in ("A neighbour&#x27;s record", "The same family name", "Out of hours"):
            assert title in told
        assert "Claudio Dayné" in told

    def test_tell_of_an_emergency_nobody_reviewed(self, client, claudio, anna, luc):
        BreakGlass.objects.create(
            resident=claudio, user=luc.user, reason="Found on the road", opened_at=EIGHT - timedelta(days=2)
        )

        told = page(client, anna, "/audit/unusual/")

        assert "Opened in an emergency and not reviewed" in told
        assert "Luc Favre" in told

    def test_tell_of_refusals(self, client, claudio, anna, camille):
        for minute in range(6):
            has_looked(camille, claudio, at(8, minute), ground=Ground.NONE, what=What.REFUSE)

        assert "Refused again and again" in page(client, anna, "/audit/unusual/")

    def test_name_nobody_to_the_officer(self, client, claudio, officer, anna):
        has_looked(anna, claudio, at(23) - timedelta(days=1))

        told = page(client, officer, "/audit/unusual/")

        assert "C. D." in told
        assert "Dayné" not in told

    def test_tell_nothing_of_the_circle_at_its_work(self, client, claudio, anna, valentina):
        has_looked(valentina.user, claudio, at(23) - timedelta(days=1), ground=Ground.CIRCLE)

        assert "Nothing unusual" in page(client, anna, "/audit/unusual/")


class TestTheTable:
    def test_is_the_officers_alone(self, client, anna):
        assert status_of(client, anna, "/audit/export.csv") == 403

    def test_asks_for_the_days_first(self, client, officer):
        assert "The audit as a table" in page(client, officer, "/audit/export.csv")

    @pytest.mark.parametrize("days", ["since=2026-11-26&until=2026-11-01", "since=2026-01-01&until=2026-11-26"])
    def test_refuses_days_the_wrong_way_round_and_too_many(self, days, client, officer):
        assert status_of(client, officer, f"/audit/export.csv?{days}") == 422

    def test_holds_a_line_for_each_person_and_no_name_of_theirs(self, client, claudio, rosina, anna, officer):
        record_job("import", [claudio.pk, rosina.pk], what=What.WRITE, at=EIGHT, by=anna)

        table = page(client, officer, "/audit/export.csv?since=2026-11-26&until=2026-11-26")

        lines = [line for line in table.splitlines() if ",import," in line]
        assert [line.split(",")[10] for line in lines] == [str(claudio.pk), str(rosina.pk)]
        assert "Dayné" not in table

    def test_is_itself_written_down(self, client, claudio, anna, officer):
        has_looked(anna, claudio)

        page(client, officer, "/audit/export.csv?since=2026-11-26&until=2026-11-26")

        entry = AuditEntry.objects.filter(user_id=officer.pk).latest("pk")
        assert entry.what == What.EXPORT
        assert set(entry.persons.order_by("pk").values_list("person_id", "ground")) == {(claudio.pk, Ground.OFFICER)}

    def test_holds_no_formula(self, client, claudio, anna, officer):
        User.objects.filter(pk=anna.pk).update(first_name="=1+1")
        has_looked(anna, claudio)

        assert "'=1+1" in page(client, officer, "/audit/export.csv?since=2026-11-26&until=2026-11-26")
