"""The roles of an area, screen by screen."""

from datetime import date

import pytest
from django.conf import settings
from django.urls import reverse

from cordata.accounts.models import AuditEntry, DataProtectionOfficer, Organisation, Role, User
from tests.clock import TODAY
from tests.village import make_user

NEW = {
    "email": "nora@cordata.example",
    "given_name": "Nora",
    "family_name": "Bich",
    "language": "fr",
    "kind": "driver",
    "starts_on": TODAY.isoformat(),
}


@pytest.fixture
def client(client, anna):
    """Anna's browser."""
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    client.force_login(anna)
    return client


@pytest.fixture
def post(valley, usl) -> str:
    """Where Anna gives roles, as the form calls it."""
    return f"{usl.pk}-{valley.pk}"


@pytest.fixture
def nora(valley, usl) -> Role:
    """A driver of the valley."""
    return make_user(valley, usl, Role.Kind.DRIVER, "Nora", "Bich").roles.get()


def page(name: str, role: Role) -> str:
    """Return the address of a page about a role."""
    return reverse(name, kwargs={"role_id": role.pk})


class TestTheFormOfARole:
    def test_chooses_no_role_by_itself(self, client):
        form = client.get(reverse("new_role")).context["form"]

        assert form["kind"].value() is None
        assert form.fields["kind"].choices[0] == ("", "Choose a role")

    def test_begins_with_the_place_that_the_top_of_the_page_names(self, client, anna, usl, tarentaise, post):
        for name in ("AAA", "Zeta"):
            other = Organisation.objects.create(code=name.lower(), name=name, country="IT")
            Role.objects.create(
                user=anna, kind="coordinator", organisation=other, area=tarentaise, starts_on=date(2020, 1, 1)
            )

        form = client.get(reverse("new_role")).context["form"]

        assert form.fields["post"].choices[0][0] == post


class TestTheList:
    def test_tells_who_holds_what(self, client, nora):
        shown = client.get(reverse("roles")).content.decode()

        assert "Nora Bich" in shown
        assert "Driver, Azienda USL" in shown

    def test_tells_apart_who_held_it(self, client, nora):
        Role.objects.filter(pk=nora.pk).update(ends_on=date(2026, 2, 1))

        assert "Nora Bich" not in client.get(reverse("roles")).content.decode()
        assert "Nora Bich" in client.get(reverse("roles"), {"show": "ended"}).content.decode()

    def test_leaves_out_the_roles_of_other_organisations_and_areas(self, client, valley, usl, tarentaise):
        other = Organisation.objects.create(code="csm", name="Consorzio", country="IT")
        make_user(valley, other, Role.Kind.DRIVER, "Ugo", "Verde")
        make_user(tarentaise, usl, Role.Kind.DRIVER, "Yves", "Rouge")

        shown = client.get(reverse("roles")).content.decode()

        assert "Ugo" not in shown
        assert "Yves" not in shown

    def test_is_for_coordinators(self, client, valentina):
        client.force_login(valentina.user)

        assert client.get(reverse("roles")).status_code == 403

    def test_costs_few_queries(self, client, nora, valley, usl, django_assert_max_num_queries):
        for number in range(10):
            make_user(valley, usl, Role.Kind.DRIVER, f"Driver{number}", "Bich")

        with django_assert_max_num_queries(9):
            client.get(reverse("roles"))


class TestGivingARole:
    def test_writes_somebody_new_down_and_leads_to_their_link(self, client, post):
        answer = client.post(reverse("new_role"), {**NEW, "post": post}, follow=True)

        shown = answer.content.decode()
        user = User.objects.get(email="nora@cordata.example")
        assert user.roles.get().kind == "driver"
        assert reverse("colleague", kwargs={"user_id": user.pk}) in shown

    def test_is_kept_in_the_audit(self, client, post):
        client.post(reverse("new_role"), {**NEW, "post": post})

        assert AuditEntry.objects.filter(where__startswith="role_given", what="write").exists()

    @pytest.mark.parametrize(
        ("change", "told"),
        [
            ({"given_name": ""}, "This person is new: say their name."),
            ({"starts_on": "2026-01-01"}, "Choose today or a later day."),
            ({"ends_on": "2026-01-01"}, "The last day cannot lie before the first."),
            ({"kind": "king"}, "Select a valid choice"),
            ({"email": "nora"}, "valid email"),
        ],
    )
    def test_refuses_what_cannot_be(self, change, told, client, post):
        answer = client.post(reverse("new_role"), {**NEW, "post": post, **change})

        assert answer.status_code == 422
        assert told in answer.content.decode()
        assert not User.objects.filter(first_name="Nora").exists()

    def test_is_for_ones_own_area_alone(self, client, usl, tarentaise):
        answer = client.post(reverse("new_role"), {**NEW, "post": f"{usl.pk}-{tarentaise.pk}"})

        assert answer.status_code == 422
        assert not User.objects.filter(first_name="Nora").exists()

    def test_leaves_nobody_behind_when_it_is_refused(self, client, post, nora):
        answer = client.post(reverse("new_role"), {**NEW, "email": nora.user.email, "post": post})

        assert answer.status_code == 422
        assert "holds this role there in that time" in answer.content.decode()
        assert Role.objects.filter(user=nora.user).count() == 1


class TestARole:
    def test_tells_what_was_done_with_it(self, client, nora):
        client.post(page("role_term", nora), {"ends_on": "2027-01-31"})

        shown = client.get(page("role", nora)).content.decode()

        assert "another end" in shown
        assert "31/01/2027" in shown
        assert "Anna Perrod" in shown

    def test_refuses_an_end_gone_by(self, client, nora):
        answer = client.post(page("role_term", nora), {"ends_on": "2026-02-01"})

        assert answer.status_code == 422
        assert Role.objects.get(pk=nora.pk).ends_on is None

    @pytest.mark.parametrize("name", ["role", "role_term", "role_ending"])
    def test_is_unknown_to_a_coordinator_elsewhere(self, name, client, camille, nora):
        client.force_login(camille)

        assert client.generic("GET" if name == "role" else "POST", page(name, nora)).status_code == 404

    @pytest.mark.parametrize("name", ["role", "role_term", "role_ending"])
    def test_is_refused_to_who_coordinates_nowhere(self, name, client, valentina, nora):
        client.force_login(valentina.user)

        assert client.generic("GET" if name == "role" else "POST", page(name, nora)).status_code == 403

    def test_survives_an_unknown_number(self, client):
        assert client.get(reverse("role", kwargs={"role_id": 999})).status_code == 404


class TestEndingARole:
    def test_shows_nobody_from_the_next_request_on(self, client, bruno, claudio):
        theirs = client.__class__()
        theirs.force_login(bruno)
        assert theirs.get(reverse("person", kwargs={"resident_id": claudio.pk})).status_code == 200

        client.post(page("role_ending", bruno.roles.get()))

        assert theirs.get(reverse("person", kwargs={"resident_id": claudio.pk})).status_code == 404
        assert claudio.family_name not in theirs.get(reverse("people")).content.decode()

    def test_is_refused_for_the_last_coordinator(self, client, anna):
        told = client.post(page("role_ending", anna.roles.get()), follow=True).content.decode()

        assert "Nobody else would coordinate" in told
        assert Role.objects.on(TODAY).filter(user=anna).exists()


class TestTheOfficer:
    def test_is_named_and_listed(self, client, post):
        told = client.post(reverse("new_officer"), {**NEW, "post": post}, follow=True).content.decode()

        assert "Nora Bich watches over how records are looked at." in told
        assert DataProtectionOfficer.objects.get().user.email == "nora@cordata.example"

    def test_is_refused_where_they_coordinate(self, client, post, bruno):
        answer = client.post(reverse("new_officer"), {**NEW, "email": bruno.email, "post": post})

        assert answer.status_code == 422
        assert "cannot watch over themself" in answer.content.decode()

    def test_ends(self, client, nora, usl):
        officer = DataProtectionOfficer.objects.create(user=nora.user, organisation=usl, starts_on=date(2026, 1, 1))

        client.post(reverse("officer_ending", kwargs={"officer_id": officer.pk}))

        assert DataProtectionOfficer.objects.get().ends_on < TODAY

    def test_of_another_organisation_is_unknown(self, client, nora):
        other = Organisation.objects.create(code="csm", name="Consorzio", country="IT")
        officer = DataProtectionOfficer.objects.create(user=nora.user, organisation=other, starts_on=date(2026, 1, 1))

        assert client.post(reverse("officer_ending", kwargs={"officer_id": officer.pk})).status_code == 404
