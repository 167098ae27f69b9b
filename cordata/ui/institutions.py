from django.utils.translation import get_language

from cordata.base import words


def institution(key: str, country: str) -> words.Institution:
    """Return what an institution or a profession is called in a country, in the language of whoever reads."""
    return words.institution(key, country=country, language=(get_language() or "en")[:2])
