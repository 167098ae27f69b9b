"""The page on which a person is erased: who asks, who confirms, who may not."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from cordata.accounts.actions.invitations import BY_HAND, invite
from cordata.accounts.models import AuditPerson, DataProtectionOfficer, User
from cordata.care.models import Encounter, Visit
from cordata.people.actions.erasure import request_erasure
from cordata.people.models import CircleMember, Erasure, ErasureRequest, Identifier
from tests.clock import EIGHT, TODAY

pytestmark = pytest.mark.django_db
TOMORROW = TODAY + timedelta(days=1)


class TestThePage:
    @pytest.fixture
    def asked(self, claudio, anna) -> ErasureRequest:
        """A request that Anna made."""
        return request_erasure(resident=claudio, ground="unlawful", reason="", archive="", by=anna, at=EIGHT)

    def test_says_what_goes_and_what_stays(self, client, anna, claudio, make_order, valentina):
        Identifier.objects.create(resident=claudio, system="codice_fiscale", value="DYNCLD38C14L643X")
        visit = Visit.objects.create(order=make_order(claudio, starts_on=TODAY, ends_on=TODAY), day=TODAY)
        Encounter.objects.create(visit=visit, professional=valentina, arrived_at=EIGHT)
        client.force_login(anna)

        page = client.get(reverse("erasure", args=[claudio.pk])).content.decode()

        assert "Identity numbers: 1" in page
        assert "Visits made: 1" in page
        assert "2036" in page

    def test_asks_for_the_erasure(self, client, anna, claudio):
        client.force_login(anna)

        client.post(reverse("erasure", args=[claudio.pk]), {"ground": "unlawful"})

        assert ErasureRequest.objects.get(resident=claudio).by == anna

    def test_asks_again_without_a_ground(self, client, anna, claudio):
        client.force_login(anna)

        response = client.post(reverse("erasure", args=[claudio.pk]), {})

        assert (response.status_code, ErasureRequest.objects.count()) == (422, 0)

    def test_erases_when_another_coordinator_types_the_name(self, client, bruno, claudio, asked):
        client.force_login(bruno)

        client.post(reverse("erasure_confirmation", args=[claudio.pk]), {"typed": "claudio  dayné"})

        assert Erasure.objects.get(resident=claudio).by == bruno
        assert AuditPerson.objects.filter(person_id=claudio.pk, what="write").exists()

    @pytest.mark.parametrize("typed", ["", "Claudio", "Rosina Berard"])
    def test_erases_nobody_when_another_name_is_typed(self, typed, client, bruno, claudio, asked):
        client.force_login(bruno)

        response = client.post(reverse("erasure_confirmation", args=[claudio.pk]), {"typed": typed})

        assert (response.status_code, Erasure.objects.count()) == (422, 0)

    def test_lets_the_officer_confirm_by_number_and_read_no_name(self, client, usl, claudio, asked):
        ugo = User.objects.create_user("ugo@cordata.example", first_name="Ugo", last_name="Vierin", language="en")
        DataProtectionOfficer.objects.create(user=ugo, organisation=usl, starts_on=date(2026, 1, 1))
        client.force_login(ugo)

        page = client.get(reverse("erasure", args=[claudio.pk])).content.decode()
        client.post(reverse("erasure_confirmation", args=[claudio.pk]), {"typed": str(claudio.pk)})

        assert "Dayné" not in page
        assert Erasure.objects.get(resident=claudio).by == ugo

    def test_takes_a_request_back(self, client, anna, claudio, asked):
        client.force_login(anna)

        client.post(reverse("erasure_withdrawal", args=[claudio.pk]))

        assert not ErasureRequest.objects.waiting().exists()

    def test_says_when_there_is_nothing_to_take_back(self, client, anna, claudio):
        client.force_login(anna)

        assert client.post(reverse("erasure_withdrawal", args=[claudio.pk])).status_code == 422

    @pytest.mark.parametrize("address", ["erasure", "erasure_confirmation", "erasure_withdrawal"])
    def test_is_not_there_for_a_stranger(self, address, client, camille, claudio, asked):
        client.force_login(camille)

        response = client.post(reverse(address, args=[claudio.pk]), {"typed": "Claudio Dayné", "ground": "duty"})

        assert (response.status_code, Erasure.objects.count()) == (404, 0)

    @pytest.mark.parametrize("address", ["erasure", "erasure_confirmation", "erasure_withdrawal"])
    def test_is_not_for_a_nurse_of_the_circle(self, address, client, valentina, claudio, asked):
        CircleMember.objects.create(resident=claudio, professional=valentina, purpose="care", since_on=TODAY)
        client.force_login(valentina.user)

        response = client.post(reverse(address, args=[claudio.pk]), {"typed": "Claudio Dayné", "ground": "duty"})

        assert (response.status_code, Erasure.objects.count()) == (403, 0)

    def test_is_not_there_for_somebody_unknown(self, client, anna):
        client.force_login(anna)

        assert client.get(reverse("erasure", args=[987654])).status_code == 404

    def test_takes_a_name_typed_without_its_accent(self, client, bruno, claudio, asked):
        client.force_login(bruno)

        client.post(reverse("erasure_confirmation", args=[claudio.pk]), {"typed": "CLAUDIO dayne"})

        assert Erasure.objects.filter(resident=claudio).exists()

    def test_says_before_anything_is_sent_when_somebody_still_comes(self, client, anna, claudio, make_order):
        order = make_order(claudio, starts_on=TODAY, ends_on=TOMORROW)
        Visit.objects.create(order=order, day=TOMORROW)
        client.force_login(anna)

        page = client.get(reverse("erasure", args=[claudio.pk])).content.decode()

        assert "A visit is promised for 1 day ahead." in page
        assert f'href="{reverse("day", args=[claudio.household.commune.area.code, TOMORROW])}"' in page

    def test_offers_no_button_to_whom_the_asker_let_in(self, client, anna, bruno, claudio, asked):
        invite(user=bruno, by=anna, lasts=BY_HAND, at=EIGHT)
        client.force_login(bruno)

        page = client.get(reverse("erasure", args=[claudio.pk])).content.decode()
        answer = client.post(reverse("erasure_confirmation", args=[claudio.pk]), {"typed": "Claudio Dayné"})

        assert "Anna Perrod, who asked for it, also made your way in" in page
        assert "Erase for ever" not in page
        assert (answer.status_code, Erasure.objects.count()) == (422, 0)

    def test_asks_for_a_ground_in_words(self, client, anna, claudio):
        client.force_login(anna)

        page = client.get(reverse("erasure", args=[claudio.pk])).content.decode()

        assert "---------" not in page
        assert "Choose one" in page
