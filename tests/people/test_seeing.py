"""Who sees whom, and from when until when."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from django.utils import timezone

from cordata.accounts.models import Role
from cordata.people.models import CircleMember, Resident
from cordata.people.queries import find_people
from tests.clock import TODAY

pytestmark = pytest.mark.django_db
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


@pytest.fixture
def joined(claudio, valentina):
    """Claudio's circle with Valentina in it, since and until a day."""

    def join(since: date, until: date | None = None) -> CircleMember:
        return CircleMember.objects.create(
            resident=claudio, professional=valentina, purpose="care", since_on=since, until_on=until
        )

    return join


def seen(user, on: date) -> list[Resident]:
    return list(Resident.objects.seen_by(user, on=on))


class TestACircle:
    def test_opens_the_record_from_its_first_to_its_last_day(self, joined, valentina, claudio):
        joined(TODAY, TODAY)

        days = [seen(valentina.user, day) for day in (YESTERDAY, TODAY, TOMORROW)]

        assert days == [[], [claudio], []]

    def test_without_a_last_day_stays_open(self, joined, valentina, claudio):
        joined(TODAY)

        assert seen(valentina.user, TODAY + timedelta(days=400)) == [claudio]

    def test_that_has_ended_does_not_open_the_record_today(self, joined, valentina):
        today = timezone.localdate()
        joined(today - timedelta(days=9), today - timedelta(days=1))

        assert list(Resident.objects.seen_by(valentina.user)) == []

    def test_shows_nobody_to_another_professional(self, joined, luc):
        joined(TODAY)

        assert seen(luc.user, TODAY) == []

    def test_cannot_end_before_it_begins(self, joined):
        with pytest.raises(IntegrityError), transaction.atomic():
            joined(TODAY, YESTERDAY)

    def test_holds_a_professional_once_a_day_for_a_purpose(self, joined):
        joined(TODAY)

        with pytest.raises(IntegrityError), transaction.atomic():
            joined(TODAY)


class TestARole:
    def test_shows_the_area_from_its_first_to_its_last_day(self, anna, claudio):
        Role.objects.update(starts_on=TODAY, ends_on=TODAY)

        days = [seen(anna, day) for day in (YESTERDAY, TODAY, TOMORROW)]

        assert days == [[], [claudio], []]

    @pytest.mark.parametrize("kind", [kind for kind in Role.Kind if kind != Role.Kind.COORDINATOR])
    def test_other_than_the_coordinators_shows_nobody(self, anna, claudio, kind):
        Role.objects.filter(user=anna).update(kind=kind)

        assert seen(anna, TODAY) == []

    def test_cannot_end_before_it_begins(self, anna):
        with pytest.raises(IntegrityError), transaction.atomic():
            Role.objects.filter(user=anna).update(starts_on=TODAY, ends_on=YESTERDAY)


class TestAVisitor:
    def test_sees_nobody(self, claudio):
        assert list(Resident.objects.seen_by(AnonymousUser())) == []


class TestTheList:
    def test_is_in_order_of_family_then_given_name(self, anna, make_resident):
        for given, family in (("Zita", "Blanc"), ("Ada", "Vuillermin"), ("Ugo", "Blanc"), ("Bice", "Abram")):
            make_resident(given, family, "Introd", "Buillet", (45.69, 7.18))

        rows = find_people(anna, "", TODAY).rows

        assert [row.name for row in rows] == ["Bice Abram", "Ugo Blanc", "Zita Blanc", "Ada Vuillermin"]

    def test_names_the_hamlet_with_its_commune_or_the_commune_alone(self, anna, claudio, rosina):
        home = rosina.household
        home.hamlet = None
        home.save()

        rows = find_people(anna, "", TODAY).rows

        assert [row.place for row in rows] == ["Rhêmes-Notre-Dame", "Dégioz, Valsavarenche"]
        assert str(home) == "Fraz. Bruil 1, Rhêmes-Notre-Dame"
        assert str(claudio.household) == "Fraz. Dégioz 1, Dégioz"

    def test_tells_a_person_once_whom_one_sees_twice_over(self, joined, valentina, valley, usl):
        for since in (YESTERDAY, TODAY):
            joined(since)
        Role.objects.create(
            user=valentina.user, kind=Role.Kind.COORDINATOR, organisation=usl, area=valley, starts_on=YESTERDAY
        )

        found = find_people(valentina.user, "", TODAY)

        assert (len(found.rows), found.total) == (1, 1)

    @pytest.mark.parametrize("words", ["%", "_", "'; drop table people; --", "<script>", "𝕬nna 🏔", "א" * 300])
    def test_takes_hostile_words_as_words(self, anna, claudio, words):
        assert find_people(anna, words, TODAY).total == 0

    def test_prints_a_hostile_name_as_a_name(self, client, anna, make_resident):
        make_resident("<script>alert(1)</script>", "🏔 שלום", "Introd", "Buillet", (45.69, 7.18))
        client.force_login(anna)

        page = client.get("/people/").content.decode()

        assert "&lt;script&gt;alert(1)&lt;/script&gt; 🏔 שלום" in page
        assert "<script>alert" not in page
