"""The worklist of possible doubles and the joining of two records, on screen."""

import pytest
from django.urls import reverse
from django.utils import timezone

from cordata.accounts.auditing import hash_words
from cordata.accounts.models import AuditEntry, AuditPerson
from cordata.people.actions.doubles import look_for_doubles
from cordata.people.actions.keys import refresh_search_words
from cordata.people.models import CircleMember, DoubleCandidate, Merge, Resident
from cordata.places.models import Commune

pytestmark = pytest.mark.django_db


@pytest.fixture
def claude(make_resident) -> Resident:
    """Claudio once more, in another hamlet."""
    return make_resident("Claude", "Dayne", "Valsavarenche", "Créton", (45.6, 7.21))


@pytest.fixture
def abroad(make_resident, tarentaise) -> Resident:
    """Claudio once more, beyond the pass."""
    one = make_resident("Claudius", "Dayné", "Bourg-Saint-Maurice", "Versoye", (45.6, 6.77))
    Commune.objects.filter(pk=one.household.commune_id).update(area=tarentaise, country="FR")
    Resident.objects.filter(pk=one.pk).update(given_name="Claudio")
    refresh_search_words(one)
    return one


@pytest.fixture
def pair(claudio, claude) -> DoubleCandidate:
    look_for_doubles(at=timezone.now())
    return DoubleCandidate.objects.get(first=claudio, second=claude)


@pytest.fixture
def join(client, claudio, claude):
    """Send the form that joins Claude's record to Claudio's, as it stands on the screen."""

    def post(**answers: str):
        address = reverse("merge", args=[claudio.pk]) + f"?other={claude.pk}"
        form = client.get(address).context["form"]
        said = {field.name: field.value() for field in form if field.value() is not None}
        return client.post(address, said | answers)

    return post


class TestTheWorklist:
    def test_shows_two_records_side_by_side_with_what_differs(self, client, anna, pair):
        client.force_login(anna)

        page = client.get(reverse("doubles")).content.decode()

        assert "Claudio Dayné · Claude Dayne" in page
        assert "Créton" in page
        assert page.count('class="differs"') == 2  # the given name and the home; an accent is no difference

    def test_tells_of_somebody_beyond_the_border_only_what_is_needed(self, client, anna, claudio, abroad):
        look_for_doubles(at=timezone.now())
        client.force_login(anna)

        page = client.get(reverse("doubles")).content.decode()

        assert "A person like this is known in Tarentaise: C. D., 1938" in page
        assert "Versoye" not in page
        grounds = dict(
            AuditPerson.objects.filter(entry=AuditEntry.objects.latest("pk")).values_list("person_id", "ground")
        )
        assert grounds == {claudio.pk: "area", abroad.pk: "match"}

    def test_shows_nothing_to_a_coordinator_elsewhere(self, client, camille, pair):
        client.force_login(camille)

        assert "No pair to look at" in client.get(reverse("doubles")).content.decode()

    def test_is_for_coordinators(self, client, valentina, pair):
        client.force_login(valentina.user)

        assert client.get(reverse("doubles")).status_code == 403

    def test_refuses_a_page_that_cannot_be(self, client, anna):
        client.force_login(anna)

        assert client.get(reverse("doubles"), {"page": "-1"}).status_code == 422

    def test_costs_the_same_queries_for_three_pairs_as_for_one(
        self, client, anna, pair, make_resident, django_assert_max_num_queries
    ):
        make_resident("Claudia", "Dayne", "Valsavarenche", "Créton", (45.6, 7.21))
        look_for_doubles(at=timezone.now())
        client.force_login(anna)

        with django_assert_max_num_queries(32):
            client.get(reverse("doubles"))


class TestTwoPersons:
    def test_takes_the_pair_off_the_list_and_back_on(self, client, anna, pair):
        client.force_login(anna)

        client.post(reverse("difference", args=[pair.pk]))
        decided = DoubleCandidate.objects.get(pk=pair.pk)
        client.post(reverse("difference_withdrawal", args=[pair.pk]))
        reopened = DoubleCandidate.objects.get(pk=pair.pk)

        assert (decided.verdict, decided.by) == (DoubleCandidate.Verdict.DIFFERENT, anna)
        assert (reopened.verdict, reopened.by) == (DoubleCandidate.Verdict.OPEN, None)

    def test_says_when_a_colleague_was_first(self, client, anna, bruno, pair):
        DoubleCandidate.objects.update(verdict=DoubleCandidate.Verdict.SAME, by=bruno)
        client.force_login(anna)

        page = client.post(reverse("difference", args=[pair.pk]), follow=True).content.decode()

        assert "Somebody has decided about these two meanwhile." in page
        assert DoubleCandidate.objects.get().by == bruno

    @pytest.mark.parametrize("address", ["difference", "difference_withdrawal"])
    def test_is_hidden_from_a_coordinator_elsewhere_and_refused_to_others(
        self, client, camille, valentina, pair, address
    ):
        answers = []
        for user in (camille, valentina.user):
            client.force_login(user)
            answers.append(client.post(reverse(address, args=[pair.pk])).status_code)

        assert answers == [404, 403]


class TestJoining:
    def test_asks_only_where_the_records_differ(self, client, anna, claudio, claude):
        client.force_login(anna)

        page = client.get(reverse("merge", args=[claudio.pk]), {"other": claude.pk})

        assert [choice.name for choice in page.context["form"].choices] == ["given_name", "family_name", "home"]

    def test_leads_to_the_record_that_stays_and_offers_to_undo(self, client, anna, join, claudio, claude):
        client.force_login(anna)

        answer = join(given_name="gone", reason="same voice")

        claude.refresh_from_db()
        merge = Merge.objects.get()
        assert answer.url == reverse("person", args=[claudio.pk])
        assert (claude.merged_into, merge.kept.given_name, merge.reason) == (claudio, "Claude", "same voice")
        assert reverse("merge_undoing", args=[claudio.pk, merge.pk]) in client.get(answer.url).content.decode()

    def test_leads_from_the_record_that_went_to_the_one_that_stays(self, client, anna, join, claudio, claude):
        client.force_login(anna)
        join()

        assert client.get(reverse("person", args=[claude.pk])).url == reverse("person", args=[claudio.pk])

    def test_is_undone(self, client, anna, join, claudio, claude):
        client.force_login(anna)
        join()

        client.post(reverse("merge_undoing", args=[claudio.pk, Merge.objects.get().pk]))

        claude.refresh_from_db()
        assert claude.merged_into is None

    @pytest.mark.parametrize("where", ["person", "history", "doubles"])
    def test_can_be_undone_long_after(self, where, client, anna, join, claudio):
        client.force_login(anna)
        join(reason="same voice")
        address = reverse(where, args=[] if where == "doubles" else [claudio.pk])
        client.get(reverse("people"))  # where the notice that offers it is shown, once

        page = client.get(address).content.decode()

        assert reverse("merge_undoing", args=[claudio.pk, Merge.objects.get().pk]) in page
        assert "same voice" in page

    def test_is_offered_to_be_undone_to_a_coordinator_only(self, client, anna, join, claudio, valentina):
        CircleMember.objects.create(
            resident=claudio, professional=valentina, purpose="care", since_on=timezone.localdate()
        )
        client.force_login(anna)
        join()
        client.force_login(valentina.user)

        page = client.get(reverse("person", args=[claudio.pk]))

        assert (page.status_code, "merge/" in page.content.decode()) == (200, False)

    def test_counts_as_decided_on_the_worklist(self, client, anna, join, pair):
        client.force_login(anna)
        join()

        assert "1 decided, 0 to look at" in client.get(reverse("doubles")).content.decode()

    def test_tells_whoever_was_second_that_a_record_was_changed(self, client, anna, join, claude):
        client.force_login(anna)

        answer = join(gone_version="0")

        claude.refresh_from_db()
        assert answer.status_code == 409
        assert "was changed meanwhile" in answer.content.decode()
        assert claude.merged_into is None

    def test_refuses_an_answer_that_was_not_offered(self, client, anna, join):
        client.force_login(anna)

        assert join(given_name="both").status_code == 422

    def test_first_asks_which_other_record_and_names_the_likely_ones(self, client, anna, claudio, claude, rosina):
        client.force_login(anna)

        page = client.get(reverse("merge", args=[claudio.pk])).content.decode()
        by_words = client.get(reverse("merge", args=[claudio.pk]), {"words": "rosina"}).content.decode()

        assert ("Claude Dayne" in page, "Rosina Berard" in page) == (True, False)
        assert "Rosina Berard" in by_words
        assert AuditEntry.objects.latest("pk").search == hash_words("Rosina")

    def test_needs_sight_of_both(self, client, anna, claudio, abroad):
        client.force_login(anna)

        answers = [
            client.get(reverse("merge", args=[one.pk]), {"other": other.pk}).status_code
            for one, other in ((claudio, abroad), (abroad, claudio), (claudio, claudio))
        ]

        assert answers == [404, 404, 404]

    def test_is_refused_to_a_nurse_who_sees_the_record(self, client, valentina, claudio, claude):
        for resident in (claudio, claude):
            CircleMember.objects.create(
                resident=resident, professional=valentina, purpose="care", since_on=timezone.localdate()
            )
        client.force_login(valentina.user)

        address = reverse("merge", args=[claudio.pk])
        assert client.get(address, {"other": claude.pk}).status_code == 403

    def test_survives_unknown_numbers(self, client, anna, claudio):
        client.force_login(anna)

        answers = [
            client.get(reverse("merge", args=[999_999])).status_code,
            client.get(reverse("merge", args=[claudio.pk]), {"other": 999_999}).status_code,
            client.get(reverse("merge", args=[claudio.pk]), {"other": "x"}).status_code,
            client.post(reverse("merge_undoing", args=[claudio.pk, 999_999])).status_code,
        ]

        assert answers == [404, 404, 422, 404]

    def test_costs_a_bounded_number_of_queries(self, client, anna, claudio, claude, django_assert_max_num_queries):
        client.force_login(anna)

        with django_assert_max_num_queries(45):
            client.get(reverse("merge", args=[claudio.pk]), {"other": claude.pk})
