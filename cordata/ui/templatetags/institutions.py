from django import template
from django.utils.translation import get_language

from cordata.base import words

register = template.Library()


@register.simple_tag
def institution(key: str, country: str) -> words.Institution:
    """Say `{% institution "nurse" area.country %}` as that country calls it, in the reader's language."""
    return words.institution(key, country=country, language=(get_language() or "en")[:2])
