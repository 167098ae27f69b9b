"""Names as they are folded, heard and compared; no database."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cordata.people.rules.agreement import Reason
from cordata.people.rules.facts import Facts, dialled, meaning
from cordata.people.rules.folding import LONGEST, pieces, plain, sound, words
from cordata.people.rules.keys import Kind, blocks, keys
from cordata.people.rules.likeness import LISTED, SIMILAR, STRONG, likeness
from cordata.people.rules.search import asked

SHARES = {"maria": 0.08, "favre": 0.02, "giovanni": 0.01, "perron": 0.005}


class TestFolding:
    @pytest.mark.parametrize(
        ("name", "found_by"),
        [
            ("D’Hérin", {"herin", "dherin"}),
            ("de La Pierre", {"pierre", "lapierre", "delapierre"}),
            ("Perron-Cabus", {"perron", "cabus", "perroncabus"}),
            ("'l Welsch", {"welsch", "lwelsch"}),
            ("Maria Luisa", {"maria", "luisa", "marialuisa"}),
            ("Groß", {"gross"}),
            ("𝕬nna 🏔", {"anna"}),
            ("de la", {"de", "la", "dela"}),
            ("%", set()),
        ],
    )
    def test_gives_every_word_by_which_people_look(self, name, found_by):
        assert words(name) == found_by

    @given(st.text(max_size=60))
    def test_takes_any_text_and_folds_it_once_and_for_all(self, text):
        assert plain(plain(text)) == plain(text)
        assert all(0 < len(word) <= LONGEST for word in words(text))
        assert set(pieces(text)) <= set(plain(text).replace("'", " ").split())


class TestTheSound:
    @pytest.mark.parametrize(
        "spellings",
        [
            "Vuillermoz Willermoz Vuillermo",
            "Bérard Berhard Berar",
            "Chatrian Ciatrian Schatrian",
            "Bich Bick Bik",
            "Philippe Filippo Filip",
            "Jordan Giordan Yordan",
            "Zumstein Tsumstein Zumstain",
            "Jacquemod Giacomod Jaquemot",
            "Cerise Serise Zerise",
            "Linty Lintj Linti",
            "Curtaz Kurta",
            "Squinod Skino",
        ],
    )
    def test_is_one_for_the_spellings_of_a_name(self, spellings):
        assert len({sound(plain(one)) for one in spellings.split()}) == 1

    @pytest.mark.parametrize(("one", "other"), [("Rosset", "Rosetta"), ("Favre", "Fabre"), ("Bionaz", "Brunod")])
    def test_is_another_for_another_name(self, one, other):
        assert sound(plain(one)) != sound(plain(other))

    def test_of_a_given_name_is_that_of_its_first_form_in_every_language(self):
        assert meaning("jean") == meaning("johann") == meaning("giovanni")


class TestAQuestion:
    @pytest.mark.parametrize(
        ("text", "part", "expected"),
        [
            ("Dayné D'Hérin", "words", ("dayne", "dherin")),
            ("de la Pierre", "words", ("pierre",)),
            ("la", "words", ("la",)),
            ("14.3.1938", "births", ("19380314",)),
            ("1938-03-14", "births", ("19380314",)),
            ("31.2.1940", "births", ()),
            ("favre 1938", "births", ("1938",)),
            ("+39 0165 222222", "phones", ("0165222222",)),
            ("+33 4 65 71 00 01", "phones", ("0465710001",)),
            ("dyncld38c14", "numbers", ("DYNCLD38C14",)),
        ],
    )
    def test_is_taken_apart(self, text, part, expected):
        assert getattr(asked(text), part) == expected

    @pytest.mark.parametrize("text", ["%", "🏔", "--", "31.2.1940"])
    def test_that_holds_nothing_asks_for_nobody(self, text):
        question = asked(text)

        assert (question.is_empty, question.holds_something) == (False, False)

    @given(st.text(max_size=120))
    def test_may_be_any_text(self, text):
        assert len(asked(text).words) <= 8


class TestATelephone:
    def test_is_the_same_however_it_is_written(self):
        assert dialled("+39 0165 222-222") == dialled("0165/222222") == dialled("0039 0165 222222")
        assert dialled("+33 6 12 34 56 78") == dialled("06 12 34 56 78")


@pytest.fixture
def giovanni() -> Facts:
    return Facts(
        names=(("Giovanni", "Perron Cabus"),),
        born_on=date(1938, 3, 14),
        sex="M",
        identifiers=(("codice_fiscale", "PRRGNN38C14A326X"),),
        phones=("0165 012345",),
        household=1,
        commune=1,
    )


@pytest.fixture
def elsewhere(giovanni) -> Facts:
    """The same man, with nothing but his name and birth in common."""
    return replace(giovanni, identifiers=(), phones=(), household=2, commune=2)


class TestLikeness:
    @pytest.mark.parametrize(
        ("changes", "reason"),
        [
            ({}, Reason.NAMES),
            ({"names": (("Perron Cabus", "Giovanni"),)}, Reason.SWAPPED),
            ({"names": (("Giovanni", "Perron"),)}, Reason.SURNAME),
            ({"names": (("Jean", "Perron Cabus"),)}, Reason.LANGUAGE),
            ({"names": (("Giovani", "Peron Cabus"),)}, Reason.SPELLING),
            ({"born_on": date(1983, 3, 14)}, Reason.DIGITS),
            ({"born_on": None, "born_in_year": 1938}, Reason.YEAR),
            ({"born_on": date(1938, 1, 1)}, Reason.YEAR),
            ({"names": (("Giovanni", "Blanc"), ("Giovanni", "Perron Cabus"))}, Reason.FORMER),
        ],
    )
    def test_is_strong_in_spite_of_what_clerks_do(self, elsewhere, changes, reason):
        found = likeness(elsewhere, replace(elsewhere, **changes, commune=3, household=3), SHARES)

        assert found.is_strong
        assert reason in found.reasons

    @pytest.mark.parametrize(
        "changes",
        [
            {"names": (("Luca", "Perron Cabus"),)},
            {"names": (("Maria", "Perron Cabus"),), "sex": "F"},
            {"names": (("Maria", "Perron Cabus"),), "sex": "F", "born_on": date(1940, 1, 2)},
            {"born_on": date(1968, 1, 2)},
        ],
        ids=["twin brother", "twin sister", "wife", "son of the same name"],
    )
    def test_of_people_of_one_house_is_not(self, giovanni, changes):
        other = replace(giovanni, **changes, identifiers=())

        assert likeness(giovanni, other, SHARES).score < LISTED

    def test_is_less_for_common_names(self, elsewhere):
        rare = replace(elsewhere, born_on=None, commune=None)
        common = replace(rare, names=(("Maria", "Favre"),), sex="F")

        assert likeness(common, common, SHARES).score < SIMILAR < likeness(rare, rare, SHARES).score

    def test_is_strong_by_a_number_with_two_digits_turned(self, giovanni, elsewhere):
        turned = replace(elsewhere, born_on=None, identifiers=(("codice_fiscale", "PRRGNN83C14A326X"),))

        assert likeness(giovanni, turned, SHARES).is_strong

    @given(st.data())
    def test_is_the_same_both_ways_and_between_0_and_100(self, data):
        texts = st.sampled_from(["", "Maria", "Marie Rose", "Rosina", "M", "D'Hérin", "Favre", "Perron Cabus"])
        persons = st.builds(
            Facts,
            names=st.lists(st.tuples(texts, texts), min_size=1, max_size=2).map(tuple),
            born_on=st.none() | st.dates(date(1930, 1, 1), date(1931, 12, 31)),
            sex=st.sampled_from(["", "F", "M"]),
            phones=st.sampled_from([(), ("0165 1",), ("0165 012345",)]),
            household=st.sampled_from([None, 1, 2]),
        )
        one, other = data.draw(persons), data.draw(persons)

        there, back = likeness(one, other, SHARES), likeness(other, one, SHARES)

        assert there.score == back.score
        assert 0 <= there.score <= STRONG + 15


class TestKeys:
    def test_hold_every_way_to_find_a_person(self, giovanni):
        found = keys(replace(giovanni, area=7, places=("Aosta",)))

        assert {
            (Kind.NAME, "perroncabus"),
            (Kind.PLACE, "7.aosta"),
            (Kind.BIRTH, "19380314"),
            (Kind.PHONE, "0165012345"),
            (Kind.NUMBER, "PRRGNN38C14A326X"),
        } <= {(Kind(kind), word) for kind, word in found}

    @pytest.mark.parametrize(
        "changes",
        [
            {"names": (("Perron Cabus", "Giovanni"),), "born_on": None},
            {"names": (("Jean", "Peron"),), "born_on": None},
            {"names": (("Gianni", "Blanc"),), "born_on": date(1938, 4, 13)},
            {"names": (("X", "Y"),), "born_on": None, "phones": ("+39 0165 012345",)},
        ],
    )
    def test_share_a_block_in_spite_of_what_clerks_do(self, giovanni, changes):
        other = replace(giovanni, **{"phones": (), "identifiers": (), **changes})

        assert blocks(giovanni) & blocks(other)
