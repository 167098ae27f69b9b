from collections import Counter

from cordata.base.geo import metres_between
from cordata.places import territory

COMMUNES = {commune.code: commune for commune in territory.communes()}


class TestCommunes:
    def test_are_all_those_of_the_territories(self):
        assert Counter(commune.area for commune in COMMUNES.values()) == {
            "Valle d'Aosta": 74,
            "Maurienne": 53,
            "Val di Susa": 36,
            "Tarentaise": 30,
            "Val Chisone e Germanasca": 16,
            "Brianconnais": 13,
        }

    def test_all_have_an_altitude_that_a_village_can_have(self):
        assert [one.name for one in COMMUNES.values() if not 200 <= one.altitude_m <= 2100] == []

    def test_say_of_every_altitude_filled_in_that_it_is_approximate(self):
        approximate = {code for code, one in COMMUNES.items() if one.altitude_is_approximate}

        assert len(approximate) == 45
        assert "73323" in approximate  # Villaroger
        assert "007003" not in approximate  # Aosta


class TestHamlets:
    def test_lie_in_side_valleys_of_aosta_valley_and_tarentaise(self):
        hamlets = territory.hamlets()

        assert len(hamlets) >= 60
        assert {COMMUNES[hamlet.commune_code].area for hamlet in hamlets} == {"Valle d'Aosta", "Tarentaise"}

    def test_lie_near_their_commune(self):
        far = [
            hamlet.name
            for hamlet in territory.hamlets()
            if metres_between(hamlet.point, COMMUNES[hamlet.commune_code].point) > 12_000
        ]

        assert far == []

    def test_are_there_once_each(self):
        hamlets = territory.hamlets()

        assert len({(hamlet.commune_code, hamlet.name) for hamlet in hamlets}) == len(hamlets)

    def test_say_that_their_altitudes_are_approximate(self):
        assert all(hamlet.altitude_is_approximate for hamlet in territory.hamlets())
