from collections import Counter
from datetime import date

import pytest

from cordata.config.demo import people
from cordata.config.demo.people import AGES_ON
from cordata.config.demo.territory import shares


def years(one):
    return (AGES_ON - one.born_on).days // 365


class TestShares:
    def test_add_up_to_the_whole(self):
        assert sum(shares([3, 3, 3], 100)) == 100

    def test_are_in_proportion(self):
        assert shares([34102, 248, 5650], 40) == [34, 0, 6]


class TestResidents:
    def test_are_the_same_for_the_same_seed(self, lands):
        first, again = (people.residents(lands["tarentaise"], count=120, seed=7) for _ in range(2))

        assert first == again

    def test_are_others_for_another_seed(self, lands):
        seven, eight = (people.residents(lands["tarentaise"], count=120, seed=seed) for seed in (7, 8))

        assert {(one.given_name, one.family_name) for one in seven} != {
            (one.given_name, one.family_name) for one in eight
        }

    def test_live_where_people_live(self, lands):
        land = lands["valle-d-aosta"]

        found = Counter(one.home.commune for one in people.residents(land, count=500, seed=1))

        inhabitants = sum(town.population for town in land.towns)
        for town in land.towns:
            assert abs(found[town.code] - 500 * town.population / inhabitants) <= 1

    @pytest.mark.parametrize(("code", "per_cent"), people.CASE_MIX.items())
    def test_have_the_case_mix_of_mismi(self, lands, code, per_cent):
        found = people.residents(lands["valle-d-aosta"], count=300, seed=1)

        ill = sum(code in one.conditions for one in found)

        assert ill == round(300 * per_cent / 100)

    def test_are_old_as_those_who_need_visits(self, lands):
        ages = [years(one) for one in people.residents(lands["valle-d-aosta"], count=300, seed=1)]

        assert sum(age >= 75 for age in ages) / 300 == pytest.approx(0.63, abs=0.02)
        assert min(ages) >= 18
        assert max(ages) <= 103

    def test_do_not_depend_on_the_day(self, lands, aosta):
        other_day = people.residents(lands["valle-d-aosta"], count=278, seed=1)

        assert list(aosta.residents[2:]) == other_day

    def test_bear_walser_names_and_speak_german_in_gressoney(self, lands):
        land = lands["valle-d-aosta"]
        gressoney = {town.code for town in land.towns if town.name in people.WALSER}

        found = [one for one in people.residents(land, count=4000, seed=1) if one.home.commune in gressoney]

        assert sum(one.language == "de" for one in found) > len(found) / 4
        assert {"Zumstein", "Linty", "Thedy", "Squinobal"} & {one.family_name for one in found}

    def test_speak_french_beyond_the_pass(self, lands):
        found = people.residents(lands["tarentaise"], count=120, seed=1)

        assert sum(one.language == "fr" for one in found) > 110

    def test_share_homes_with_somebody_of_their_age_at_most_in_twos(self, lands):
        found = people.residents(lands["valle-d-aosta"], count=300, seed=1)

        homes = Counter(one.home.key for one in found)
        couples = [[years(one) for one in found if one.home.key == key] for key, here in homes.items() if here == 2]

        assert max(homes.values()) == 2
        assert couples
        assert sum(abs(one - other) < 12 for one, other in couples) > 0.9 * len(couples)

    def test_cannot_be_rung_up(self, lands):
        italian = people.residents(lands["valle-d-aosta"], count=50, seed=1)
        french = people.residents(lands["tarentaise"], count=50, seed=1)

        assert all(one.phone.startswith("+39 0165 0") for one in italian)
        assert all(one.phone.startswith("+33 4 65 71 ") for one in french)


class TestTheCast:
    def test_claudio_lives_in_dégioz_and_ida_has_his_key(self, aosta):
        claudio = next(one for one in aosta.residents if one.given_name == "Claudio" and "claudio" in one.key)

        assert claudio.home.hamlet == "Dégioz"
        assert claudio.born_on == date(1959, 3, 8)
        carers = aosta.records[claudio.key].carers
        assert [(one.name, one.has_key, one.is_contact) for one in carers][:1] == [("Ida Blanc", True, True)]
