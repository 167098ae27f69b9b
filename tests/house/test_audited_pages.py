"""Whom a page names is whom its audit entry says: every address, as coordinator and as professional, compared."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from html import unescape

import pytest
from django.http import HttpResponse
from django.test import Client

from cordata.accounts.models import AuditEntry
from cordata.people.models import Resident
from tests.house.walk import Address

PARTIAL = {"HX-Request": "true"}
NO_RECORD = {"people_import_columns"}  # names from the reader's own file, before anybody is looked for in the register
PASSED_BY = NO_RECORD | {"sign_out"}


@dataclass(frozen=True, slots=True)
class Seen:
    """A page that was answered: whom it names and whom the audit says it showed."""

    path: str
    named: frozenset[str]
    audited: frozenset[str]

    def __str__(self) -> str:
        return f"{self.path} names {sorted(self.named) or 'nobody'}; its entry says {sorted(self.audited) or 'nobody'}"


def named_in(text: str, people: list[Resident]) -> frozenset[str]:
    """Return who occurs in a text by family name, by given name, or by address."""
    return frozenset(
        one.given_name
        for one in people
        if any(word in text for word in (one.family_name, one.given_name, one.household.address))
    )


def text_of(response: HttpResponse) -> str:
    """Return what a reader of an answer reads, whatever it was written in; of a PDF, its title."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    kind = response.get("Content-Type", "")
    if "pdf" in kind:
        return title_of(body)
    if "json" in kind:
        return json.dumps(json.loads(body), ensure_ascii=False)
    return unescape(body.decode())


def title_of(pdf: bytes) -> str:
    """Return a PDF's title: plain letters in brackets, or UTF-16 as hexadecimal."""
    plain, coded = re.search(rb"/Title (?:\((.*?)\)\n|<feff([0-9a-f]+)>)", pdf).groups()
    return plain.decode() if plain is not None else bytes.fromhex(coded.decode()).decode("utf-16-be")


def look(client: Client, address: Address, people: list[Resident], **more: object) -> Seen | None:
    """Open an address; return nothing when no page comes of it."""
    last = AuditEntry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    response = client.get(address.path, **more)
    if response.status_code in {301, 302, 403, 404, 405}:
        return None
    entries = AuditEntry.objects.filter(pk__gt=last)
    assert len(entries) <= 1, f"{address.path} left {len(entries)} entries"
    shown = {pk for one in entries for pk in one.persons.order_by("pk").values_list("person_id", flat=True)}
    audited = frozenset(one.given_name for one in people if one.pk in shown)
    return Seen(address.path, named_in(text_of(response), people), audited)


@pytest.fixture
def people(handed_out) -> list[Resident]:
    return list(Resident.objects.select_related("household").order_by("pk"))


@pytest.fixture(params=["anna", "valentina"])
def reader(request, client) -> Client:
    """The coordinator's browser, then the nurse's."""
    known = request.getfixturevalue(request.param)
    client.force_login(known.user if request.param == "valentina" else known)
    return client


@pytest.fixture(params=[{}, {"headers": PARTIAL}], ids=["page", "part"])
def walked(request, reader, every_address, people) -> list[Seen]:
    """Every address that answers with a page, or with a part of one."""
    found = [look(reader, one, people, **request.param) for one in every_address if one.name not in PASSED_BY]
    return [one for one in found if one]


def test_every_page_tells_the_audit_exactly_whom_it_names(walked):
    wrong = [str(one) for one in walked if one.named != one.audited]

    assert not wrong, "\n".join(wrong)


def test_the_walk_meets_pages_that_name_somebody_and_pages_that_name_nobody(walked):
    assert {bool(one.named) for one in walked} == {True, False}


class TestTheComparison:
    def test_finds_a_page_that_names_somebody_it_has_not_told(self, client, anna, people, settings):
        settings.ROOT_URLCONF = "tests.house.untold_pages"
        client.force_login(anna)

        seen = look(client, Address("untold", "/untold/", is_about_the_area=False), people)

        assert (seen.named, seen.audited) == ({"Claudio"}, frozenset())

    def test_finds_a_page_that_tells_of_somebody_it_does_not_name(self, client, anna, people, settings):
        settings.ROOT_URLCONF = "tests.house.untold_pages"
        client.force_login(anna)

        seen = look(client, Address("overtold", "/overtold/", is_about_the_area=False), people)

        assert (seen.named, seen.audited) == (frozenset(), {"Claudio", "Delfina", "Emilio", "Rosina"})

    def test_reads_through_json_and_html(self, people):
        written = HttpResponse(json.dumps({"name": "Claudio Dayné"}), content_type="application/json")
        escaped = HttpResponse("G&eacute;rard")

        assert named_in(text_of(written), people) == {"Claudio"}
        assert named_in(text_of(escaped), people) == {"Emilio"}
