"""What a coordinator does with a day. Every change names the version of the plan its editor saw."""

from cordata.day.actions.editing import (
    NeedsAsking,
    NothingPlanned,
    NotToMove,
    move_visit,
    pin_visit,
    set_aside,
    unpin_visit,
)
from cordata.day.actions.history import NothingToRedo, NothingToUndo, redo, undo
from cordata.day.actions.planning import AlreadyPlanning, request_plan, stop_planning
from cordata.day.actions.publishing import NothingChanged, publish
from cordata.day.queries.moves import MovePreview, preview_move
from cordata.day.queries.versions import changes_between, changes_since_publication
from cordata.rounds.actions import PlanHasMoved
from cordata.workforce.actions import mark_absent, withdraw_absence

__all__ = [
    "AlreadyPlanning",
    "MovePreview",
    "NeedsAsking",
    "NotToMove",
    "NothingChanged",
    "NothingPlanned",
    "NothingToRedo",
    "NothingToUndo",
    "PlanHasMoved",
    "changes_between",
    "changes_since_publication",
    "mark_absent",
    "move_visit",
    "pin_visit",
    "preview_move",
    "publish",
    "redo",
    "request_plan",
    "set_aside",
    "stop_planning",
    "undo",
    "unpin_visit",
    "withdraw_absence",
]
