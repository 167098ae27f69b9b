"""Two people changed the same: what the first one wrote, beside one's own, and a form that asks which stands."""

from __future__ import annotations

from dataclasses import dataclass

from cordata.people.actions.record import RecordHasMoved
from cordata.people.forms.record import RecordForm
from cordata.people.forms.texts import TextForm
from cordata.people.queries.record import OWN, before
from cordata.people.queries.revisions import ToldChange, field_words, told_changes, value_words
from cordata.people.rules.merging import GONE, Clash, Merged, merge


@dataclass(frozen=True, slots=True)
class Choice:
    """One of two answers: what is sent, and what it says."""

    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that both answered differently; `name` is the form field that takes the choice."""

    name: str
    label: str
    theirs: Choice
    mine: Choice


@dataclass(frozen=True, slots=True)
class Meeting:
    """What the others changed, what has to be chosen, and all the rest of the form as it will be sent."""

    message: str
    changes: list[ToldChange]
    asked: list[Asked]
    hidden: list[tuple[str, str]]


def meeting_of(moved: RecordHasMoved, form: RecordForm) -> Meeting:
    """Return one's own change joined with that of the others."""
    merged = merge(base=before(moved.rows, moved.changes), theirs=moved.rows, mine=form.rows())
    layout = Layout(form, merged)
    asked = {one.name: one for one in (layout.asked(clash) for clash in merged.clashes)}
    hidden = [(name, value) for name, value in layout.sent() if name not in asked]
    return Meeting(str(moved), told_changes(moved.changes), list(asked.values()), hidden)


class Layout:
    """Where each text of the joined rows stands in the form."""

    def __init__(self, form: RecordForm, merged: Merged) -> None:
        self.merged = merged
        self.forms: dict[str, type[TextForm]] = {OWN: type(form.own)} if form.own else {}
        self.prefixes: dict[str, str] = {OWN: ""}
        self.counts: dict[str, int] = {}
        for rows in form.sets:
            prefix = str(rows.prefix)
            keys = [key for key in merged.rows if key.startswith(f"{prefix}.")]
            self.counts[prefix] = len(keys)
            self.forms |= dict.fromkeys(keys, rows.form)
            self.prefixes |= {key: f"{prefix}-{number}-" for number, key in enumerate(keys)}

    def sent(self) -> list[tuple[str, str]]:
        """Return every field with its values, as a browser would send them."""
        found = []
        for prefix, count in self.counts.items():
            found += [(f"{prefix}-TOTAL_FORMS", str(count)), (f"{prefix}-INITIAL_FORMS", str(count))]
        for key, form in self.forms.items():
            values = dict(form.initial_of(dict(self.merged.rows[key])))
            if key != OWN:
                values["key"] = key
            for name, value in values.items():
                found += [(self.prefixes[key] + name, one) for one in posted(value)]
        return found

    def asked(self, clash: Clash) -> Asked:
        """Return the question that a clash asks."""
        prefix, path = self.prefixes[clash.row], f"{clash.row}.{clash.field}".lstrip(".")
        if clash.field == GONE:
            row = self.merged.rows[clash.row]
            words = ", ".join(filter(None, (value_words(f"{clash.row}.{name}", text) for name, text in row.items())))
            theirs, mine = (Choice("on" if one == GONE else "", "" if one == GONE else words) for one in sides(clash))
            return Asked(f"{prefix}DELETE", field_words(clash.row), theirs, mine)
        form = self.forms[clash.row]
        name = form.SHOWN_AS.get(clash.field, clash.field)
        row = self.merged.rows[clash.row]
        values = [",".join(posted(form.initial_of(row | {clash.field: text})[name])) for text in sides(clash)]
        told = [value_words(path, text) for text in sides(clash)]
        return Asked(prefix + name, field_words(path), Choice(values[0], told[0]), Choice(values[1], told[1]))


def sides(clash: Clash) -> tuple[str, str]:
    return clash.theirs, clash.mine


def posted(value: object) -> list[str]:
    """Return a form field's value as a browser sends it."""
    if isinstance(value, list):
        return [str(one) for one in value]
    if isinstance(value, bool):
        return [str(value)]
    return [str(value or "")]
