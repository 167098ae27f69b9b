"""Why a visit has no place, and what a visit placed by hand breaks, as sentences."""

from collections.abc import Mapping
from datetime import date
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cordata.base.clock import DayClock
from cordata.care.models import VisitWindow
from cordata.day.queries.faces import Face
from cordata.day.queries.words import clock, spell_duration

NO_ROAD = 12 * 3600  # seconds: a day may not give way by so much; the person cannot be reached

SKILL_WORDS = {
    "nursing": gettext_lazy("nursing care"),
    "injection": gettext_lazy("injection"),
    "dressing": gettext_lazy("dressing"),
    "blood_sample": gettext_lazy("blood sample"),
    "blood_pressure": gettext_lazy("blood pressure"),
    "catheter": gettext_lazy("catheter care"),
    "palliative": gettext_lazy("palliative care"),
    "transfer": gettext_lazy("transfer with two people"),
    "personal_care": gettext_lazy("personal care"),
    "physiotherapy": gettext_lazy("physiotherapy"),
    "social": gettext_lazy("social visit"),
}

SENTENCES = {
    "skill": gettext_lazy("%(who)s could come at %(time)s, but cannot do: %(skill)s."),
    "forbidden": gettext_lazy("Only %(who)s could come, at %(time)s, and is not to visit this person."),
    "pin": gettext_lazy("Fits with %(who)s at %(time)s once the visit is no longer pinned."),
    "shift": gettext_lazy("%(who)s could come at %(time)s and would work %(give)s longer than agreed."),
    "break": gettext_lazy("%(who)s could come at %(time)s without the break."),
    "same_time": gettext_lazy(
        "Fits with %(who)s at %(time)s, but a second professional is free only at another time."
    ),
    "gap": gettext_lazy(
        "Fits with %(who)s at %(time)s, but then the time to the visit before or after it is not as agreed."
    ),
    "apart": gettext_lazy("Fits with %(who)s at %(time)s, who is also to make the visit it must be kept apart from."),
    "together": gettext_lazy("Fits with %(who)s at %(time)s, who does not make the visit it belongs to."),
    "worth": gettext_lazy(
        "Fits with %(who)s at %(time)s, but makes other people wait or drives too far for its priority."
    ),
    "road": gettext_lazy("No open road leads there."),
    "set_aside": gettext_lazy("Taken off its round by hand."),
    "combination": gettext_lazy("No single change makes room: everybody who can do this is taken in these hours."),
}

BROKEN = {
    "skill": gettext_lazy("the professional lacks a skill this visit needs"),
    "forbidden": gettext_lazy("this professional is not to visit this person"),
    "pin": gettext_lazy("the professional cannot be there at the time it is pinned to"),
    "window": gettext_lazy("outside the hours agreed"),
    "shift": gettext_lazy("the working day becomes too long"),
    "break": gettext_lazy("no room is left for the break"),
    "same_time": gettext_lazy("the two professionals do not come at the same time"),
    "gap": gettext_lazy("too close to, or too far from, the visit it belongs with"),
    "apart": gettext_lazy("must not be on the same round as another visit"),
    "together": gettext_lazy("must be on the same round as another visit"),
}


def say_reason(
    blocker: Mapping[str, str | int | None],
    faces: Mapping[str, Face],
    windows: list[VisitWindow],
    day: date,
    zone: ZoneInfo,
) -> str:
    """Return one reason (a stored rounds.rules Blocker) as a sentence; who is named by key in `faces`."""
    constraint = str(blocker["constraint"])
    start = DayClock(day, str(zone)).instant(int(blocker.get("start") or 0))
    give = int(blocker.get("give") or 0)
    face = faces.get(str(blocker.get("worker")))
    words = {
        "who": face.short if face else _("somebody"),
        "time": clock(start, zone),
        "give": spell_duration(abs(give)),
        "skill": ", ".join(
            str(SKILL_WORDS.get(code.strip(), code)) for code in str(blocker.get("skill") or "").split(",")
        ),
    }
    if abs(give) >= NO_ROAD:
        return _("No open road leads there.")
    if constraint != "window":
        return str(SENTENCES[constraint]) % words
    if windows and start < windows[0].opens_at:
        return _("Fits with %(who)s if the window opens at %(time)s.") % words
    return _("Fits with %(who)s if it may start as late as %(time)s.") % words


def say_violation(violation: object) -> str:
    """Return what a visit placed by hand breaks; a violation is a constraint's name, or a record with one."""
    name = violation["constraint"] if isinstance(violation, Mapping) else violation
    return str(BROKEN.get(str(name), name))


def say_windows(windows: list[VisitWindow], zone: ZoneInfo) -> str:
    """Return the hours agreed: "08:00–09:00, 17:00–18:00"."""
    return ", ".join(f"{clock(one.opens_at, zone)}–{clock(one.closes_at, zone)}" for one in windows)
