"""What the day's forms let through, and what they refuse: by area, by hour, by who may see whom, hostile text."""

from datetime import date, datetime, timedelta, timezone

import pytest
from django.urls import reverse
from django.utils import timezone as clock
from django.utils import translation

from cordata.accounts.models import Role
from cordata.care.models import Visit, VisitOrder
from cordata.day import actions
from cordata.day.forms import AbsenceForm, CancellationForm, MoveForm, UrgentVisitForm, VisitForm
from cordata.day.queries.visit import told_visit
from cordata.places.models import Closure, Commune
from cordata.places.queries import segments
from cordata.rounds.models import Plan, Stop
from tests.clock import SEVEN, TODAY, at

pytestmark = pytest.mark.django_db
TOMORROW = TODAY + timedelta(days=1)
SPRING, AUTUMN = date(2026, 3, 29), date(2026, 10, 25)


@pytest.fixture
def about(valley, anna):
    """What every form of today knows."""
    return {"area": valley, "day": TODAY, "user": anna}


@pytest.fixture
def urgent(claudio):
    """An urgent visit filled in rightly."""
    return {"resident": "Claudio Dayné", "kind": "injection", "minutes": 15, "opens": "10:00", "closes": "11:00"}


def address(name: str, *args: object) -> str:
    return reverse(name, args=["valle-d-aosta", TODAY, *args])


class TestAVisitToChange:
    def test_is_one_of_the_day_and_the_area(self, about, small_day, emilio, tarentaise):
        Visit.objects.filter(pk=small_day["rosina"].pk).update(day=TOMORROW)
        Commune.objects.filter(pk=emilio.household.commune_id).update(area=tarentaise)

        offered = set(VisitForm(**about).fields["visit"].queryset)

        assert offered == {small_day["claudio"], small_day["delfina"]}

    def test_is_nobodys_who_may_not_see_the_person(self, about, small_day, camille):
        forms = [form(**{**about, "user": camille}) for form in (VisitForm, CancellationForm)]

        assert [form.fields["visit"].queryset.count() for form in forms] == [0, 0]

    @pytest.mark.parametrize(("member", "is_taken"), [(-1, False), (0, True), (1, True), (2, False), ("", False)])
    def test_has_one_person_or_two(self, about, small_day, member, is_taken):
        form = VisitForm({"visit": small_day["delfina"].pk, "member": member, "version": 1}, **about)

        assert form.is_valid() == is_taken

    def test_of_the_second_person_where_one_is_enough_is_refused(self, client, anna, planned_day, small_day, luc):
        client.force_login(anna)

        answer = client.post(
            address("moves"), {"visit": small_day["claudio"].pk, "member": 1, "version": 1, "professional": luc.pk}
        )

        assert answer.status_code == 422
        assert Plan.objects.count() == 1


class TestWhoTakesAVisit:
    def test_is_somebody_who_works_that_day_in_the_area(self, about, small_day, valentina, luc, aida, tarentaise):
        luc.shifts.update(day=TOMORROW)
        aida.area = tarentaise
        aida.save()

        assert list(MoveForm(**about).fields["professional"].queryset) == [valentina]


class TestAnAbsence:
    def test_is_of_somebody_who_works_and_is_not_absent_yet(self, about, small_day, valentina, luc, aida, anna):
        luc.absences.create(day=TODAY, from_at=at(9), reason="sick", by=anna, at=SEVEN)
        aida.absences.create(day=TOMORROW, from_at=at(9, day=TOMORROW), reason="sick", by=anna, at=SEVEN)
        valentina.shifts.update(day=TOMORROW)

        assert list(AbsenceForm(**about).fields["professional"].queryset) == [aida]

    @pytest.mark.parametrize(
        ("day", "offset"), [(date(2026, 7, 1), 2), (date(2026, 12, 1), 1), (SPRING, 2), (AUTUMN, 1)]
    )
    def test_begins_when_the_valleys_clocks_say_so_in_summer_and_winter(
        self, about, valentina, make_shift, day, offset
    ):
        make_shift(valentina, day)
        form = AbsenceForm(
            {"professional": valentina.pk, "from_at": "10:00", "reason": "sick"}, **{**about, "day": day}
        )

        assert form.is_valid()
        assert form.cleaned_data["from_at"] == datetime(
            day.year, day.month, day.day, 10, tzinfo=timezone(timedelta(hours=offset))
        )


class TestAnUrgentVisit:
    def test_is_for_somebody_of_the_area_whom_one_sees(self, about, claudio, emilio, camille, tarentaise):
        Commune.objects.filter(pk=emilio.household.commune_id).update(area=tarentaise)

        mine, theirs = (
            set(UrgentVisitForm(**{**about, "user": user}).fields["resident"].choices.values())
            for user in (about["user"], camille)
        )

        assert (mine, theirs) == ({claudio}, set())

    def test_tells_namesakes_of_an_age_and_commune_apart(self, about, claudio, make_resident):
        other = make_resident("Claudina", "Dayné", "Valsavarenche", "Eau-Rousse", (45.57, 7.21))
        other.given_name = "Claudio"
        other.save()

        offered = UrgentVisitForm(**about).fields["resident"].choices

        assert set(offered.values()) == {claudio, other}
        assert offered["Claudio Dayné, 88, Valsavarenche, Fraz. Eau-Rousse 1 (r-claudina)"] == other

    @pytest.mark.parametrize(("minutes", "is_taken"), [(4, False), (5, True), (240, True), (241, False), ("x", False)])
    def test_takes_from_five_minutes_to_four_hours(self, about, urgent, minutes, is_taken):
        assert UrgentVisitForm({**urgent, "minutes": minutes}, **about).is_valid() == is_taken

    @pytest.mark.parametrize(("closes", "is_taken"), [("09:59", False), ("10:00", False), ("10:01", True)])
    def test_can_start_later_than_it_opens(self, about, urgent, closes, is_taken):
        assert UrgentVisitForm({**urgent, "closes": closes}, **about).is_valid() == is_taken

    @pytest.mark.parametrize("missing", ["opens", "closes"])
    def test_needs_both_its_hours(self, about, urgent, missing):
        urgent.pop(missing)

        assert set(UrgentVisitForm(urgent, **about).errors) == {missing}

    def test_of_a_kind_that_asks_no_skill_asks_none(self, about, urgent):
        kinds = [VisitOrder.Kind.INJECTION, VisitOrder.Kind.SOCIAL, *VisitOrder.Kind]
        forms = {kind: UrgentVisitForm({**urgent, "kind": kind}, **about) for kind in kinds}

        assert all(form.is_valid() for form in forms.values())
        assert forms[VisitOrder.Kind.INJECTION].skills() == ["injection"]

    @pytest.mark.parametrize("note", ["<script>alert(1)</script>", "🏔 שלום", "x" * 300])
    def test_prints_its_note_as_it_was_written(self, client, anna, urgent, small_day, note):
        client.force_login(anna)
        client.post(address("urgent_visits"), {**urgent, "note": note})

        visit = Visit.objects.get(order__note=note)
        page = client.get(address("day_visit", visit.pk, 0)).content.decode()

        assert "<script>alert" not in page
        assert note.replace("<", "&lt;").replace(">", "&gt;") in page

    @pytest.mark.parametrize("note", ["x" * 301, "nul\0"])
    def test_refuses_a_note_that_cannot_be_kept(self, client, anna, urgent, small_day, note):
        client.force_login(anna)

        answer = client.post(address("urgent_visits"), {**urgent, "note": note})

        assert answer.status_code == 422
        assert Visit.objects.count() == 4


class TestAClosure:
    def test_keeps_its_hours(self, client, anna, valley):
        client.force_login(anna)
        road = segments()[0]

        client.post(
            address("closures"),
            {"segment": road.label, "from_at": "09:00", "until_at": "12:30", "reason": "<b>snow</b>"},
        )

        closure = Closure.objects.get()
        assert (closure.from_at, closure.until_at, closure.reason) == (at(9), at(12, 30), "<b>snow</b>")

    def test_that_ends_before_it_begins_is_refused(self, client, anna, valley):
        client.force_login(anna)

        answer = client.post(
            address("closures"),
            {"segment": segments()[0].label, "from_at": "09:00", "until_at": "08:00", "reason": "snow"},
        )

        assert answer.status_code == 422
        assert not Closure.objects.exists()

    def test_of_a_road_nobody_knows_is_refused(self, client, anna, valley):
        client.force_login(anna)

        answer = client.post(address("closures"), {"segment": "to the moon", "from_at": "09:00", "reason": "snow"})

        assert answer.status_code == 422


class TestTheDayOfACoordinator:
    def test_closes_with_their_role(self, client, anna, planned_day):
        Role.objects.filter(user=anna).update(ends_on=clock.localdate() - timedelta(days=1))
        client.force_login(anna)

        assert client.get(address("day")).status_code == 404

    def test_does_not_tell_another_areas_visit(self, client, anna, small_day, emilio, tarentaise, usl):
        Role.objects.create(
            user=anna, kind="coordinator", organisation=usl, area=tarentaise, starts_on=date(2026, 1, 1)
        )
        Commune.objects.filter(pk=emilio.household.commune_id).update(area=tarentaise)
        client.force_login(anna)

        codes = [client.get(address("day_visit", small_day[name].pk, 0)).status_code for name in ("claudio", "emilio")]

        assert codes == [200, 404]

    def test_prints_a_hostile_name_as_a_name(self, client, anna, planned_day, claudio):
        claudio.given_name, claudio.family_name = '"><script>alert(1)</script>', "🏔" * 79
        claudio.save()
        client.force_login(anna)

        pages = [client.get(address(name)).content.decode() for name in ("day", "sheets")]

        assert not any("<script>alert" in page for page in pages)
        assert "&lt;script&gt;alert(1)" in pages[0]


class TestAVisitInWords:
    def test_says_who_comes_when_and_what_holds_it_there(self, planned_day, small_day, valley, anna, luc):
        edit = {"area": valley, "day": TODAY, "visit": small_day["claudio"], "member": 0, "by": anna, "at": SEVEN}
        plan = actions.move_visit(**edit, to_professional=luc, start=at(11, 15), version=1)

        told = told_visit(small_day["claudio"], 0, plan, valley, TODAY)

        assert (told.who, told.starts, told.ends, told.pin, told.late) == ("Luc Favre", "11:15", "11:45", "time", "")
        assert (told.is_made, told.is_cancelled, told.reasons) == (False, False, ())

    def test_tells_each_of_the_two_people_apart(self, planned_day, small_day, valley):
        both = [told_visit(small_day["delfina"], member, planned_day, valley, TODAY).who for member in (0, 1)]

        assert sorted(both) == ["Luc Favre", "Valentina Chabod"]

    def test_is_late_from_a_minute_on(self, planned_day, small_day, valley):
        said = []
        for seconds in (59, 60):
            Stop.objects.filter(visit=small_day["claudio"]).update(late_s=seconds)
            said.append(bool(told_visit(small_day["claudio"], 0, planned_day, valley, TODAY).late))

        assert said == [False, True]

    def test_says_why_it_has_no_place(self, planned_day, small_day, valley, anna):
        edit = {"area": valley, "day": TODAY, "by": anna, "at": SEVEN}
        plan = actions.set_aside(visit=small_day["claudio"], version=1, **edit)

        with translation.override("en"):
            told = told_visit(small_day["claudio"], 0, plan, valley, TODAY)
            other = told_visit(small_day["rosina"], 0, plan, valley, TODAY)

        assert (told.who, told.starts, told.professional_id) == ("", "", None)
        assert told.reasons
        assert other.reasons == ()

    def test_without_a_plan_is_told_all_the_same(self, small_day, valley):
        told = told_visit(small_day["claudio"], 0, None, valley, TODAY)

        assert (told.full_name, told.who, told.reasons) == ("Claudio Dayné", "", ())
