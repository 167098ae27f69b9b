"""Two records that are one person, joined and parted again."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from cordata.accounts.models import Organisation, Role
from cordata.people.actions.merge import CannotMerge, RecordsHaveMoved, merge_people
from cordata.people.actions.merge_undone import CannotUndoMerge, undo_merge
from cordata.people.models import (
    Allergy,
    BreakGlass,
    Carer,
    CircleMember,
    Condition,
    Consent,
    ConsentText,
    Death,
    DoubleCandidate,
    Erasure,
    ErasureRequest,
    Purpose,
    Resident,
    Restriction,
)
from cordata.people.queries import find_people
from cordata.people.queries.history import history_of
from tests.clock import EIGHT, NINE, TODAY
from tests.village import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def claude(make_resident) -> Resident:
    """Claudio once more, as a French-speaking clerk wrote him down."""
    one = make_resident("Claude", "Dayne", "Aosta", "Porossan", (45.75, 7.33))
    Resident.objects.filter(pk=one.pk).update(phone="0165 333333", born_on=None, matters="the chapel")
    one.refresh_from_db()
    return one


@pytest.fixture
def join(claudio, claude, anna):
    """Join Claude's record to Claudio's, taking what is named of Claude's."""

    def act(*takes: str):
        kept, gone = (Resident.objects.get(pk=one.pk) for one in (claudio, claude))
        return merge_people(kept=kept, gone=gone, takes=takes, by=anna, at=EIGHT)

    return act


@pytest.fixture
def agreement(db) -> ConsentText:
    return ConsentText.objects.get_or_create(
        purpose=Purpose.CROSS_BORDER, version=99, language="it", defaults={"text": "…"}
    )[0]


def decide(resident, agreement, decision, **recipient) -> Consent:
    fields = {"purpose": Purpose.CROSS_BORDER, "country": "FR", **recipient}
    return Consent.objects.create(
        resident=resident, decision=decision, text=agreement, decided_at=EIGHT - timedelta(days=1), **fields
    )


def seen(user) -> set[Resident]:
    return set(Resident.objects.seen_by(user, on=TODAY, at=NINE))


class TestMerging:
    def test_leaves_one_person_in_every_list(self, join, anna, claudio, claude):
        join()

        assert [row.resident_id for row in find_people(anna, "dayne", TODAY).rows] == [claudio.pk]

    def test_keeps_the_person_findable_under_the_other_names_and_telephone(self, join, anna, claudio):
        join()

        found = [find_people(anna, words, TODAY).rows[0].resident_id for words in ("claude", "0165 333333")]

        assert found == [claudio.pk, claudio.pk]

    def test_takes_what_was_chosen_of_the_record_that_goes_and_nothing_else(self, join, claudio):
        join("matters", "given_name")

        claudio.refresh_from_db()
        assert (claudio.given_name, claudio.matters, claudio.family_name) == ("Claude", "the chapel", "Dayné")

    def test_writes_into_the_history_what_became_another(self, join, claudio, anna):
        join("matters")

        line = claudio.revisions.get(field="matters")
        assert (line.before, line.after, line.by, line.version) == ("", "the chapel", anna, claudio.version + 1)

    def test_moves_what_pointed_at_the_record_from_any_app(self, join, claudio, claude, make_order, rosina):
        order = make_order(claude)
        Condition.objects.create(resident=claude, code="T90")
        carer = Carer.objects.create(resident=rosina, name="Claude", relation="neighbour", person=claude)

        join()

        order.refresh_from_db()
        carer.refresh_from_db()
        assert order.resident == claudio
        assert carer.person == claudio
        assert [one.code for one in claudio.conditions.order_by("pk")] == ["T90"]

    def test_leaves_a_row_that_the_kept_record_has_already(self, join, claudio, claude):
        for resident in (claudio, claude):
            Allergy.objects.create(resident=resident, substance="penicillin")
        Allergy.objects.create(resident=claude, substance="wasps")

        join()

        assert sorted(one.substance for one in claudio.allergies.order_by("pk")) == ["penicillin", "wasps"]
        assert [one.substance for one in claude.allergies.order_by("pk")] == ["penicillin"]

    def test_moves_a_death_that_only_the_other_record_knew_of(self, join, claudio, claude, anna):
        Death.objects.create(resident=claude, died_on=TODAY, by=anna, at=EIGHT)

        join()

        assert Death.objects.get().resident == claudio

    def test_lets_the_person_who_signs_in_keep_their_own_page(self, join, claudio, claude, valley, usl):
        user = make_user(valley, usl, Role.Kind.RESIDENT, "Claude", "Dayne")
        Resident.objects.filter(pk=claude.pk).update(user=user)

        join()

        assert seen(user) == {claudio}

    def test_marks_the_pair_on_the_worklist_as_one_person(self, join, claudio, claude):
        pair = DoubleCandidate.objects.create(first=claudio, second=claude, score=90, found_at=EIGHT)

        join()

        pair.refresh_from_db()
        assert pair.verdict == DoubleCandidate.Verdict.SAME

    def test_follows_records_that_were_joined_before(self, join, claude, rosina, claudio, anna):
        merge_people(kept=claude, gone=rosina, takes=(), by=anna, at=EIGHT)

        join()

        rosina.refresh_from_db()
        assert rosina.merged_into == claudio


class TestMergingWithConsents:
    def test_keeps_a_refusal_of_either_record(self, join, claudio, claude, agreement, valentina):
        CircleMember.objects.create(
            resident=claudio, professional=valentina, purpose="care", since_on=date(2026, 1, 1)
        )
        refusal = {"purpose": Purpose.CARE, "country": "", "person": valentina.user}
        decide(claude, agreement, Consent.Decision.REFUSE, **refusal)
        before = seen(valentina.user)

        join()

        assert (before, seen(valentina.user)) == ({claudio}, set())

    def test_lets_nobody_read_by_a_permission_that_only_the_other_record_held(
        self, join, claude, agreement, make_professional, valley
    ):
        abroad = Organisation.objects.create(code="ghtt", name="CH Albertville", country="FR")
        julie = make_professional("Julie", "Arpin", "nurse", ["nursing"])
        Role.objects.filter(user=julie.user).update(organisation=abroad)
        CircleMember.objects.create(resident=claude, professional=julie, purpose="care", since_on=date(2026, 1, 1))
        decide(claude, agreement, Consent.Decision.PERMIT, organisation=abroad)
        before = seen(julie.user)

        join()

        assert (before, seen(julie.user)) == ({claude}, set())

    def test_keeps_a_permission_that_both_records_held(self, join, claudio, claude, agreement, usl):
        for resident in (claudio, claude):
            decide(resident, agreement, Consent.Decision.PERMIT, organisation=usl)

        join()

        assert claudio.consents.count() == 2

    def test_sets_the_record_aside_when_either_was(self, join, claudio, claude, anna):
        Restriction.objects.create(resident=claude, reason="asked", by=anna, at=EIGHT)

        join()

        assert Restriction.objects.standing().get().resident == claudio

    def test_ends_an_opening_that_was_for_one_record_only(self, join, claude, claudio, valentina):
        opened = BreakGlass.objects.create(
            resident=claude, user=valentina.user, reason="fell", opened_at=EIGHT - timedelta(minutes=5)
        )
        before = seen(valentina.user)

        merge = join()

        opened.refresh_from_db()
        assert (before, seen(valentina.user)) == ({claude}, set())
        assert (opened.closed_at, opened.resident) == (merge.at, claudio)


class TestMergingIsRefused:
    def test_when_one_record_was_changed_since_it_was_read(self, claudio, claude, anna):
        Resident.objects.filter(pk=claude.pk).update(version=2)

        with pytest.raises(RecordsHaveMoved):
            merge_people(kept=claudio, gone=claude, takes=(), by=anna, at=EIGHT)

    def test_when_one_is_joined_to_another_already(self, join):
        join()

        with pytest.raises(CannotMerge, match="joined to another"):
            join()

    def test_when_one_is_erased(self, join, claude):
        Erasure.objects.create(resident=claude, ground="request", at=EIGHT)

        with pytest.raises(CannotMerge, match="erased"):
            join()

    def test_while_an_erasure_waits_for_an_answer(self, join, claude, anna):
        ErasureRequest.objects.create(resident=claude, ground="objection", by=anna, at=EIGHT)

        with pytest.raises(CannotMerge, match="Answer that first"):
            join()


class TestUndoing:
    def test_leaves_what_was_entered_since_with_the_kept_record(self, join, claudio, claude, anna):
        Condition.objects.create(resident=claude, code="T90")
        merge = join()
        Condition.objects.create(resident=claudio, code="K77")

        undo_merge(merge=merge, by=anna, at=NINE)

        held = [sorted(one.code for one in person.conditions.order_by("pk")) for person in (claudio, claude)]
        assert held == [["K77"], ["T90"]]

    def test_leaves_a_field_that_was_changed_since_and_says_how_many(self, join, claudio, anna):
        merge = join("matters", "phone")
        Resident.objects.filter(pk=claudio.pk).update(matters="his sheep")

        staying = undo_merge(merge=merge, by=anna, at=NINE)

        claudio.refresh_from_db()
        assert (staying, claudio.matters, claudio.phone) == (1, "his sheep", "0165 222222")

    def test_tells_in_the_history_which_name_and_telephone_went_with_the_other(self, join, claudio, anna):
        merge = join()

        undo_merge(merge=merge, by=anna, at=NINE)

        told = {line.told.before for line in history_of(claudio).lines if not line.told.after}
        assert {"also written, Claude, Dayne", "telephone, 0165 333333, yes, yes, no"} == told

    def test_is_refused_the_second_time(self, join, anna):
        merge = join()
        undo_merge(merge=merge, by=anna, at=NINE)

        with pytest.raises(CannotUndoMerge, match="two already"):
            undo_merge(merge=merge, by=anna, at=NINE)

    def test_is_refused_once_the_kept_record_was_joined_to_another(self, join, claudio, rosina, anna):
        merge = join()
        claudio.refresh_from_db()
        merge_people(kept=rosina, gone=claudio, takes=(), by=anna, at=EIGHT)

        with pytest.raises(CannotUndoMerge, match="joined to another"):
            undo_merge(merge=merge, by=anna, at=NINE)

    def test_puts_the_pair_back_on_the_worklist(self, join, claudio, claude, anna):
        pair = DoubleCandidate.objects.create(first=claudio, second=claude, score=90, found_at=EIGHT)

        undo_merge(merge=join(), by=anna, at=NINE)

        pair.refresh_from_db()
        assert (pair.verdict, pair.by) == (DoubleCandidate.Verdict.OPEN, None)
        assert timezone.is_aware(pair.found_at)
