"""Whatever two records hold, joining and parting them leaves everything as it was."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cordata.people.actions.keys import refresh_search_words
from cordata.people.actions.merge import merge_people
from cordata.people.actions.merge_undone import undo_merge
from cordata.people.models import (
    Allergy,
    BreakGlass,
    Carer,
    CircleMember,
    Condition,
    Consent,
    ConsentText,
    ContactPoint,
    Death,
    Identifier,
    OtherName,
    Residence,
    Resident,
    Restriction,
    SearchWord,
)
from cordata.people.queries.merge import CHOICES, moving_fields
from tests.clock import EIGHT, NINE, TODAY

pytestmark = pytest.mark.django_db
LONG_AGO = EIGHT - timedelta(days=90)
GIVEN = st.sampled_from(["Claudio", "Claude", "Rosina"])
OWN = st.fixed_dictionaries(
    {
        "given_name": GIVEN,
        "family_name": st.sampled_from(["Dayné", "Dayne Perron"]),
        "phone": st.sampled_from(["", "0165 222222", "+39 0165 333333"]),
        "born_on": st.sampled_from([None, date(1938, 3, 14), date(1938, 4, 13)]),
        "sex": st.sampled_from(["F", "M", ""]),
        "languages": st.sampled_from([[], ["fr", "de"]]),
        "lives_alone": st.sampled_from([None, True, False]),
        "matters": st.text("abc ,é'", max_size=5),
    }
)
HELD = st.sets(
    st.sampled_from(
        (
            *("allergy", "condition", "number", "name", "phone", "circle", "carer", "home", "order", "account"),
            *("permit", "refusal", "death", "restriction", "opening"),
        )
    )
)


@pytest.fixture
def give(valentina, luc, anna, make_order):
    """Give a record some of all that may point at one."""
    text = ConsentText.objects.create(purpose="cross_border", version=99, language="it", text="…")
    consent = {"text": text, "decided_at": LONG_AGO, "purpose": "cross_border", "country": "FR"}
    makers = {
        "allergy": lambda one: Allergy.objects.create(resident=one, substance="wasps"),
        "condition": lambda one: Condition.objects.create(resident=one, code="T90"),
        "number": lambda one: Identifier.objects.create(resident=one, system="codice_fiscale", value="DYN"),
        "name": lambda one: OtherName.objects.create(resident=one, use="maiden", family_name="Perron"),
        "phone": lambda one: ContactPoint.objects.create(resident=one, kind="mobile", value="333 1"),
        "circle": lambda one: CircleMember.objects.create(
            resident=one, professional=valentina, purpose="care", since_on=TODAY
        ),
        "carer": lambda one: Carer.objects.create(resident=one, name="Ida", relation="neighbour", person=one),
        "home": lambda one: Residence.objects.create(resident=one, household=one.household),
        "permit": lambda one: Consent.objects.create(
            resident=one, decision="permit", person=valentina.user, **consent
        ),
        "refusal": lambda one: Consent.objects.create(resident=one, decision="refuse", person=luc.user, **consent),
        "death": lambda one: Death.objects.create(resident=one, died_on=TODAY, by=anna, at=EIGHT),
        "restriction": lambda one: Restriction.objects.create(resident=one, reason="asked", by=anna, at=EIGHT),
        "opening": lambda one: BreakGlass.objects.create(
            resident=one, user=luc.user, reason="fell", opened_at=EIGHT - timedelta(minutes=9)
        ),
        "account": lambda one: Resident.objects.filter(pk=one.pk).update(user=luc.user),
        "order": make_order,
    }

    def make(resident: Resident, own: dict[str, object], held: set[str]) -> Resident:
        Resident.objects.filter(pk=resident.pk).update(**own)
        for what in sorted(held):
            makers[what](resident)
        refresh_search_words(resident)
        return Resident.objects.get(pk=resident.pk)

    return make


def stored() -> dict[str, list[str]]:
    """Everything that a merge may touch, but for versions, which only ever rise, and the numbers of search words."""
    told: dict[str, list[str]] = {}
    for model in {model for model, _name in moving_fields()} | {Resident, SearchWord}:
        left_out = {"version", "id"} if model is SearchWord else {"version"}
        rows = model._base_manager.order_by("pk").values()
        told[model._meta.label] = sorted(
            repr({name: value for name, value in row.items() if name not in left_out}) for row in rows
        )
    return told


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    kept=st.tuples(OWN, HELD), gone=st.tuples(OWN, HELD), takes=st.sets(st.sampled_from([one.name for one in CHOICES]))
)
def test_joining_and_parting_leaves_everything_as_it_was(kept, gone, takes, claudio, emilio, give, anna):
    with transaction.atomic():
        stays = give(claudio, *kept)
        goes = give(emilio, gone[0], gone[1] - (kept[1] & {"account"}))
        before = stored()

        merge = merge_people(kept=stays, gone=goes, takes=takes, by=anna, at=EIGHT)
        joined = stored()
        undo_merge(merge=merge, by=anna, at=NINE)

        assert joined != before
        assert stored() == before
        transaction.set_rollback(True)
