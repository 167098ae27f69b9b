import pytest
from click.testing import CliRunner

from cordata.accounts.models import Area, Organisation, Role, User
from cordata.config.commands.add_coordinator import add_coordinator
from cordata.places.models import Commune, Hamlet

PASSWORD = "Gran Paradiso 4061"
NEW = ("--area", "valle-d-aosta", "--territory", "Valle d'Aosta")
CENTRE = ("--organisation", "ausl-vda", "--organisation-name", "Azienda USL Valle d’Aosta")

pytestmark = pytest.mark.django_db


def add(email, *options, password=PASSWORD):
    names = ("--given-name", "Anna", "--family-name", "Rossi")
    return CliRunner().invoke(add_coordinator, [email, *names, *options], input=f"{password}\n{password}\n")


class TestAddCoordinator:
    def test_makes_the_area_its_centre_and_who_coordinates(self):
        said = add("anna@example.org", *NEW, *CENTRE)

        role = Role.objects.get()
        assert said.exit_code == 0
        assert (role.kind, role.area.code, role.organisation.country) == ("coordinator", "valle-d-aosta", "IT")
        assert role.user.check_password(PASSWORD)
        assert (Commune.objects.count(), Hamlet.objects.filter(commune__name="Valsavarenche").exists()) == (74, True)
        assert PASSWORD not in said.output

    def test_adds_a_second_one_to_what_is_there(self):
        add("anna@example.org", *NEW, *CENTRE)

        said = add("bruno@example.org", "--area", "valle-d-aosta", "--organisation", "ausl-vda")

        assert said.exit_code == 0
        assert (Role.objects.count(), Area.objects.count(), Organisation.objects.count()) == (2, 1, 1)

    def test_leaves_nothing_behind_when_the_centre_is_not_named(self):
        said = add("anna@example.org", *NEW, "--organisation", "ausl-vda")

        assert said.exit_code == 2
        assert "say its --organisation-name" in said.output
        assert not Area.objects.exists()
        assert not User.objects.exists()

    def test_refuses_a_password_anybody_guesses(self):
        said = add("anna@example.org", *NEW, *CENTRE, password="password")

        assert said.exit_code == 2
        assert not User.objects.exists()

    def test_refuses_what_is_no_address(self):
        assert add("anna", *NEW, *CENTRE).exit_code == 2

    def test_refuses_an_area_without_a_territory(self):
        said = add("anna@example.org", "--area", "nowhere", *CENTRE)

        assert said.exit_code == 2
        assert "say its --territory" in said.output

    def test_keeps_the_password_of_who_signs_in_already_and_refuses_a_second_time(self):
        add("anna@example.org", *NEW, *CENTRE)

        said = add("Anna@example.org", *NEW, *CENTRE, password="Monte Rosa 4634 m")

        assert said.exit_code == 2
        assert "coordinates this area already" in said.output
        assert User.objects.get().check_password(PASSWORD)
