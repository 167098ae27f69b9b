"""Everybody who may stand before a record: one builder for each row of docs/develop/access.md."""

from tests.house.standings import around, at_the_desk
from tests.house.standings.scene import BUILDERS, Scene

__all__ = ["BUILDERS", "Scene", "around", "at_the_desk"]
