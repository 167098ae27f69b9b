"""The picture of a person's network: who is in it, where, with which rope."""

import pytest
from django.utils import translation

from cordata.desk.queries.network import MOST_AROUND, cut, helpers, in_lines, picture
from cordata.desk.queries.standing import circle_of
from cordata.people.models import Carer, CircleMember, GeneralPractitioner
from tests.clock import TEN, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def drawn(resident, housemates=()):
    return picture(resident, list(housemates), helpers(resident), circle_of(resident, TEN))


def names(cards):
    return [card.who.name for card in cards]


class TestThePicture:
    def test_puts_the_person_into_the_house_with_those_who_live_there(self, claudio, rosina):
        Carer.objects.create(resident=claudio, name="Ada Rey", relation="partner", lives_there=True)
        Carer.objects.create(resident=claudio, name="Ida Blanc", relation="neighbour")

        told = drawn(claudio, [rosina])

        assert names(told.members) == ["Claudio Dayné", "Rosina Berard", "Ada Rey"]
        assert names(told.cards) == ["Ida Blanc"]

    def test_draws_a_carer_who_is_of_the_household_once(self, claudio, rosina):
        Carer.objects.create(resident=claudio, name="Rosina B.", relation="partner", person=rosina, has_key=True)

        told = drawn(claudio, [rosina])

        assert names(told.members) == ["Claudio Dayné", "Rosina B."]
        assert told.members[1].who.has_key
        assert told.cards == ()

    def test_gives_each_carer_a_rope_as_thick_as_they_come_often_and_dashed_within_limits(self, claudio):
        for name, strength, limits in (("Ada", 3, ""), ("Bice", 1, "not at night")):
            Carer.objects.create(resident=claudio, name=name, relation="friend", strength=strength, limits=limits)

        ropes = {card.who.name: (card.who.thickness, card.who.is_limited) for card in drawn(claudio).cards}

        assert ropes == {"Ada": (3, False), "Bice": (1, True)}

    def test_puts_whom_to_call_first_in_front(self, claudio):
        Carer.objects.create(resident=claudio, name="Ada", relation="child", strength=3)
        Carer.objects.create(resident=claudio, name="Zita", relation="child", strength=1, is_contact=True)

        assert names(drawn(claudio).cards) == ["Zita", "Ada"]

    def test_draws_the_circle_in_their_own_ropes_and_the_doctor_last(self, claudio, valentina, luc):
        for who in (valentina, luc):
            CircleMember.objects.create(resident=claudio, professional=who, purpose="care", since_on=TODAY)
        claudio.practitioner = GeneralPractitioner(name="Dott. Grange")

        cards = drawn(claudio).cards

        assert names(cards) == ["Valentina Chabod", "Luc Favre", "Dott. Grange"]
        assert cards[0].who.rope != cards[1].who.rope
        assert cards[2].who.rope is None

    def test_draws_a_doctor_of_the_circle_once(self, claudio, valentina):
        CircleMember.objects.create(resident=claudio, professional=valentina, purpose="care", since_on=TODAY)
        claudio.practitioner = GeneralPractitioner(name="Dott.ssa Valentina Chabod")

        assert names(drawn(claudio).cards) == ["Valentina Chabod"]

    def test_says_how_many_it_leaves_to_the_list(self, claudio):
        for number in range(MOST_AROUND + 2):
            Carer.objects.create(resident=claudio, name=f"Ada {number}", relation="friend")

        told = drawn(claudio)

        assert (len(told.cards), told.left_out) == (MOST_AROUND, 2)


class TestACard:
    @pytest.mark.parametrize(
        ("name", "lines"),
        [
            ("Ida Blanc", ("Ida Blanc",)),
            ("Davide Martinod", ("Davide", "Martinod")),
            ("Marie Antoinette Perron-Cabus", ("Marie", "Antoinette Pe…")),
            ("Abdelrahmanouche", ("Abdelrahmanou…",)),
        ],
    )
    def test_says_a_name_in_two_short_lines_at_most(self, name, lines):
        assert in_lines(name.split()) == lines

    def test_keeps_what_fits(self):
        assert cut("neighbour", 9) == "neighbour"
        assert cut("neighbours", 9) == "neighbou…"
