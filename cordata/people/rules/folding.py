"""Names as they are compared: without accents, apostrophes and case, and by their sound in the valleys' languages."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

LONGEST = 40  # letters kept of a word
APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ`´ʹ′", "'"))
LETTERS = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
FRENCH = ("de", "du", "des", "la", "le", "les")
ITALIAN = ("di", "da", "del", "dell", "dei", "degli", "della", "dello", "delle", "dal", "dall", "dalla", "lo", "li")
GERMAN = ("van", "von", "vom", "zu", "zum", "zur")
PARTICLES = frozenset((*FRENCH, *ITALIAN, *GERMAN))
SPELLINGS = [
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"tsch|tch|sch|sh|sc(?=[ei])", "s"),
        (r"ph", "f"),
        (r"c?ch(?=i[aeou]|i$)|c?ch$|c?ch(?=[lnrst])|cc?h(?=e$)|ck|cq|qu|q", "k"),  # Italian and German ch
        (r"ch", "s"),  # French ch
        (r"t[sz]|zz|x|c(?=[eiy])|z", "s"),
        (r"c|kh", "k"),
        (r"gu(?=[eiy])", "G"),
        (r"gn|nh|ny(?=[aeou])|ni(?=[aou])", "n"),
        (r"gl(?=i)|ll?h", "l"),
        (r"^[iyj](?=[aeou])|^gi(?=[aou])|g(?=[eiy])|(?<=[aeiou])j(?=[aeou])", "J"),
        (r"^j", "J"),
        (r"w|^ou(?=[aeiy])|^u(?=[aeiy])|vu(?=i)", "v"),
        (r"v", "f"),
        (r"th|dt", "t"),
        (r"h", ""),
        (r"(?<=[a-zGJ]{2})[tdsz]+$", ""),  # not spoken at the end of a French name
        (r"(.)\1+", r"\1"),
        (r"(?<=.)[aeiouyj]", ""),
        (r"^[aeiouy]", "a"),
    )
]


def plain(text: str) -> str:
    """Return a text in small letters without accents; what is neither letter, digit nor apostrophe is a space."""
    spread = unicodedata.normalize("NFKD", text.translate(APOSTROPHES).casefold())
    bare = "".join(one for one in spread if not unicodedata.combining(one)).casefold().translate(LETTERS)
    return " ".join("".join(one if one.isalnum() or one == "'" else " " for one in bare).split())


def parts(name: str) -> list[str]:
    """Return a name's parts, folded, in its own order, with its particles."""
    return plain(name).replace("'", " ").split()


@lru_cache(maxsize=20_000)
def pieces(name: str) -> tuple[str, ...]:
    """Return the parts of a name that stand by themselves: of "de La Pierre" only "pierre", of "D'Hérin" "herin"."""
    own = [part for part in parts(name) if len(part) > 1 and part not in PARTICLES]
    return tuple(own or parts(name))


@lru_cache(maxsize=20_000)
def words(name: str) -> frozenset[str]:
    """Return every word a name is found by: its parts, each run together with its particles, and all of it in one."""
    found = {"".join(parts(name))}
    led: list[str] = []
    for part in parts(name):
        if part in pieces(name):
            found |= {"".join(led[start:]) + part for start in range(len(led) + 1)}
            led = []
        else:
            led.append(part)
    return frozenset(word[:LONGEST] for word in found if word)


@lru_cache(maxsize=50_000)
def sound(word: str) -> str:
    """
    Return how a folded word sounds, roughly: what Walser, Piedmontese and French spellings of a name have in common.

    The first vowel is told apart from none, later ones are left out; a word in another script sounds as it is written.
    """
    if not word.isascii():
        return word[:LONGEST]
    for pattern, heard in SPELLINGS:
        word = pattern.sub(heard, word)
    return word.casefold()[:LONGEST]
