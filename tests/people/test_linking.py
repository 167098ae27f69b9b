"""Who the holder of a role is in the register."""

import pytest
from django.urls import reverse

from cordata.accounts.auditing import hash_words
from cordata.accounts.models import AuditEntry, Role, User
from cordata.people.actions import linking
from cordata.people.actions.keys import refresh_search_words
from cordata.people.models import BreakGlass, Carer, Resident, Revision
from cordata.workforce.models import Professional
from tests.clock import NINE
from tests.village import make_user


@pytest.fixture
def piera(valley, usl) -> Role:
    """Somebody with the role of a resident, linked with nobody yet."""
    return make_user(valley, usl, Role.Kind.RESIDENT, "Piera", "Noro").roles.get()


@pytest.fixture
def dario(valley, usl) -> Role:
    """Somebody with the role of a professional, linked with nobody yet."""
    return make_user(valley, usl, Role.Kind.PROFESSIONAL, "Dario", "Bionaz").roles.get()


@pytest.fixture
def free_nurse(valentina) -> Professional:
    """A nurse whose account was closed."""
    Professional.objects.filter(pk=valentina.pk).update(user=None)
    return valentina


@pytest.fixture
def client(client, anna):
    """Anna's browser."""
    client.force_login(anna)
    return client


def page(role: Role, name: str = "role_person") -> str:
    """Return the address of the link of a role's holder."""
    return reverse(name, kwargs={"role_id": role.pk})


class TestAProfessional:
    def test_is_linked_from_those_of_the_organisation_who_are_free(self, client, dario, free_nurse, luc):
        shown = client.get(page(dario)).content.decode()
        client.post(page(dario), {"who": f"professional:{free_nurse.pk}"})

        assert "Valentina Chabod" in shown
        assert "Luc Favre" not in shown
        assert Professional.objects.get(pk=free_nurse.pk).user == dario.user

    def test_is_linked_with_one_user_alone(self, dario, luc):
        with pytest.raises(linking.AlreadyLinked):
            linking.link_professional(user=dario.user, professional=luc)

    def test_is_unlinked(self, client, luc):
        role = luc.user.roles.get()

        client.post(page(role, "role_person_removal"), {"who": f"professional:{luc.pk}"})

        assert Professional.objects.get(pk=luc.pk).user is None


class TestAResident:
    def test_is_found_by_name(self, client, piera, claudio):
        refresh_search_words(claudio)

        shown = client.get(page(piera), {"words": "Dayné"}).content.decode()

        assert f'value="resident:{claudio.pk}"' in shown

    def test_reads_their_own_record_once_they_are_linked(self, client, piera, claudio, rosina):
        client.post(page(piera), {"who": f"resident:{claudio.pk}"})

        assert list(Resident.objects.seen_by(piera.user, at=NINE)) == [claudio]

    def test_has_the_link_in_their_history(self, client, piera, claudio, anna):
        client.post(page(piera), {"who": f"resident:{claudio.pk}"})

        line = Revision.objects.get(resident=claudio)
        assert (line.field, line.after, line.by) == ("user", str(piera.user_id), anna)

    def test_is_kept_in_the_audit(self, client, piera, claudio):
        client.post(page(piera), {"who": f"resident:{claudio.pk}"})

        entry = AuditEntry.objects.get(where="role_person")
        assert (entry.what, list(entry.persons.values_list("person_id", flat=True))) == ("write", [claudio.pk])

    def test_reads_nothing_once_the_link_is_taken_away(self, client, piera, claudio):
        client.post(page(piera), {"who": f"resident:{claudio.pk}"})

        client.post(page(piera, "role_person_removal"), {"who": f"resident:{claudio.pk}"})

        assert not Resident.objects.seen_by(piera.user, at=NINE).exists()

    def test_is_nobody_whom_the_coordinator_does_not_see(self, client, piera, claudio, tarentaise):
        type(claudio.household.commune).objects.update(area=tarentaise)

        assert client.post(page(piera), {"who": f"resident:{claudio.pk}"}).status_code == 404

    def test_is_nobody_whom_the_coordinator_opened_in_an_emergency(self, client, piera, claudio, tarentaise, anna):
        refresh_search_words(claudio)
        type(claudio.household.commune).objects.update(area=tarentaise)
        BreakGlass.objects.create(resident=claudio, user=anna, reason="found on the road", opened_at=NINE)

        shown = client.get(page(piera), {"words": "Dayné"}).content.decode()
        answer = client.post(page(piera), {"who": f"resident:{claudio.pk}"})

        assert Resident.objects.seen_by(anna).filter(pk=claudio.pk).exists()
        assert (f"resident:{claudio.pk}" in shown, answer.status_code) == (False, 404)

    @pytest.mark.parametrize(
        "who", ["", "resident:", "resident:x", f"resident:{'9' * 5000}", "resident:999", "professional:1", "king:1"]
    )
    def test_is_nobody_unknown(self, who, client, piera):
        assert client.post(page(piera), {"who": who}).status_code == 404

    def test_is_one_user_alone(self, piera, claudio, rosina, anna):
        linking.link_resident(user=piera.user, resident=claudio, by=anna, at=NINE)

        with pytest.raises(linking.AlreadyLinked):
            linking.link_resident(user=piera.user, resident=rosina, by=anna, at=NINE)


class TestACarer:
    def test_is_linked_and_reads_nothing_by_that_alone(self, client, piera, claudio):
        carer = Carer.objects.create(resident=claudio, name="Piera Noro", relation="child")

        client.post(page(piera), {"who": f"carer:{carer.pk}"})

        assert Carer.objects.get().user == piera.user
        assert not Resident.objects.seen_by(piera.user, at=NINE).exists()

    def test_is_unlinked(self, client, piera, claudio):
        carer = Carer.objects.create(resident=claudio, name="Piera Noro", relation="child", user=piera.user)

        client.post(page(piera, "role_person_removal"), {"who": f"carer:{carer.pk}"})

        assert Carer.objects.get().user is None


class TestThePage:
    def test_is_unknown_to_a_coordinator_elsewhere(self, client, camille, piera):
        client.force_login(camille)

        assert client.get(page(piera)).status_code == 404

    def test_is_only_for_roles_that_somebody_of_the_register_holds(self, client, valley, usl):
        driver = make_user(valley, usl, Role.Kind.DRIVER, "Nora", "Bich").roles.get()

        assert client.get(page(driver)).status_code == 404

    def test_survives_words_that_no_database_takes(self, client, piera, claudio):
        assert client.get(page(piera), {"words": "a\0"}).status_code == 200

    def test_keeps_in_the_audit_that_somebody_was_searched_for(self, client, piera, claudio):
        client.get(page(piera), {"words": "Dayné"})

        assert AuditEntry.objects.get(where="role_person").search == hash_words("Dayné")

    def test_costs_few_queries(self, client, piera, claudio, rosina, django_assert_max_num_queries):
        with django_assert_max_num_queries(22):
            client.get(page(piera), {"words": "a"})

    def test_tells_nobody_to_whom_no_role_lets_in(self, client, piera):
        client.force_login(User.objects.create_user("nemo@cordata.example"))

        assert client.get(page(piera)).status_code == 404
