"""The rail: the places of work, in the order a day is lived. A place whose page does not exist is not shown."""

from collections.abc import Set
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Place:
    """A place of work: the name of its URL, its word, its icon, and the kinds of role whose work it is."""

    url_name: str
    label: str | Promise
    icon: str
    kinds: frozenset[str]


@dataclass(frozen=True, slots=True)
class Link:
    """A place as the rail prints it."""

    url: str
    label: str | Promise
    icon: str
    is_current: bool


COORDINATOR, PROFESSIONAL = frozenset({"coordinator"}), frozenset({"professional"})
OFFICER = frozenset({"officer"})
BESIDE = frozenset({"doctor", "driver", "antenna"})
PLACES = (
    Place("morning", _("Morning"), "sunrise", COORDINATOR),
    Place("today", _("Day"), "calendar-days", COORDINATOR | PROFESSIONAL),
    Place("people", _("People"), "users", COORDINATOR | PROFESSIONAL | BESIDE),
    Place("roles", _("Roles"), "key-round", COORDINATOR),
    Place("audit", _("Who looked"), "eye", COORDINATOR | OFFICER),
    Place("openings", _("Openings to review"), "siren", OFFICER),
    Place("retention", _("Retention"), "trash-2", OFFICER),
    Place("figures", _("Figures"), "chart-column", frozenset({"evaluator"})),
    Place("me", _("My page"), "user", frozenset({"resident"})),
)


def links(path: str, *, kinds: Set[str]) -> list[Link]:
    """Return the rail's links for somebody with these kinds of role; the one that holds `path` is current."""
    found = [(place, url) for place in PLACES if place.kinds & kinds and (url := url_of(place.url_name))]
    holding = [url for _place, url in found if path.startswith(url)]
    current = max(holding, key=len, default="")
    return [Link(url, place.label, place.icon, url == current) for place, url in found]


def url_of(name: str) -> str:
    """Return a page's address, or an empty string where this installation has no such page."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
