"""What the demo's register holds: enough to look at, right where it should be, wrong where it should be."""

from collections import Counter
from random import Random

import pytest
from django.db.models import Max

from cordata.accounts.models import AuditEntry, DataProtectionOfficer, Role, User
from cordata.care.models import Encounter
from cordata.config.demo import cast, doubles, register, valley
from cordata.config.demo.build import build
from cordata.config.demo.load import load
from cordata.config.demo.numbers import codice_fiscale, nir, numbers
from cordata.people.models import (
    Allergy,
    BreakGlass,
    Carer,
    CircleMember,
    Consent,
    Death,
    Departure,
    Identifier,
    Purpose,
    Residence,
    Resident,
    Restriction,
    SearchWord,
    Withdrawal,
)
from cordata.people.rules.identifiers import Fault, Known, faults
from tests.clock import SEVEN, at
from tests.config.conftest import MONDAY


def known(one):
    return Known(families=(one.family_name,), givens=(one.given_name,), born_on=one.born_on, sex=one.sex)


class TestNumbers:
    def test_of_an_italian_agree_with_name_birth_and_sex(self, aosta):
        wrong = [one.key for one in aosta.residents if faults("codice_fiscale", codice_fiscale(one), known(one))]

        assert not wrong

    def test_of_a_french_person_agree_with_birth_and_sex(self, lands, aosta):
        wrong = [one.key for one in aosta.residents if faults("nir", nir(Random(1), one.born_on, one.sex), known(one))]

        assert not wrong

    def test_are_mistyped_once_in_twenty_and_missing_once_in_ten(self, aosta):
        rng = Random(1)

        told = [numbers(rng, one, "IT") for one in aosta.residents for _time in range(4)]

        mistyped = sum(
            Fault.CHECK in faults("codice_fiscale", dict(one)["codice_fiscale"], Known()) for one in told if one
        )
        assert sum(not one for one in told) / len(told) == pytest.approx(0.1, abs=0.03)
        assert mistyped / len(told) == pytest.approx(0.05, abs=0.02)

    def test_name_no_place_that_exists(self, aosta):
        assert {codice_fiscale(one)[11:15] for one in aosta.residents} == {"X999"}


class TestRecords:
    def test_are_the_same_for_the_same_seed(self, lands, aosta):
        again = register.records(lands["valle-d-aosta"], aosta.residents, seed=1)

        assert {key: aosta.records[key] for key in again if "claudio" not in key and "rosina" not in key} == {
            key: record for key, record in again.items() if "claudio" not in key and "rosina" not in key
        }

    def test_name_one_carer_to_call_first_where_there_is_any(self, aosta):
        firsts = {sum(one.is_contact for one in record.carers) for record in aosta.records.values() if record.carers}

        assert firsts == {1}

    def test_never_say_alone_of_a_couple(self, aosta):
        homes = Counter(one.home.key for one in aosta.residents)

        assert not [
            one.key for one in aosta.residents if homes[one.home.key] > 1 and aosta.records[one.key].lives_alone
        ]

    def test_send_some_from_high_up_to_the_chief_places_for_the_winter(self, aosta):
        winter = [record.winter_home for record in aosta.records.values() if record.winter_home]

        assert winter
        assert all(not home.hamlet for home in winter)


class TestDoubles:
    def test_differ_from_the_first_record_in_one_way_each(self, lands, aosta):
        by_home = {one.home.address: one for one in aosta.residents}

        for double in aosta.doubles:
            first = by_home[double.home.address]
            assert double != first
            assert sorted(double.family_name + double.given_name)[:1]

    def test_swap_the_day_with_the_month_where_that_gives_a_date(self, aosta):
        claudio = aosta.residents[0]

        assert doubles.day_for_month(claudio).born_on.isoformat() == "1959-08-03"


@pytest.mark.django_db
class TestTheStage:
    @pytest.fixture
    def made(self, lands):
        return valley.make(lands["valle-d-aosta"], scale=0.5, seed=1, monday=MONDAY)

    @pytest.fixture
    def area(self, made):
        return load(made, [], since=MONDAY, at=SEVEN)

    def test_is_set(self, area, made):
        claudio, rosina = (
            Resident.objects.get(external_id=f"demo-valle-d-aosta-{name}") for name in ("claudio", "rosina")
        )

        kinds = set(Role.objects.order_by("pk").values_list("kind", flat=True))
        assert kinds == {kind.value for kind in Role.Kind}
        assert claudio.user.email == cast.CLAUDIO.email
        assert DataProtectionOfficer.objects.count() == 1
        livia = User.objects.get(email=cast.LIVIA.email)
        assert Resident.objects.seen_by(livia, at=SEVEN).get() == rosina
        assert Carer.objects.get(user=livia).resident == rosina
        assert CircleMember.objects.filter(user__email=cast.DOCTOR.email, resident=claudio).exists()
        for model in (Death, Departure, Restriction, Withdrawal, Allergy, Identifier):
            assert model.objects.exists(), model
        assert sorted(hasattr(one, "review") for one in BreakGlass.objects.select_related("review")) == [False, True]
        purposes = set(Consent.objects.order_by("pk").values_list("purpose", "decision"))
        assert {
            (Purpose.CROSS_BORDER, "permit"),
            (Purpose.CROSS_BORDER, "refuse"),
            (Purpose.STUDY, "refuse"),
        } <= purposes
        assert Residence.objects.filter(use="home").count() == len(made.residents)
        assert SearchWord.objects.filter(resident=claudio).exists()

    @pytest.mark.parametrize(("asked_at", "told_at"), [(at(5, 21), at(5, 21)), (at(9), SEVEN)])
    def test_tells_of_nothing_later_than_now(self, asked_at, told_at, lands):
        build(lands["valle-d-aosta"], scale=0.5, seed=1, at=asked_at)

        assert AuditEntry.objects.get(where="demo").at == told_at
        decided = Consent.objects.aggregate(Max("decided_at"), Max("withdrawal__at"))
        opened = BreakGlass.objects.aggregate(Max("opened_at"), Max("review__at"))
        assert all(latest <= asked_at for latest in (*decided.values(), *opened.values()))
        assert Encounter.objects.aggregate(latest=Max("left_at"))["latest"] <= asked_at
