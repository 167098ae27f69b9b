"""Every address as everybody: what is answered, against the tables that docs/develop/access.md holds."""

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.house.access_table import table
from tests.house.standings import BUILDERS, Scene
from tests.house.walk import Address

CLASSES, ANSWERS = table("Answers by class")
_, ADDRESSES = table("Addresses")
_, STANDINGS = table("Who sees the record")
METHODS = ("GET", "POST")
NOT_OFFERED = "-"


def test_every_address_has_its_row_and_every_row_its_address(every_address):
    assert set(ADDRESSES) == {address.name for address in every_address}


def test_every_standing_has_its_answers():
    assert set(STANDINGS) == set(BUILDERS)
    assert {row[1] for row in STANDINGS.values()} == set(ANSWERS)


def test_every_class_is_used_and_known():
    used = {kind for row in ADDRESSES.values() for kind in row} - {NOT_OFFERED}

    assert used == set(CLASSES)


@pytest.fixture
def scene(claudio, valley, usl) -> Scene:
    return Scene(claudio, valley, usl)


def asked(standing: str, every: list[Address]) -> list[Address]:
    """Leave out, but for the first of a group, what names neither a person nor an area: it answers by role alone."""
    group = STANDINGS[standing][1]
    is_first = standing == next(one for one, row in STANDINGS.items() if row[1] == group)
    return [address for address in every if is_first or address.is_about_the_area]


@pytest.mark.parametrize("standing", STANDINGS)
def test_each_address_answers_as_the_page_says(standing, client, every_address, scene):
    user = BUILDERS[standing](scene)
    if user:
        client.force_login(user)
    client.raise_request_exception = False

    wrong = [
        f"{method} {address.path} ({address.name}): {said}, the page says {expected}"
        for address in asked(standing, every_address)
        for method, kind in zip(METHODS, ADDRESSES[address.name], strict=True)
        if kind != NOT_OFFERED
        and (said := answer(client, method, address)) != (expected := expected_answer(standing, kind))
    ]

    assert not wrong, "\n".join(wrong)


def test_an_address_takes_only_the_requests_that_the_page_says(client, every_address, scene):
    client.force_login(BUILDERS["coordinator of the area"](scene))

    wrong = [
        f"{method} {address.path} ({address.name}): {said}"
        for address in every_address
        for method, kind in zip(METHODS, ADDRESSES[address.name], strict=True)
        if kind == NOT_OFFERED and (said := answer(client, method, address)) != "405"
    ]

    assert not wrong, "\n".join(wrong)


def expected_answer(standing: str, kind: str) -> str:
    group = STANDINGS[standing][1]
    return ANSWERS[group][CLASSES.index(kind)]


def answer(client: Client, method: str, address: Address) -> str:
    """Ask one address and leave no trace: what a form did is taken back, a session that ended goes on."""
    cookies = client.cookies.copy()
    with transaction.atomic():
        response = client.generic(method, address.path)
        transaction.set_rollback(True)
    client.cookies = cookies
    return word(response)


def word(response: HttpResponse) -> str:
    if response.status_code == 302 and response["Location"].startswith(reverse("sign_in")):
        return "in"
    return str(response.status_code) if response.status_code in {403, 404, 405, 429, 500} else "yes"
