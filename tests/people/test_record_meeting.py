"""Two people open the same section; the second one to save sees what the first one changed."""

import re
from html import unescape

import pytest

from cordata.people.models import Carer, ContactPoint
from tests.people.records import address, row, save, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_anna(client, anna):
    client.force_login(anna)
    return client


@pytest.fixture
def as_bruno(bruno):
    from django.test import Client

    browser = Client()
    browser.force_login(bruno)
    return browser


def hidden(page: str) -> dict[str, list[str]]:
    """Return what the page would send on, but for what it asks."""
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page):
        if name != "csrfmiddlewaretoken":
            found.setdefault(name, []).append(unescape(value))
    return found


def asked(page: str) -> dict[str, list[str]]:
    """Return the choices the page asks for: theirs, then one's own."""
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r'<input type="radio" name="([^"]+)" value="([^"]*)"', page):
        found.setdefault(name, []).append(unescape(value))
    return found


class TestTheSecondEditor:
    def test_is_shown_the_first_ones_change_beside_their_own(self, as_anna, as_bruno, claudio):
        mine = sent(claudio, "contacts", phone="0165 999999")
        save(as_bruno, claudio, "contacts", phone="0165 888888")

        answer = as_anna.post(address(claudio, "contacts"), mine)

        page = answer.content.decode()
        claudio.refresh_from_db()
        assert answer.status_code == 409
        assert "Bruno Jacquin" in page
        assert asked(page) == {"phone": ["0165 888888", "0165 999999"]}
        assert claudio.phone == "0165 888888"

    @pytest.mark.parametrize(("choice", "stands"), [(0, "0165 888888"), (1, "0165 999999")])
    def test_says_which_stands(self, choice, stands, as_anna, as_bruno, claudio):
        mine = sent(claudio, "contacts", phone="0165 999999")
        save(as_bruno, claudio, "contacts", phone="0165 888888")
        page = as_anna.post(address(claudio, "contacts"), mine).content.decode()

        as_anna.post(address(claudio, "contacts"), {**hidden(page), "phone": asked(page)["phone"][choice]})

        claudio.refresh_from_db()
        assert claudio.phone == stands

    def test_keeps_both_changes_where_they_do_not_meet(self, as_anna, as_bruno, claudio):
        mine = sent(claudio, "wishes", matters="the chapel")
        save(as_bruno, claudio, "wishes", quiet="after lunch")

        page = as_anna.post(address(claudio, "wishes"), mine).content.decode()
        as_anna.post(address(claudio, "wishes"), hidden(page))

        claudio.refresh_from_db()
        assert asked(page) == {}
        assert (claudio.matters, claudio.quiet) == ("the chapel", "after lunch")

    def test_of_another_section_meets_nobody(self, as_anna, as_bruno, claudio):
        mine = sent(claudio, "wishes", matters="the chapel")
        save(as_bruno, claudio, "contacts", phone="0165 888888")

        answer = as_anna.post(address(claudio, "wishes"), mine)

        claudio.refresh_from_db()
        assert answer.status_code == 302
        assert (claudio.matters, claudio.phone, claudio.version) == ("the chapel", "0165 888888", 3)

    def test_is_asked_again_when_a_third_change_comes_between(self, as_anna, as_bruno, claudio):
        mine = sent(claudio, "contacts", phone="0165 999999")
        save(as_bruno, claudio, "contacts", phone="0165 888888")
        page = as_anna.post(address(claudio, "contacts"), mine).content.decode()
        save(as_bruno, claudio, "contacts", phone="0165 777777")

        again = as_anna.post(address(claudio, "contacts"), {**hidden(page), "phone": "0165 999999"})

        assert again.status_code == 409
        assert asked(again.content.decode()) == {"phone": ["0165 777777", "0165 999999"]}

    def test_chooses_between_two_births(self, as_anna, as_bruno, claudio):
        mine = sent(claudio, "birth", born="1939")
        save(as_bruno, claudio, "birth", born="15/3/1938")

        page = as_anna.post(address(claudio, "birth"), mine).content.decode()
        as_anna.post(address(claudio, "birth"), {**hidden(page), "born": asked(page)["born"][1]})

        claudio.refresh_from_db()
        assert (claudio.born_on, claudio.born_in_year) == (None, 1939)


class TestRowsThatMeet:
    def test_are_both_kept_when_both_were_added(self, as_anna, as_bruno, claudio):
        mine = sent(claudio, "contacts", {"kind": "mobile", "value": "333 1"})
        save(as_bruno, claudio, "contacts", {"kind": "mobile", "value": "333 2"})

        page = as_anna.post(address(claudio, "contacts"), mine).content.decode()
        as_anna.post(address(claudio, "contacts"), hidden(page))

        assert {one.value for one in claudio.contact_points.order_by("pk")} == {"333 1", "333 2"}

    def test_are_chosen_between_text_by_text(self, as_anna, as_bruno, claudio):
        ContactPoint.objects.create(resident=claudio, kind="mobile", value="333 1")
        mine = sent(claudio, "contacts", row(claudio, "contacts", value="333 9", note="evenings"))
        save(as_bruno, claudio, "contacts", row(claudio, "contacts", value="333 2"))

        page = as_anna.post(address(claudio, "contacts"), mine).content.decode()
        name = "contact_points-0-value"
        as_anna.post(address(claudio, "contacts"), {**hidden(page), name: asked(page)[name][0]})

        contact = claudio.contact_points.get()
        assert (contact.value, contact.note) == ("333 2", "evenings")

    @pytest.mark.parametrize(("choice", "left"), [(0, 0), (1, 1)])
    def test_are_asked_about_when_the_first_one_removed_them(self, choice, left, as_anna, as_bruno, claudio):
        ContactPoint.objects.create(resident=claudio, kind="mobile", value="333 1")
        mine = sent(claudio, "contacts", row(claudio, "contacts", value="333 9"))
        save(as_bruno, claudio, "contacts", row(claudio, "contacts", DELETE="on"))

        page = as_anna.post(address(claudio, "contacts"), mine).content.decode()
        name = "contact_points-0-DELETE"
        as_anna.post(address(claudio, "contacts"), {**hidden(page), name: asked(page)[name][choice]})

        assert claudio.contact_points.filter(value="333 9").count() == left

    def test_choose_between_two_lists(self, as_anna, as_bruno, claudio):
        Carer.objects.create(resident=claudio, name="Ida", relation="friend", helps=["snow"])
        mine = sent(claudio, "network", row(claudio, "network", helps=["snow", "shops"]))
        save(as_bruno, claudio, "network", row(claudio, "network", helps=["drives"]))

        page = as_anna.post(address(claudio, "network"), mine).content.decode()
        name = "carers-0-helps"
        as_anna.post(address(claudio, "network"), {**hidden(page), name: asked(page)[name][1]})

        assert claudio.carers.get().helps == ["shops", "snow"]
