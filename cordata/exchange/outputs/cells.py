"""Rows for spreadsheets, and values that no spreadsheet program will take for a formula."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from cordata.exchange.tables.cells import clock

from .report import Report

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def harmless(value: str) -> str:
    """Return text that a spreadsheet shows as it is (OWASP, CSV injection)."""
    return f"'{value}" if value.startswith(FORMULA_STARTS) else value


def kilometres(metres: int) -> float:
    """Return metres as kilometres with one decimal."""
    return round(metres / 1000, 1)


def round_headings() -> list[str]:
    """Return the headings of `round_rows`."""
    return [
        _("Date"),
        _("Professional"),
        _("No."),
        _("Visit"),
        _("Name"),
        _("Address"),
        _("Promised"),
        _("Arrives"),
        _("Starts"),
        _("Ends"),
        _("Late (min)"),
        _("Drive (min)"),
        _("Drive (km)"),
        _("Together with"),
    ]


def round_rows(report: Report) -> Iterator[list[str | int | float]]:
    """Yield a row for each stop of each round."""
    for rope in report.ropes:
        for number, knot in enumerate(rope.knots, start=1):
            yield [
                report.day.isoformat(),
                harmless(rope.name),
                number,
                harmless(knot.key or ""),
                harmless(knot.name),
                harmless(knot.address),
                knot.promised,
                clock(knot.arrives),
                clock(knot.starts),
                clock(knot.ends),
                round(knot.late / 60),
                round(knot.travel / 60),
                kilometres(knot.metres),
                harmless(knot.beside),
            ]


def left_out_headings() -> list[str]:
    """Return the headings of `left_out_rows`."""
    return [_("Date"), _("Visit"), _("Name"), _("Promised"), _("Why")]


def left_out_rows(report: Report) -> Iterator[list[str]]:
    """Yield a row for each visit that found no place."""
    for visit in report.left_out:
        why = " ".join(visit.reasons)
        yield [report.day.isoformat(), harmless(visit.key), harmless(visit.name), visit.promised, harmless(why)]
