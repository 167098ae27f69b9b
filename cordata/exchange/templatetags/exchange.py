from django import template
from django.utils.formats import number_format

from cordata.day.queries.words import clock_seconds, spell_duration

register = template.Library()
register.filter("clock", clock_seconds)
register.filter("spelled", spell_duration)


@register.filter
def km(metres: int) -> str:
    """Return metres as kilometres with one decimal, as the language writes them."""
    return number_format(metres / 1000, decimal_pos=1)
