from datetime import date, timedelta

from django.urls import include, path, register_converter
from django.utils import timezone

from cordata.day.views import board, live, moves, my, planning, publication, sheets, visits

FIVE_YEARS = timedelta(days=5 * 366)


class DayConverter:
    """A day in an address, 2026-11-26, within five years: nobody plans or kept anything beyond."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value: str) -> date:
        day = date.fromisoformat(value)
        if abs(day - timezone.localdate()) > FIVE_YEARS:
            raise ValueError(value)
        return day

    def to_url(self, value: date | str) -> str:
        return str(value)


register_converter(DayConverter, "day")

of_a_day = [
    path("", board.day, name="day"),
    path("map.json", board.map_data, name="day_map"),
    path("rounds/<int:professional_id>/", board.round_, name="round"),
    path("visits/<int:visit_id>/<int:member>/", visits.visit, name="day_visit"),
    path("plan/", planning.plan, name="planning"),
    path("planning/stop/", planning.stop, name="planning_stop"),
    path("changes/<int:run_id>/", planning.changes, name="planning_changes"),
    path("moves/", moves.moves, name="moves"),
    path("moves/preview/", moves.preview, name="move_preview"),
    path("pins/", moves.pins, name="pins"),
    path("set-asides/", moves.set_asides, name="set_asides"),
    path("undo/", moves.undo, name="undo"),
    path("redo/", moves.redo, name="redo"),
    path("absences/", live.absences, name="absences"),
    path("cancellations/", live.cancellations, name="cancellations"),
    path("absences/<int:professional_id>/withdrawal/", live.absence_withdrawal, name="absence_withdrawal"),
    path("cancellations/<int:visit_id>/withdrawal/", live.cancellation_withdrawal, name="cancellation_withdrawal"),
    path("closures/<int:closure_id>/reopening/", live.reopenings, name="reopenings"),
    path("urgent-visits/", live.urgent_visits, name="urgent_visits"),
    path("closures/", live.closures, name="closures"),
    path("publication/", publication.publication, name="publication"),
    path("sheets/", sheets.sheets, name="sheets"),
    path("sheets/<int:professional_id>/", sheets.sheet, name="sheet"),
    path("my/", my.round_, name="my_round"),
    path("my/encounters/", my.encounters, name="my_encounters"),
    path("my/encounters/<int:visit_id>/withdrawal/", my.withdrawal, name="my_encounter_withdrawal"),
]

urlpatterns = [
    path("", board.today, name="today"),
    path("<slug:area>/<day:day>/", include(of_a_day)),
]
