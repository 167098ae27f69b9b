import pytest
from django.urls import reverse

from cordata.people.models import Resident, Revision
from cordata.people.queries.sections import SECTIONS

pytestmark = pytest.mark.django_db


def address(resident, section: str = "contacts") -> str:
    return reverse("record", args=[resident.pk, section])


def no_rows(*kinds: str) -> dict[str, str]:
    return {f"{kind}-{count}_FORMS": "0" for kind in kinds for count in ("TOTAL", "INITIAL")}


class TestASection:
    @pytest.mark.parametrize("section", SECTIONS)
    def test_opens_for_the_coordinator(self, section, client, anna, claudio):
        client.force_login(anna)

        page = client.get(address(claudio, section)).content.decode()

        assert str(SECTIONS[section].title) in page

    def test_saves_what_was_typed_with_its_history(self, client, anna, claudio):
        client.force_login(anna)
        typed = {"version": 1, "phone": "0165 333333", **no_rows("contact_points")}

        answer = client.post(address(claudio), typed)

        claudio.refresh_from_db()
        assert answer.url == reverse("person", args=[claudio.pk])
        assert (claudio.phone, claudio.version) == ("0165 333333", 2)
        line = Revision.objects.get()
        assert (line.field, line.before, line.after, line.by) == ("phone", "0165 222222", "0165 333333", anna)


class TestANewPerson:
    def test_is_in_the_register_with_six_answers(self, client, anna, claudio):
        client.force_login(anna)
        typed = {
            "given_name": "Ida",
            "family_name": "D'Hérin",
            "born": "1938",
            "place": "dégioz",
            "address": "Fraz. Dégioz 12",
            "phone": "0165 444444",
            "language": "fr",
        }

        answer = client.post(reverse("new_person"), typed)

        ida = Resident.objects.get(given_name="Ida")
        assert answer.url == reverse("person", args=[ida.pk])
        assert (ida.family_name, ida.born_in_year, ida.household.hamlet.name) == ("D'Hérin", 1938, "Dégioz")
