import json

from django import template
from django.template.context import RequestContext
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from cordata.ui.assets import import_map
from cordata.ui.ropes import Rope, rope

register = template.Library()


@register.simple_tag(takes_context=True)
def importmap(context: RequestContext) -> SafeString:
    """Print the import map, the only inline script, under the answer's nonce."""
    text = json.dumps(import_map()).replace("<", "\\u003c")
    return format_html('<script type="importmap" nonce="{}">{}</script>', context["request"].csp_nonce, mark_safe(text))


@register.filter
def duration(seconds: int) -> str:
    """Say a number of seconds as people do: "50 min", "6 h 10", whole minutes, rounded."""
    hours, minutes = divmod(round(seconds / 60), 60)
    if not hours:
        return gettext("%(minutes)d min") % {"minutes": minutes}
    if not minutes:
        return gettext("%(hours)d h") % {"hours": hours}
    return gettext("%(hours)d h %(minutes)02d") % {"hours": hours, "minutes": minutes}


@register.filter
def kilometres(metres: int) -> str:
    """Say a number of metres as "12 km", or "800 m" below one kilometre."""
    if metres < 1000:
        return gettext("%(metres)d m") % {"metres": round(metres, -1)}
    return gettext("%(kilometres)d km") % {"kilometres": round(metres / 1000)}


@register.filter
def rope_at(position: int) -> Rope:
    """Return the rope of the professional at a position, from 0."""
    return rope(int(position))


@register.filter
def described_by(field, hint: str) -> SafeString:  # noqa: ANN001
    """Print a bound field with the ids of its hint and its error, for those who listen to the page."""
    ids = [f"{field.auto_id}-hint"] * bool(hint or field.help_text) + [f"{field.auto_id}-error"] * bool(field.errors)
    return field.as_widget(attrs={"aria-describedby": " ".join(ids)} if ids else {})


@register.filter
def faults(form) -> str:  # noqa: ANN001
    """Say how many things of a form need another look."""
    count = sum(len(errors) for errors in form.errors.values())
    return ngettext("One thing needs another look", "%(count)d things need another look", count) % {"count": count}
