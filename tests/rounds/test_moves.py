from cordata.rounds.rules.moves import moved, position_at, without
from tests.rounds.problems import hm, planned

ROUNDS = {"luc": (("claudio", 0), ("rosina", 0)), "valentina": (("emilio", 0),)}


class TestMoved:
    def test_puts_a_visit_before_the_one_at_a_position(self):
        assert moved(ROUNDS, ("emilio", 0), "luc", 1) == {
            "luc": (("claudio", 0), ("emilio", 0), ("rosina", 0)),
            "valentina": (),
        }

    def test_counts_positions_without_the_visit_itself(self):
        assert moved(ROUNDS, ("claudio", 0), "luc", 1)["luc"] == (("rosina", 0), ("claudio", 0))

    def test_places_a_visit_that_was_on_no_round(self):
        assert moved(ROUNDS, ("delfina", 0), "marco", 0)["marco"] == (("delfina", 0),)

    def test_leaves_the_rounds_it_was_given_alone(self):
        moved(ROUNDS, ("emilio", 0), "luc", 0)

        assert ROUNDS["valentina"] == (("emilio", 0),)


class TestWithout:
    def test_takes_every_person_of_a_visit_off(self):
        rounds = {"luc": (("delfina", 0), ("rosina", 0)), "valentina": (("delfina", 1),)}

        assert without(rounds, ("delfina", 0), ("delfina", 1)) == {"luc": (("rosina", 0),), "valentina": ()}


class TestPositionAt:
    def test_is_after_what_starts_earlier(self):
        plan = planned({"luc": [("claudio", hm(8)), ("rosina", hm(10))]})

        assert position_at(plan, ("emilio", 0), "luc", hm(9)) == 1

    def test_does_not_count_the_visit_that_moves(self):
        plan = planned({"luc": [("claudio", hm(8)), ("rosina", hm(10))]})

        assert position_at(plan, ("claudio", 0), "luc", hm(11)) == 1

    def test_is_the_first_on_an_empty_round(self):
        assert position_at(planned({"luc": []}), ("claudio", 0), "luc", hm(9)) == 0
