"""The plan as one page that opens anywhere: nothing is fetched, no script runs, and it prints on A4."""

from collections.abc import Sequence
from pathlib import Path

from django.template.loader import render_to_string
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from cordata.day.queries.words import long_day

from .cells import kilometres
from .drawing import draw_map, draw_timeline
from .report import Report
from .words import cost_words


def write_page(path: Path, reports: Sequence[Report], *, title: str, attribution: str) -> None:
    """Write the page in the language that is active."""
    days = [
        {
            "report": report,
            "said_day": long_day(report.day),
            "summary": summary(report),
            "timeline": draw_timeline(report),
            "map": draw_map(report) if report.ropes else None,
            "costs": list(cost_words(report.cost)),
        }
        for report in reports
    ]
    context = {"days": days, "title": title, "attribution": attribution, "language": get_language()}
    path.write_text(render_to_string("exchange/plan.html", context), "utf-8")


def summary(report: Report) -> str:
    """Return the day in a sentence: "120 visits on 12 rounds · 611.0 km · 3 not placed"."""
    visits = ngettext("%(count)d visit", "%(count)d visits", report.visits) % {"count": report.visits}
    rounds = ngettext("%(count)d round", "%(count)d rounds", len(report.ropes)) % {"count": len(report.ropes)}
    km = f"{kilometres(sum(rope.metres for rope in report.ropes))} km"
    missing = [_("%(count)d not placed") % {"count": len(report.left_out)}] if report.left_out else []
    return " · ".join([visits, rounds, km, *missing])
