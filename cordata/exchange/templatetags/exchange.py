from django import template
from django.utils.formats import number_format

from cordata.exchange.tables.cells import clock
from cordata.ui.wording import duration_words

register = template.Library()
register.filter("clock", clock)
register.filter("spelled", duration_words)


@register.filter
def km(metres: int) -> str:
    """Return metres as kilometres with one decimal, as the language writes them."""
    return number_format(metres / 1000, decimal_pos=1)
