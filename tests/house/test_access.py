"""Every address as everybody who has no business there."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from cordata.accounts.models import Area, Role, User
from cordata.care.models import Cancellation, Encounter, Visit, VisitOrder
from cordata.day.models import PlanningRun, Publication
from cordata.people.models import CircleMember, Resident
from cordata.rounds.models import Plan
from cordata.workforce.models import Absence
from tests.house.walk import Address, UnknownArgument, addresses
from tests.village import make_user

TRIES = (
    ("GET", {}),
    ("GET", {"headers": {"HX-Request": "true"}}),
    ("POST", {}),
)
REFUSED = {403, 404, 405}
ENDS_THE_SESSION = {"sign_out", "locking"}


@pytest.fixture
def secrets(handed_out) -> set[str]:
    """What only those who look after them may read: names, telephone, address of everyone in the valley."""
    people = Resident.objects.select_related("household").order_by("pk")
    return {word for one in people for word in (one.family_name, one.phone, one.household.address)}


@pytest.fixture(
    params=["nobody", "coordinator elsewhere", "professional elsewhere", "resident's page only", "no role"]
)
def stranger(request, client, camille, sylvie, valley, usl) -> Client:
    """Somebody, or nobody, who has nothing to do with the valley's people today."""
    users = {
        "coordinator elsewhere": lambda: camille,
        "professional elsewhere": lambda: sylvie,
        "resident's page only": lambda: make_user(valley, usl, Role.Kind.RESIDENT, "Piera", "Noro"),
        "no role": lambda: User.objects.create_user("nemo@cordata.example"),
    }
    if request.param in users:
        client.force_login(users[request.param]())
    return client


def answers(client: Client, every: list[Address]) -> list[tuple[Address, str, HttpResponse]]:
    """Try every address but those that end the session, as a page and as a part of one."""
    client.raise_request_exception = False
    return [
        (address, method, client.generic(method, address.path, **more))
        for address in every
        if address.name not in ENDS_THE_SESSION
        for method, more in TRIES
    ]


def text(response: HttpResponse) -> str:
    """Return what was answered; of a file that is no text, what can be read in it."""
    return response.content.decode(errors="replace")


class TestStrangers:
    def test_read_no_name_and_are_refused_wherever_the_valley_is_meant(self, stranger, every_address, secrets):
        answered = answers(stranger, every_address)

        told = [
            f"{method} {address.path} ({response.status_code}) tells {secret}"
            for address, method, response in answered
            for secret in secrets
            if secret in text(response)
        ]
        let_in = [
            f"{method} {address.path} answers {response.status_code}"
            for address, method, response in answered
            if address.is_about_the_area and not is_refusal(response)
        ]
        assert not told
        assert not let_in


@pytest.fixture
def filled_in(meant, handed_out) -> dict[str, object]:
    """Everything that any form about a day asks, filled in well and about the valley's people."""
    return {
        "version": handed_out.version,
        "visit": meant["visit_id"],
        "member": 0,
        "professional": meant["professional_id"],
        "resident": meant["resident_id"],
        "start": "10:00",
        "from_at": "10:00",
        "opens": "10:00",
        "closes": "11:00",
        "minutes": 20,
        "kind": "injection",
        "pin": "time",
        "what": "arrived",
        "reason": "other",
        "keeps_plan": "on",
    }


def rows_of(valley: Area) -> list[int]:
    """Count what a change of the valley's day would add to or take away."""
    own = (Plan.objects.filter(area=valley), PlanningRun.objects.filter(area=valley))
    people = (Absence, Cancellation, CircleMember, Encounter, Publication, Visit, VisitOrder)
    return [found.count() for found in (*own, *(model.objects.all() for model in people))]


class TestTheCoordinatorNextDoor:
    @pytest.mark.parametrize("where", ["valle-d-aosta", "tarentaise"])
    def test_changes_nothing_with_a_well_filled_form(
        self, where, client, camille, tarentaise, valley, meant, filled_in
    ):
        client.force_login(camille)
        before = rows_of(valley)

        for address in addresses({**meant, "area": where}):
            client.post(address.path, filled_in)

        assert rows_of(valley) == before

    def test_reads_nobody_by_putting_another_areas_number_into_an_own_address(
        self, client, camille, tarentaise, meant, secrets
    ):
        client.force_login(camille)
        mixed = addresses({**meant, "area": tarentaise.code})

        told = [
            f"{method} {address.path} ({response.status_code}) tells {secret}"
            for address, method, response in answers(client, mixed)
            for secret in secrets
            if secret in text(response)
        ]

        assert not told


def is_refusal(response: HttpResponse) -> bool:
    sent_to_sign_in = response.status_code == 302 and response["Location"].startswith(reverse("sign_in"))
    return sent_to_sign_in or response.status_code in REFUSED


@pytest.mark.parametrize("who", ["nobody", "camille", "sylvie", "anna", "valentina"])
def test_no_address_breaks_for_anybody(who, client, every_address, request):
    if who != "nobody":
        known = request.getfixturevalue(who)
        client.force_login(known.user if who == "valentina" else known)

    broken = {
        f"{method} {address.path}: {response.exc_info[1]!r}"
        for address, method, response in answers(client, every_address)
        if response.status_code >= 500
    }

    assert not broken, "\n".join(sorted(broken))


class TestThoseWhoBelong:
    def test_the_coordinator_changes_the_day_with_the_same_form(self, client, anna, valley, every_address, filled_in):
        client.force_login(anna)
        before = rows_of(valley)

        for address in every_address:
            if address.path.startswith("/day/"):
                client.post(address.path, filled_in)

        assert rows_of(valley) != before

    def test_the_coordinator_reads_the_names(self, client, anna, every_address, secrets):
        client.force_login(anna)

        pages = "".join(text(response) for _, method, response in answers(client, every_address) if method == "GET")

        assert all(resident.family_name in pages for resident in Resident.objects.order_by("pk"))

    def test_a_professional_reads_nobody_outside_the_circle(self, client, valentina, every_address, rosina, emilio):
        client.force_login(valentina.user)

        told = [
            f"{method} {address.path} tells {resident}"
            for address, method, response in answers(client, every_address)
            for resident in (rosina, emilio)
            if resident.family_name in text(response)
        ]

        assert not told


class TestTheWalk:
    def test_an_argument_it_does_not_know_is_named(self):
        with pytest.raises(UnknownArgument, match="say in tests/house"):
            addresses({"day": "2026-11-26"})

    def test_meets_pages_about_the_area_and_others(self, every_address):
        assert {address.is_about_the_area for address in every_address} == {True, False}
