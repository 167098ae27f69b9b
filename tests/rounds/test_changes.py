from cordata.rounds.rules.changes import Change, ChangeKind, Spot, changes
from tests.rounds.problems import hm, planned


class TestChanges:
    def test_are_none_between_a_plan_and_itself(self):
        plan = planned({"luc": [("claudio", hm(8))], "aida": []}, unplaced=("rosina",))

        assert changes(plan, plan) == ()

    def test_tell_who_comes_instead(self):
        before = planned({"luc": [("claudio", hm(8))]})
        after = planned({"valentina": [("claudio", hm(9))]})

        moved = Change(ChangeKind.MOVED_TO_OTHER, "claudio", 0, Spot("luc", hm(8)), Spot("valentina", hm(9)))
        assert changes(before, after) == (moved,)

    def test_tell_a_visit_five_minutes_later(self):
        before = planned({"luc": [("claudio", hm(8))]})
        after = planned({"luc": [("claudio", hm(8, 5))]})

        assert [change.kind for change in changes(before, after)] == [ChangeKind.MOVED_IN_TIME]

    def test_keep_quiet_about_four_minutes(self):
        before = planned({"luc": [("claudio", hm(8))]})
        after = planned({"luc": [("claudio", hm(8, 4))]})

        assert changes(before, after) == ()

    def test_tell_a_visit_that_found_a_place_and_one_that_lost_it(self):
        before = planned({"luc": [("claudio", hm(8))]}, unplaced=("rosina",))
        after = planned({"luc": [("rosina", hm(9))]}, unplaced=("claudio",))

        assert {change.key: change.kind for change in changes(before, after)} == {
            "claudio": ChangeKind.NO_LONGER_PLACED,
            "rosina": ChangeKind.NEWLY_PLACED,
        }

    def test_tell_a_visit_added_and_one_cancelled(self):
        before = planned({"luc": [("claudio", hm(8))]})
        after = planned({"luc": [("rosina", hm(9))]})

        assert {change.key: change.kind for change in changes(before, after)} == {
            "claudio": ChangeKind.CANCELLED,
            "rosina": ChangeKind.NEWLY_ADDED,
        }

    def test_tell_an_added_visit_that_has_no_place(self):
        after = planned({}, unplaced=("rosina",))

        assert changes(planned({}), after) == (Change(ChangeKind.NEWLY_ADDED, "rosina", 0, None, None),)

    def test_do_not_mind_which_of_two_people_is_the_first(self):
        before = planned({"luc": [("delfina", hm(9))], "valentina": [("delfina", hm(9))]})
        after = planned({"valentina": [("delfina", hm(9))], "luc": [("delfina", hm(9))]})

        assert changes(before, after) == ()

    def test_tell_which_of_two_people_changes(self):
        before = planned({"luc": [("delfina", hm(9))], "valentina": [("delfina", hm(9))]})
        after = planned({"valentina": [("delfina", hm(9))], "marco": [("delfina", hm(9))]})

        told = changes(before, after)

        assert [(change.before.worker, change.after.worker) for change in told] == [("luc", "marco")]

    def test_pair_the_one_who_leaves_with_the_one_who_comes_instead(self):
        before = planned({"luc": [("delfina", hm(9))]}, unplaced=("delfina",))
        after = planned({"valentina": [("delfina", hm(9))]}, unplaced=("delfina",))

        assert [change.kind for change in changes(before, after)] == [ChangeKind.MOVED_TO_OTHER]

    def test_tell_that_the_second_person_has_found_a_place(self):
        before = planned({"luc": [("delfina", hm(9))]}, unplaced=("delfina",))
        after = planned({"luc": [("delfina", hm(9))], "valentina": [("delfina", hm(9))]})

        (told,) = changes(before, after)

        assert (told.kind, told.before, told.after) == (ChangeKind.NEWLY_PLACED, None, Spot("valentina", hm(9)))

    def test_tell_both_people_of_a_visit_for_two_that_is_cancelled(self):
        before = planned({"luc": [("delfina", hm(9))], "valentina": [("delfina", hm(9))]})

        told = changes(before, planned({}))

        assert [(change.kind, change.member, change.after) for change in told] == [
            (ChangeKind.CANCELLED, 0, None),
            (ChangeKind.CANCELLED, 1, None),
        ]

    def test_tell_a_visit_five_minutes_sooner(self):
        before = planned({"luc": [("claudio", hm(8, 5))]})
        after = planned({"luc": [("claudio", hm(8))]})

        assert [change.kind for change in changes(before, after)] == [ChangeKind.MOVED_IN_TIME]

    def test_tell_a_visit_added_at_the_hour_it_is_planned_for(self):
        before = planned({"luc": [("claudio", hm(10))]})
        after = planned({"luc": [("rosina", hm(9)), ("claudio", hm(11))]})

        assert [change.key for change in changes(before, after)] == ["rosina", "claudio"]

    def test_come_in_the_order_of_the_day(self):
        before = planned({"luc": [("claudio", hm(11)), ("rosina", hm(8))]})

        assert [change.key for change in changes(before, planned({}))] == ["rosina", "claudio"]
