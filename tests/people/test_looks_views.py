"""Who has looked at my record: the page for the person and their coordinator."""

from datetime import timedelta

import pytest

from cordata.accounts.auditing import record_job
from cordata.accounts.models import AuditEntry, AuditPerson, Role, User
from cordata.people.models import CircleMember, Resident
from cordata.people.queries import looks as queries
from tests.clock import EIGHT, TODAY, at
from tests.people.audit_lines import Ground, What, has_looked, page, status_of
from tests.village import make_user


@pytest.fixture
def claudio_himself(claudio, valley, usl) -> User:
    """Claudio, who has an account of his own."""
    user = make_user(valley, usl, Role.Kind.RESIDENT, "Claudio", "Dayné")
    Resident.objects.filter(pk=claudio.pk).update(user=user)
    return user


@pytest.fixture
def circle_of_claudio(claudio, valentina):
    return CircleMember.objects.create(
        resident=claudio, professional=valentina, purpose=CircleMember.Purpose.CARE, since_on=TODAY
    )


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

        told = page(client, anna, f"/people/{claudio.pk}/looks/")

        assert "Tried to open it and was not let in" in told
        assert "Because nothing lets them read this record." in told

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
        monkeypatch.setattr(queries, "PAGE", 2)
        entries = [has_looked(anna, claudio, at(8) - timedelta(days=day)) for day in range(3, 0, -1)]

        first = page(client, anna, f"/people/{claudio.pk}/looks/")
        second = page(client, anna, f"/people/{claudio.pk}/looks/?before={entries[1].pk}")

        assert f"?before={entries[1].pk}" in first
        assert "Mon 23 Nov" in second
        assert "Earlier days" not in second

    def test_is_not_shown_to_the_circle(self, client, claudio, valentina, circle_of_claudio):
        assert status_of(client, valentina.user, f"/people/{claudio.pk}/looks/") == 403

    def test_is_not_shown_to_strangers(self, client, claudio, camille, tarentaise):
        assert status_of(client, camille, f"/people/{claudio.pk}/looks/") == 404

    def test_does_not_stumble_over_another_beginning(self, client, claudio, anna):
        assert status_of(client, anna, f"/people/{claudio.pk}/looks/?before=x") == 200
        assert status_of(client, anna, f"/people/{claudio.pk}/looks/?before={'9' * 30}") == 200

    def test_costs_as_many_queries_for_many_looks_as_for_one(
        self, client, claudio, anna, valentina, luc, django_assert_max_num_queries
    ):
        for user in (anna, valentina.user, luc.user):
            for hour in range(1, 8):
                has_looked(user, claudio, at(hour))
        client.force_login(anna)

        with django_assert_max_num_queries(18):
            client.get(f"/people/{claudio.pk}/looks/")
