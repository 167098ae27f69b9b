import pytest
from django.urls import reverse
from django.utils.html import escape

from cordata.care.models import VisitOrder
from cordata.day.forms import UrgentVisitForm
from cordata.people.models import Resident
from cordata.places.models import Closure
from cordata.places.queries import segments
from cordata.ui.fields import ListedField
from tests.clock import TODAY

pytestmark = pytest.mark.django_db


def address(name: str) -> str:
    return reverse(name, args=["valle-d-aosta", TODAY])


@pytest.fixture
def as_anna(client, anna):
    """Anna's client."""
    client.force_login(anna)
    return client


class TestSomethingOutOfMany:
    @pytest.fixture
    def field(self) -> ListedField:
        """A choice between two people of one name and a third."""
        field = ListedField()
        field.offer({"Maria Rey, 82, Cogne": 1, "Maria Rey, 79, Aymavilles": 2, "Ida Rey, 80, Cogne": 3})
        return field

    @pytest.mark.parametrize("typed", ["Maria Rey, 82, Cogne", "maria cogne", " IDA "])
    def test_is_named_by_its_label_or_by_words_that_only_it_has(self, field, typed):
        assert field.clean(typed) == (3 if "IDA" in typed else 1)

    @pytest.mark.parametrize(("typed", "why"), [("maria", "Several"), ("Luc", "Nothing"), ("", "required")])
    def test_is_asked_for_again_when_nothing_or_too_much_is_called_so(self, field, typed, why):
        with pytest.raises(Exception, match=why):
            field.clean(typed)


class TestTheFormsOfADay:
    @pytest.mark.parametrize("name", ["absences", "urgent_visits", "closures"])
    def test_begin_without_naming_anybody(self, as_anna, planned_day, name):
        page = as_anna.get(address(name)).content.decode()

        assert " selected>" not in page.replace('value="" selected>', "")

    @pytest.mark.parametrize("name", ["absences", "urgent_visits", "closures"])
    def test_send_themselves_plainly_where_no_day_lies_under_them(self, as_anna, planned_day, name):
        alone = as_anna.get(address(name)).content.decode()
        over_the_day = as_anna.get(address(name), headers={"HX-Request": "true"}).content.decode()

        assert f'hx-post="{address(name)}"' not in alone
        assert f'hx-post="{address(name)}"' in over_the_day

    def test_tell_namesakes_apart_by_age_and_commune(self, planned_day, anna, valley, claudio):
        Resident.objects.filter(pk=claudio.pk).update(born_on="1959-11-27")

        form = UrgentVisitForm(area=valley, day=TODAY, user=anna)

        assert any(label.startswith("Claudio Dayné, 6") for label in form.fields["resident"].choices)

    def test_keep_what_was_typed_when_a_road_would_open_before_it_closes(self, as_anna, planned_day):
        road = segments()[0].label
        said = {"segment": road, "from_at": "12:00", "until_at": "11:00", "reason": "snow above Gaby"}

        answer = as_anna.post(address("closures"), said, headers={"HX-Request": "true"})

        page = answer.content.decode()
        assert answer.status_code == 422
        assert answer.headers["HX-Retarget"] == "#over-day-body"
        assert "snow above Gaby" in page
        assert escape(road) in page
        assert not Closure.objects.exists()

    def test_ask_again_for_hours_that_the_day_refuses(self, as_anna, planned_day, luc):
        asked = {"professional": luc.pk, "from_at": "10:00", "reason": "sick"}
        as_anna.post(address("absences"), asked)
        before = VisitOrder.objects.count()

        answer = as_anna.post(address("absences"), asked)

        assert answer.status_code == 422
        assert 'name="from_at"' in answer.content.decode()
        assert VisitOrder.objects.count() == before
