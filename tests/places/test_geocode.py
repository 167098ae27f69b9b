import pytest

from cordata.base.geo import Point
from cordata.places.roads.extract import Address, NamedPlace, Service
from cordata.places.roads.geocode import Gazetteer, PlaceIsAmbiguous, PlaceNotFound

COGNE, AIME, DONNAS = Point(45.6074, 7.3580), Point(45.5556, 6.6504), Point(45.6029, 7.7749)


def village(name: str, point: Point) -> NamedPlace:
    return NamedPlace(name, "village", point, None)


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer(
        addresses=[
            Address("Rue de l'Église", "12 bis", "Aime", AIME),
            Address("Via Dottor Grappein", "7", "", COGNE),
            Address("Frazione Crétaz", "101/A", "", COGNE),
            Address("Via Roma", "1", "Donnas", DONNAS),
            Address("Via Roma", "1", "", COGNE),
        ],
        places=[village("Cogne", COGNE), village("Aime", AIME), village("Donnas", DONNAS)],
        services=[Service("Farmacia Dott.ssa Rossi", "pharmacy", DONNAS)],
    )


class TestFinding:
    @pytest.mark.parametrize(
        "text",
        [
            "Via Dottor Grappein 7",
            "via dottor grappein, 7",
            "VIA DOTTOR GRAPPEIN, N. 7",
            "Via Dottor Grappein 7, 11012 Cogne",
            "Via Dottor Grappein, 7, Cogne, Italia",
            "Fraz. Cretaz 101 a",
        ],
    )
    def test_reads_an_italian_address_as_people_write_it(self, gazetteer, text):
        assert gazetteer.find(text).point == COGNE

    @pytest.mark.parametrize(
        "text", ["12 bis rue de l'Église", "12bis, Rue de l’Eglise", "rue Eglise 12 bis, 73210 AIME, France"]
    )
    def test_reads_a_french_address_as_people_write_it(self, gazetteer, text):
        assert gazetteer.find(text).point == AIME

    def test_tells_the_label_the_map_has(self, gazetteer):
        assert gazetteer.find("rue eglise 12 bis").label == "Rue de l'Église 12 bis, Aime"

    def test_finds_a_village_by_its_name(self, gazetteer):
        assert gazetteer.find("COGNE").point == COGNE

    def test_finds_a_pharmacy_by_its_name(self, gazetteer):
        assert gazetteer.find("farmacia dott.ssa rossi").point == DONNAS

    @pytest.mark.parametrize(("text", "where"), [("Via Roma 1, Donnas", DONNAS), ("Via Roma 1, Cogne", COGNE)])
    def test_tells_namesakes_apart_by_the_village(self, gazetteer, text, where):
        assert gazetteer.find(text).point == where

    def test_asks_which_of_two_namesakes_far_apart_is_meant(self, gazetteer):
        with pytest.raises(PlaceIsAmbiguous, match="Add the village after a comma") as refusal:
            gazetteer.find("Via Roma 1")

        assert len(refusal.value.choices) == 2

    def test_takes_nobody_to_a_street_of_that_name_in_another_village(self, gazetteer):
        with pytest.raises(PlaceNotFound):
            gazetteer.find("Via Dottor Grappein 7, Aime")

    def test_takes_nobody_to_a_village_it_does_not_know(self, gazetteer):
        with pytest.raises(PlaceNotFound):
            gazetteer.find("Via Dottor Grappein 7, Torino")

    def test_suggests_what_was_probably_meant(self, gazetteer):
        with pytest.raises(PlaceNotFound, match="Did you mean Via Dottor Grappein 7") as refusal:
            gazetteer.find("Via Dotor Grapein 7")

        assert refusal.value.suggestions[0] == "Via Dottor Grappein 7"

    @pytest.mark.parametrize("text", ["", " , ", "qwertzuiop"])
    def test_refuses_what_resembles_nothing(self, gazetteer, text):
        with pytest.raises(PlaceNotFound) as refusal:
            gazetteer.find(text)

        assert refusal.value.suggestions == ()

    @pytest.mark.parametrize(
        "text", ["\0", "<script>alert(1)</script>", "عبد الرحمن", "🏔️", "%s %(x)s {0}", "1 " * 2000, ",,7"]
    )
    def test_refuses_hostile_text_as_any_other(self, gazetteer, text):
        with pytest.raises(PlaceNotFound):
            gazetteer.find(text)

    def test_is_at_a_loss_where_nothing_is_known(self):
        with pytest.raises(PlaceNotFound):
            Gazetteer().find("Cogne")


class TestNamesakes:
    planavals = (village("Planaval", Point(45.664, 7.096)), village("Planaval", Point(45.788, 7.100)))
    villages = (village("Arvier", Point(45.702, 7.163)), village("La Salle", Point(45.745, 7.073)))

    @pytest.mark.parametrize(("text", "which"), [("Planaval, Arvier", 0), ("planaval, la salle", 1)])
    def test_are_told_apart_by_the_village_they_are_nearest_to(self, text, which):
        found = Gazetteer(places=self.planavals + self.villages).find(text)

        assert found.point == self.planavals[which].point

    def test_are_asked_about_otherwise(self):
        with pytest.raises(PlaceIsAmbiguous):
            Gazetteer(places=self.planavals + self.villages).find("Planaval")
