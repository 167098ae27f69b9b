"""How every change of a day is made and answered: with the board for htmx, with a redirect for a plain form."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from cordata.accounts.models import Area, AuditEntry
from cordata.accounts.requests import SignedInRequest
from cordata.care.actions import (
    EmptyWindow,
    VisitAlreadyAdded,
    VisitAlreadyCancelled,
    VisitAlreadyMade,
    VisitNotCancelled,
)
from cordata.day import actions
from cordata.day.queries.board import board
from cordata.day.queries.changes import Told, tell_changes
from cordata.day.queries.neighbours import neighbours
from cordata.day.queries.runs import running
from cordata.people.looks import shown
from cordata.places.actions import AlreadyClosed, AlreadyOpen, ClosureEndsBeforeItBegins, UnknownSegment
from cordata.rounds.queries import latest_plan
from cordata.ui.flash import tell
from cordata.workforce.actions import AlreadyAbsent, NotAbsent, NotOnShift

LAST_CHANGE = "last change"  # taken back by undoing the plan's latest version
REFUSALS = (
    actions.AlreadyPlanning,
    actions.NothingChanged,
    actions.NothingPlanned,
    actions.NothingToRedo,
    actions.NothingToUndo,
    actions.NotToMove,
    AlreadyAbsent,
    AlreadyClosed,
    AlreadyOpen,
    ClosureEndsBeforeItBegins,
    EmptyWindow,
    NotAbsent,
    NotOnShift,
    UnknownSegment,
    VisitAlreadyAdded,
    VisitAlreadyCancelled,
    VisitAlreadyMade,
    VisitNotCancelled,
)


@dataclass(frozen=True, slots=True)
class Clash:
    """A change that met somebody else's: what they did, and the same change to make again on the plan as it is now."""

    message: str
    changes: Told
    address: str
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Question:
    """A change that leaves what was agreed: in what way, and the same change to make when that is meant."""

    message: str
    address: str
    fields: tuple[tuple[str, str], ...]


def change(  # noqa: PLR0913 (a change, its day, and the words for what came of it)
    request: SignedInRequest,
    area: Area,
    day: date,
    *,
    do: Callable[[], object],
    said: str,
    about: Iterable[int] = (),
    undo: str = "",
    ask_again: Callable[[str], HttpResponse] | None = None,
) -> HttpResponse:
    """
    Make a change and answer with the day as it is then, or with what stands in its way.

    `about` are the people whose visits it changes; `undo` is the address that takes it back; `ask_again` prints the
    form that was refused, with what was typed.
    """
    shown(request, about, on=day)
    try:
        do()
    except actions.PlanHasMoved as moved:
        return show(request, area, day, status=409, clash=clash_of(request, area, day, moved))
    except actions.NeedsAsking as doubt:
        fields = {**request.POST.dict(), "anyway": "on"}
        fields.pop("csrfmiddlewaretoken", None)
        asked = Question(str(doubt), request.path, tuple(fields.items()))
        return show(request, area, day, status=422, question=asked)
    except REFUSALS as refusal:
        if ask_again:
            return ask_again(str(refusal))
        return show(request, area, day, status=422, said=str(refusal))
    tell(request, said, undo=undo_address(area, day) if undo == LAST_CHANGE else undo)
    return answer(request, area, day)


def clash_of(request: SignedInRequest, area: Area, day: date, moved: actions.PlanHasMoved) -> Clash:
    """Return what somebody changed meanwhile, and the change to offer again."""
    again = {**request.POST.dict(), "version": str(moved.found)}
    again.pop("csrfmiddlewaretoken", None)
    return Clash(
        message=str(moved),
        changes=tell_changes(moved.changes, area, day, request.user),
        address=request.path,
        fields=tuple(again.items()),
    )


def undo_address(area: Area, day: date) -> str:
    """Return the address that takes the last change back."""
    latest = latest_plan(area, day)
    return f"{reverse('undo', args=[area.code, day])}?version={latest.version}" if latest else ""


def show(  # noqa: PLR0913 (a day, and what is said above it)
    request: SignedInRequest,
    area: Area,
    day: date,
    *,
    status: int = 200,
    clash: Clash | None = None,
    said: str = "",
    question: Question | None = None,
) -> HttpResponse:
    """Print the day as it stands now: the whole page, or the part htmx asked for."""
    at = timezone.now()
    drawn = board(latest_plan(area, day), area, day, request.user, at)
    named = drawn.residents | clash.changes.residents if clash else drawn.residents
    shown(request, named, what=AuditEntry.What.READ, on=day)
    context = {
        "board": drawn,
        "valley": area.name,
        "run": running(area, day, at),
        "neighbours": neighbours(request.user, area, day),
        "clash": clash,
        "meant": question,
        "said": said,
    }
    template = "day/parts/answer.html" if is_partial(request) else "day/day.html"
    response = render(request, template, context, status=status)
    if is_partial(request):
        response["HX-Retarget"], response["HX-Reswap"] = "#day", "outerMorph"
    return response


def answer(request: SignedInRequest, area: Area, day: date) -> HttpResponse:
    """Answer a change that was made: the new day for htmx, a redirect for a plain form."""
    if is_partial(request):
        return show(request, area, day)
    return redirect("day", area.code, day)


def ask(request: SignedInRequest, template: str, context: Mapping[str, object], *, status: int = 200) -> HttpResponse:
    """Print a question: in the dialog over the day for htmx, as a page of its own otherwise."""
    frame = "day/over.html" if is_partial(request) else "day/question.html"
    is_over = is_partial(request)
    response = render(request, frame, {**context, "question": template, "is_over": is_over}, status=status)
    if is_partial(request):
        response["HX-Retarget"], response["HX-Reswap"] = "#over-day-body", "innerHTML"
    return response


def is_partial(request: SignedInRequest) -> bool:
    """Return whether htmx asks for a part of a page."""
    return request.headers.get("HX-Request") == "true"
