"""The plan as JSON, for other programs: seconds become clock times, metres stay metres."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from cordata.exchange.tables.cells import clock

from .report import Knot, Report, Rope


def as_data(report: Report) -> dict[str, Any]:
    """Return a day as plain lists and dictionaries."""
    return {
        "date": report.day.isoformat(),
        "schematic_roads": report.is_schematic,
        "cost": dict(report.cost),
        "steps": report.steps,
        "seconds": round(report.seconds, 3),
        "seed": report.seed,
        "rounds": [_rope(rope) for rope in report.ropes],
        "not_placed": [
            {"visit": visit.key, "name": visit.name, "promised": visit.promised, "reasons": list(visit.reasons)}
            for visit in report.left_out
        ],
    }


def _rope(rope: Rope) -> dict[str, Any]:
    return {
        "professional": rope.key,
        "name": rope.name,
        "departs": clock(rope.departs),
        "returns": clock(rope.returns),
        "driving_seconds": rope.travel,
        "metres": rope.metres,
        "overtime_seconds": rope.overtime,
        "stops": [_knot(knot) for knot in rope.knots],
    }


def _knot(knot: Knot) -> dict[str, Any]:
    return {
        "visit": knot.key,
        "name": knot.name,
        "at": None if knot.point is None else list(knot.point),
        "arrives": clock(knot.arrives),
        "starts": clock(knot.starts),
        "ends": clock(knot.ends),
        "late_seconds": knot.late,
        "driving_seconds": knot.travel,
        "metres": knot.metres,
        "together_with": knot.beside or None,
    }


def write_json(path: Path, reports: Sequence[Report]) -> None:
    """Write all planned days."""
    path.write_text(
        json.dumps({"days": [as_data(report) for report in reports]}, ensure_ascii=False, indent=1) + "\n", "utf-8"
    )
