import json

from django import template
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.template.context import RequestContext
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from cordata.ui.assets import import_map
from cordata.ui.wording import date_words, day_words, moment_words

register = template.Library()
register.filter("day", day_words)
register.filter("full_date", date_words)
register.filter("moment", moment_words)


@register.simple_tag(takes_context=True)
def importmap(context: RequestContext) -> SafeString:
    """Print the import map, the only inline script, under the answer's nonce."""
    text = json.dumps(import_map()).replace("<", "\\u003c")
    nonce = context["request"].csp_nonce
    return format_html('<script type="importmap" nonce="{}">{}</script>', nonce, mark_safe(text))


@register.filter
def described_by(field: BoundField, hint: str) -> SafeString:
    """Print a bound field with the ids of its hint and its error, for those who listen to the page."""
    ids = [f"{field.auto_id}-hint"] * bool(hint or field.help_text) + [f"{field.auto_id}-error"] * bool(field.errors)
    return field.as_widget(attrs={"aria-describedby": " ".join(ids)} if ids else {})


@register.filter
def when_needed(field: BoundField) -> str:
    """Say of a field that is not always required when it is, or else that it is optional."""
    return str(getattr(field.field, "when", "")) or gettext("optional")


@register.filter
def faults(form: BaseForm) -> str:
    """Say how many things of a form need another look."""
    count = sum(len(errors) for errors in form.errors.values())
    return ngettext("One thing needs another look", "%(count)d things need another look", count) % {"count": count}
