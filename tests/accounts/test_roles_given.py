"""Roles given, given another end and ended."""

from datetime import date, timedelta

import pytest
from django.utils import translation
from django.utils.translation import gettext

from cordata.accounts.actions import holding
from cordata.accounts.forms.roles import RoleForm, TermForm
from cordata.accounts.models import DataProtectionOfficer, Role, RoleChange, User
from cordata.accounts.queries.holders import Post
from cordata.people.models import Resident
from tests.clock import NINE, TEN, TODAY

TOMORROW, YESTERDAY = TODAY + timedelta(days=1), TODAY - timedelta(days=1)


@pytest.fixture
def post(valley, usl) -> Post:
    """Where Anna gives roles."""
    return Post(usl, valley)


@pytest.fixture
def piera(db) -> User:
    """Somebody who can sign in and is nothing yet."""
    return User.objects.create_user("piera@cordata.example", "le vette al tramonto", first_name="Piera")


def give(post: Post, user: User, by: User, kind: str = "driver", term: tuple[date, date | None] = (TODAY, None)):
    """Give a role at nine."""
    return holding.give_role(user=user, kind=kind, post=post, term=term, by=by, at=NINE)


class TestGivingARole:
    def test_lets_somebody_be_it_from_its_first_day(self, post, piera, anna):
        give(post, piera, anna, term=(TOMORROW, None))

        assert not Role.objects.on(TODAY).filter(user=piera).exists()
        assert Role.objects.on(TOMORROW).filter(user=piera, kind="driver").exists()

    def test_says_who_gave_it(self, post, piera, anna):
        give(post, piera, anna)

        line = RoleChange.objects.get()
        assert (line.user, line.kind, line.what, line.by, line.at) == (piera, "driver", "given", anna, NINE)

    @pytest.mark.parametrize(
        "again", [(TODAY, None), (TOMORROW, TOMORROW), (TODAY, TODAY), (TODAY + timedelta(days=9), None)]
    )
    def test_is_refused_for_time_in_which_they_hold_it(self, again, post, piera, anna):
        give(post, piera, anna)

        with pytest.raises(holding.AlreadyHeld, match="Change its end instead"):
            give(post, piera, anna, term=again)

    def test_is_possible_once_the_earlier_one_is_over(self, post, piera, anna):
        give(post, piera, anna, term=(TODAY, TOMORROW))

        give(post, piera, anna, term=(TOMORROW + timedelta(days=1), None))

        assert Role.objects.filter(user=piera).count() == 2

    def test_writes_somebody_new_down_without_a_password(self, db):
        user, is_new = holding.invited_user(
            email="Nora@Cordata.example", given_name="Nora", family_name="Bich", language="fr"
        )

        assert is_new
        assert (user.email, user.has_usable_password(), user.language) == ("nora@cordata.example", False, "fr")

    def test_knows_somebody_by_their_address_in_whatever_letters(self, piera):
        found = holding.invited_user(email="PIERA@cordata.example", given_name="X", family_name="Y", language="it")

        assert found == (piera, False)
        assert User.objects.get(pk=piera.pk).first_name == "Piera"


class TestEndingARole:
    def test_closes_at_once_what_it_opened(self, post, anna, bruno, claudio):
        role = Role.objects.get(user=bruno)
        assert Resident.objects.seen_by(bruno, at=NINE).exists()

        holding.end_role(role=role, by=anna, at=NINE)

        assert not Resident.objects.seen_by(bruno, at=NINE).exists()

    def test_leaves_no_trace_of_one_given_today_but_in_the_history(self, post, piera, anna):
        role = give(post, piera, anna)

        holding.end_role(role=role, by=anna, at=TEN)

        assert not Role.objects.filter(user=piera).exists()
        assert list(RoleChange.objects.order_by("pk").values_list("what", flat=True)) == ["given", "ended"]

    def test_that_was_over_leaves_its_last_day_as_it_was(self, post, piera, anna):
        over = date(2026, 1, 31)
        role = Role.objects.create(
            user=piera, kind="driver", organisation=post.organisation, area=post.area, starts_on=over, ends_on=over
        )

        holding.end_role(role=role, by=anna, at=NINE)

        assert Role.objects.get(user=piera).ends_on == over

    def test_is_refused_for_the_last_coordinator_of_an_area(self, anna):
        with pytest.raises(holding.LastCoordinator, match="Nobody else would coordinate Valle d'Aosta"):
            holding.end_role(role=Role.objects.get(user=anna), by=anna, at=NINE)

        assert Role.objects.on(TODAY).filter(user=anna).exists()

    def test_counts_nobody_who_can_no_longer_sign_in(self, anna, bruno):
        User.objects.filter(pk=bruno.pk).update(is_active=False)

        with pytest.raises(holding.LastCoordinator):
            holding.end_role(role=Role.objects.get(user=anna), by=anna, at=NINE)

    def test_counts_nobody_whose_own_role_is_yet_to_come(self, post, anna, piera):
        give(post, piera, anna, kind="coordinator", term=(TOMORROW, None))

        with pytest.raises(holding.LastCoordinator):
            holding.end_role(role=Role.objects.get(user=anna), by=anna, at=NINE)


class TestGivingARoleAnotherEnd:
    def test_is_kept_with_who_said_so(self, post, piera, anna):
        role = give(post, piera, anna)

        holding.change_term(role=role, ends_on=TOMORROW, by=anna, at=TEN)

        assert Role.objects.get(pk=role.pk).ends_on == TOMORROW
        assert RoleChange.objects.latest("pk").ends_on == TOMORROW

    def test_leaves_no_area_without_a_coordinator_later(self, anna, bruno):
        Role.objects.filter(user=bruno).update(ends_on=TOMORROW)

        with pytest.raises(holding.LastCoordinator):
            holding.change_term(role=Role.objects.get(user=anna), ends_on=TOMORROW, by=anna, at=NINE)


class TestTheOfficer:
    def test_watches_from_the_day_they_are_named(self, post, piera, anna):
        officer = holding.name_officer(user=piera, post=post, starts_on=TODAY, by=anna, at=NINE)

        assert (officer.organisation, officer.starts_on) == (post.organisation, TODAY)
        assert RoleChange.objects.get().kind == RoleChange.OFFICER

    def test_is_nobody_who_coordinates_there(self, post, bruno, anna):
        with pytest.raises(holding.WatchesThemself):
            holding.name_officer(user=bruno, post=post, starts_on=TODAY, by=anna, at=NINE)

    def test_is_nobody_who_will_coordinate_there(self, post, piera, anna):
        give(post, piera, anna, kind="coordinator", term=(TOMORROW, None))

        with pytest.raises(holding.WatchesThemself):
            holding.name_officer(user=piera, post=post, starts_on=TODAY, by=anna, at=NINE)

    def test_does_not_come_to_coordinate_there(self, post, piera, anna):
        holding.name_officer(user=piera, post=post, starts_on=TODAY, by=anna, at=NINE)

        with pytest.raises(holding.WatchesThemself):
            give(post, piera, anna, kind="coordinator", term=(TOMORROW, None))

    def test_is_named_once(self, post, piera, anna):
        holding.name_officer(user=piera, post=post, starts_on=TODAY, by=anna, at=NINE)

        with pytest.raises(holding.AlreadyHeld):
            holding.name_officer(user=piera, post=post, starts_on=TOMORROW, by=anna, at=NINE)

    def test_no_longer_watches_at_once(self, post, piera, anna, usl):
        officer = DataProtectionOfficer.objects.create(user=piera, organisation=usl, starts_on=date(2026, 1, 1))

        holding.end_officer(officer=officer, by=anna, at=NINE)

        assert DataProtectionOfficer.objects.get().ends_on == YESTERDAY


class TestItsForms:
    @pytest.mark.parametrize(("form", "name"), [(RoleForm, "starts_on"), (RoleForm, "ends_on"), (TermForm, "ends_on")])
    def test_say_days_otherwise_than_times_of_day(self, form, name):
        with translation.override("it"):
            label = str(form.base_fields[name].label)

            assert label not in {gettext("From"), gettext("Until")}
