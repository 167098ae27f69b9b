"""The screens of the audit: who has looked at me, everything, what is unusual, and the officer's table."""

from datetime import date, timedelta

import pytest
from django.test import Client

from cordata.accounts.audit.sealing import seal_new
from cordata.accounts.auditing import record_job
from cordata.accounts.models import AuditEntry, AuditPerson, DataProtectionOfficer, Role, User
from cordata.people.models import BreakGlass, CircleMember, Consent, ConsentText, Purpose, Resident
from tests.clock import EIGHT, NINE, TODAY, at
from tests.village import PASSWORD, make_user

What, Ground = AuditEntry.What, AuditPerson.Ground


def has_looked(user: User | None, person: Resident, when=EIGHT, ground=Ground.AREA, what=What.READ) -> AuditEntry:
    entry = AuditEntry.objects.create(
        at=when, user_id=user.pk if user else None, what=what, where="person", roles="coordinator@valle-d-aosta"
    )
    AuditPerson.objects.create(entry=entry, person_id=person.pk, what=what, ground=ground)
    return entry


@pytest.fixture
def claudio_himself(claudio, valley, usl) -> User:
    """Claudio, who has an account of his own."""
    user = make_user(valley, usl, Role.Kind.RESIDENT, "Claudio", "Dayné")
    Resident.objects.filter(pk=claudio.pk).update(user=user)
    return user


@pytest.fixture
def officer(usl) -> User:
    """Ottavia, who watches over how the health authority's records are used."""
    user = User.objects.create_user("ottavia@cordata.example", PASSWORD, first_name="Ottavia", last_name="Pession")
    User.objects.filter(pk=user.pk).update(language="en")
    DataProtectionOfficer.objects.create(user=user, organisation=usl, starts_on=date(2026, 1, 1))
    return User.objects.get(pk=user.pk)


def page(client: Client, user: User, path: str, status: int = 200) -> str:
    client.force_login(user)
    answer = client.get(path)
    assert answer.status_code == status, answer.status_code
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return body.decode()


class TestWhoHasLookedAtMe:
    def test_is_told_to_the_person_in_plain_words(self, client, claudio, claudio_himself, anna):
        has_looked(anna, claudio)
        has_looked(anna, claudio, at(8, 30))

        told = page(client, claudio_himself, f"/people/{claudio.pk}/looks/")

        assert "Who has looked at my record" in told
        assert "Anna Perrod" in told
        assert "Looked at my record" in told
        assert "2 times between 08:00 and 08:30" in told
        assert "Because they coordinate care where you live." in told

    def test_says_what_was_done_and_marks_an_emergency(self, client, claudio, anna, valentina):
        has_looked(valentina.user, claudio, ground=Ground.BREAK_GLASS, what=What.WRITE)

        told = page(client, anna, f"/people/{claudio.pk}/looks/")

        assert "Changed something in it" in told
        assert "Because they said it was an emergency." in told
        assert "is-emergency" in told

    def test_tells_of_attempts_that_were_refused(self, client, claudio, anna, camille):
        has_looked(camille, claudio, ground=Ground.NONE, what=What.REFUSE)

        assert "Tried to open it and was not let in" in page(client, anna, f"/people/{claudio.pk}/looks/")

    def test_tells_of_a_programme_and_of_somebody_without_an_account(self, client, claudio, anna):
        record_job("import", [claudio.pk], what=What.WRITE, at=EIGHT)
        AuditPerson.objects.create(
            entry=AuditEntry.objects.create(at=EIGHT, user_id=4711, what=What.READ, where="person"),
            person_id=claudio.pk,
            ground=Ground.AREA,
        )

        told = page(client, anna, f"/people/{claudio.pk}/looks/")

        assert "A programme of the centre" in told
        assert "Somebody who no longer has an account" in told

    def test_holds_the_looks_at_a_record_joined_to_it(self, client, claudio, rosina, anna, valentina):
        has_looked(valentina.user, rosina, ground=Ground.CIRCLE)
        Resident.objects.filter(pk=rosina.pk).update(merged_into=claudio)

        assert "Valentina Chabod" in page(client, anna, f"/people/{claudio.pk}/looks/")

    def test_begins_with_nobody(self, client, claudio, anna):
        assert "Nobody has looked yet" in page(client, anna, f"/people/{claudio.pk}/looks/")

    def test_goes_on_page_by_page(self, client, claudio, anna, monkeypatch):
        monkeypatch.setattr("cordata.people.queries.looks.PAGE", 2)
        entries = [has_looked(anna, claudio, at(8) - timedelta(days=day)) for day in range(3, 0, -1)]

        first = page(client, anna, f"/people/{claudio.pk}/looks/")
        second = page(client, anna, f"/people/{claudio.pk}/looks/?before={entries[1].pk}")

        assert f"?before={entries[1].pk}" in first
        assert "Mon 23 Nov" in second
        assert "Earlier days" not in second

    def test_is_not_shown_to_the_circle(self, client, claudio, valentina, circle_of_claudio):
        page(client, valentina.user, f"/people/{claudio.pk}/looks/", status=403)

    def test_is_not_shown_to_strangers(self, client, claudio, camille, tarentaise):
        page(client, camille, f"/people/{claudio.pk}/looks/", status=404)

    def test_does_not_stumble_over_another_beginning(self, client, claudio, anna):
        page(client, anna, f"/people/{claudio.pk}/looks/?before=x")
        page(client, anna, f"/people/{claudio.pk}/looks/?before={'9' * 30}")

    def test_costs_as_many_queries_for_many_looks_as_for_one(
        self, client, claudio, anna, valentina, luc, django_assert_max_num_queries
    ):
        for user in (anna, valentina.user, luc.user):
            for hour in range(1, 8):
                has_looked(user, claudio, at(hour))
        client.force_login(anna)

        with django_assert_max_num_queries(18):
            client.get(f"/people/{claudio.pk}/looks/")


@pytest.fixture
def circle_of_claudio(claudio, valentina):
    return CircleMember.objects.create(
        resident=claudio, professional=valentina, purpose=CircleMember.Purpose.CARE, since_on=TODAY
    )


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

    def test_goes_on_where_the_page_before_ended(self, client, claudio, anna, monkeypatch):
        monkeypatch.setattr("cordata.people.queries.audit.PAGE", 2)
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

    def test_says_nothing_of_another_area(self, client, claudio, anna, camille, tarentaise):
        has_looked(anna, claudio)

        told = page(client, camille, "/audit/")

        assert "Claudio" not in told
        assert "No entry" in told

    def test_is_refused_to_those_who_watch_over_nobody(self, client, valentina):
        for path in ("/audit/", "/audit/unusual/", "/audit/export.csv"):
            page(client, valentina.user, path, status=403)

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

        page(client, camille, f"/audit/{entry.pk}/", status=404)
        page(client, anna, f"/audit/{entry.pk + 4711}/", status=404)


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
        page(client, anna, "/audit/export.csv", status=403)

    def test_asks_for_the_days_first(self, client, officer):
        assert "The audit as a table" in page(client, officer, "/audit/export.csv")

    @pytest.mark.parametrize("days", ["since=2026-11-26&until=2026-11-01", "since=2026-01-01&until=2026-11-26"])
    def test_refuses_days_the_wrong_way_round_and_too_many(self, days, client, officer):
        page(client, officer, f"/audit/export.csv?{days}", status=422)

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
