"""What makes a look at a record unusual: pure rules, on the village's Thursday."""

from datetime import datetime, timedelta

import pytest

from cordata.base.geo import Point
from cordata.people.rules.unusual import (
    MANY,
    REFUSALS,
    Home,
    Opening,
    Sign,
    many_at_once,
    neighbours,
    out_of_hours,
    repeated_refusals,
    same_surname,
)
from tests.clock import NINE, at

HERE, CLOSE, FAR = Point(45.7, 7.2), Point(45.7020, 7.2), Point(45.71, 7.2)
SUNDAY_NOON = at(12) + timedelta(days=3)


def opening(person: int = 1, when: datetime = NINE, ground: str = "area", user: int = 7) -> Opening:
    return Opening(when, user, person, ground)


def opened(count: int, *, apart: timedelta) -> list[Opening]:
    return [opening(person, NINE + apart * person) for person in range(count)]


class TestManyRecordsInAShortTime:
    def test_are_told_once_with_how_many(self):
        (hit,) = many_at_once(opened(MANY + 3, apart=timedelta(seconds=20)))

        assert (hit.sign, hit.user_id, hit.count, len(hit.persons)) == (Sign.MANY, 7, MANY + 3, MANY + 3)

    def test_are_not_told_of_one_less(self):
        assert not list(many_at_once(opened(MANY - 1, apart=timedelta(seconds=20))))

    def test_are_not_told_when_they_are_spread_over_an_hour(self):
        assert not list(many_at_once(opened(MANY, apart=timedelta(minutes=2))))

    def test_are_not_told_of_one_record_opened_many_times(self):
        assert not list(many_at_once([opening(1, NINE + timedelta(seconds=one)) for one in range(MANY * 2)]))

    def test_are_counted_for_each_user(self):
        halves = [opening(one, NINE + timedelta(seconds=one), user=one % 2) for one in range(MANY + 2)]

        assert not list(many_at_once(halves))


class TestRefusals:
    def test_are_told_when_they_come_again_and_again(self):
        (hit,) = repeated_refusals(opened(REFUSALS, apart=timedelta(minutes=10)))

        assert (hit.sign, hit.count) == (Sign.REFUSALS, REFUSALS)

    def test_are_not_told_when_they_are_few_or_far_apart(self):
        assert not list(repeated_refusals(opened(REFUSALS - 1, apart=timedelta(minutes=1))))
        assert not list(repeated_refusals(opened(REFUSALS, apart=timedelta(minutes=20))))


def home(point: Point, household: int | None = None, *surnames: str) -> Home:
    return Home(household, point, frozenset(surnames))


class TestANeighbour:
    @pytest.mark.parametrize(
        ("reader", "person", "is_told"),
        [
            (home(HERE), home(CLOSE), True),
            (home(HERE), home(FAR), False),
            (home(HERE, 3), home(FAR, 3), True),
            (home(HERE, None), home(FAR, None), False),
        ],
        ids=["close", "far", "same household", "no household"],
    )
    def test_is_whoever_lives_close_or_in_the_same_household(self, reader, person, is_told):
        assert bool(list(neighbours([opening()], {7: reader}, {1: person}))) is is_told

    def test_is_nobody_whose_home_is_not_known(self):
        assert not list(neighbours([opening()], {}, {1: home(HERE)}))

    @pytest.mark.parametrize("ground", ["circle", "self", "carer", "officer", "job"])
    def test_is_not_told_when_it_is_somebodys_own_work(self, ground):
        assert not list(neighbours([opening(ground=ground)], {7: home(HERE)}, {1: home(HERE)}))

    def test_is_told_once_a_day(self):
        looks = [opening(when=NINE), opening(when=at(15)), opening(when=NINE + timedelta(days=1))]

        assert [hit.count for hit in neighbours(looks, {7: home(HERE)}, {1: home(HERE)})] == [2, 1]


class TestASurname:
    def test_is_the_same_when_one_word_of_it_is(self):
        (hit,) = same_surname([opening()], {7: frozenset({"favre"})}, {1: home(HERE, None, "favre", "chabod")})

        assert hit.sign is Sign.SURNAME

    def test_is_not_the_same_when_either_is_unknown(self):
        assert not list(same_surname([opening()], {}, {1: home(HERE)}))


class TestHours:
    @pytest.mark.parametrize(
        ("when", "is_told"),
        [(at(6), False), (at(5, 59), True), (at(21, 59), False), (at(22), True), (SUNDAY_NOON, True)],
        ids=["six", "before six", "before ten", "ten at night", "Sunday"],
    )
    def test_are_over_at_night_and_on_sunday(self, when, is_told):
        assert bool(list(out_of_hours([opening(when=when)], {}))) is is_told

    def test_are_ones_own_within_an_hour_of_a_shift(self):
        shift = {7: [(at(23), at(23, 30))]}

        assert not list(out_of_hours([opening(when=at(22, 5))], shift))
        assert list(out_of_hours([opening(when=at(5))], shift))

    def test_are_not_asked_of_an_emergency(self):
        assert not list(out_of_hours([opening(when=at(3), ground="break_glass")], {}))
