"""Rope colours and marks: how one professional's round is told from another's, in colour, in print and without colour.

The twelve colours were searched for the largest smallest distance (OKLab) under normal sight, protanopia,
deuteranopia and tritanopia (Machado et al. 2009), at 3:1 or more on the panel's ground. Their values are in
frontend/tokens.css.
"""

from dataclasses import dataclass

COLOURS = 12


@dataclass(frozen=True, slots=True)
class Rope:
    """A colour (`--rope-1` … `--rope-12`) and a mark (1 … 12)."""

    colour: int
    mark: int

    @property
    def css_class(self) -> str:
        """The class that sets `--rope` to this colour."""
        return f"rope-{self.colour}"


def rope(position: int) -> Rope:
    """Return the rope of the professional at `position`, from 0: 144 pairs before one comes again."""
    turn, place = divmod(position, COLOURS)
    return Rope(colour=place + 1, mark=(place + turn) % COLOURS + 1)
