from cordata.rounds.queries.inputs import Inputs, inputs_now
from cordata.rounds.queries.load import LoadedDay, load_day
from cordata.rounds.queries.plans import is_old, latest_plan, pins_of, plan_versions, stored_day

__all__ = [
    "Inputs",
    "LoadedDay",
    "inputs_now",
    "is_old",
    "latest_plan",
    "load_day",
    "pins_of",
    "plan_versions",
    "stored_day",
]
