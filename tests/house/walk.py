"""Every address of the product, its arguments filled in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver, reverse


class UnknownArgument(LookupError):
    """An address takes an argument that the walk does not know how to fill in."""


@dataclass(frozen=True, slots=True)
class Address:
    """A page or an action of the product, by its name and its path."""

    name: str
    path: str
    is_about_the_area: bool


def addresses(arguments: Mapping[str, object]) -> list[Address]:
    """
    Return every address, its arguments taken from the village.

    :raises UnknownArgument: when an address takes an argument that `arguments` does not hold
    """
    found = {}
    for pattern, taken in patterns(get_resolver()):
        unknown = taken - arguments.keys()
        if unknown:
            message = (
                f"{pattern.lookup_str} takes {sorted(unknown)}; say in tests/house/conftest.py what stands there."
            )
            raise UnknownArgument(message)
        if not pattern.name:
            raise UnknownArgument(f"{pattern.lookup_str} has no name; every address has one.")
        path = reverse(pattern.name, kwargs={name: arguments[name] for name in taken})
        found.setdefault(path, Address(pattern.name, path, bool(taken)))  # the first name is the page's own
    return [found[path] for path in sorted(found)]


def patterns(
    resolver: URLResolver, taken: frozenset[str] = frozenset()
) -> Iterator[tuple[URLPattern, frozenset[str]]]:
    """Walk the patterns below a resolver with the names of the arguments each takes in all."""
    for pattern in resolver.url_patterns:
        here = taken | pattern.pattern.converters.keys()
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern, here)
        else:
            yield pattern, here
