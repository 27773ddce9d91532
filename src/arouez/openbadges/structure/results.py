"""What a result refers to in its achievement (OB 3.0 §B, Result and ResultDescription)."""

from __future__ import annotations

from typing import Any

from ..errors import StructureError
from .rules import each

Json = dict[str, Any]


def check_results(subject: Json, path: str) -> None:
    """A result is of one of the achievement's descriptions, at one of their levels; the shapes have been checked.

    Raises StructureError. The level may be of another description: it is so in the standard's own example.
    """
    achievement = subject["achievement"]
    descriptions: set[str] = set()
    levels: set[str] = set()
    for description, place in each(achievement.get("resultDescription", []), f"{path}.achievement.resultDescription"):
        own = {level["id"] for level, _ in each(description.get("rubricCriterionLevel", []), "")}
        _refer(description, "requiredLevel", own, place, "a rubricCriterionLevel in it")
        descriptions.add(description["id"])
        levels |= own
    for result, place in each(subject.get("result", []), f"{path}.result"):
        _refer(result, "resultDescription", descriptions, place, "a resultDescription of the achievement")
        _refer(result, "achievedLevel", levels, place, "a rubricCriterionLevel of the achievement")


def _refer(value: Json, name: str, known: set[str], path: str, what: str) -> None:
    if name in value and value[name] not in known:
        raise StructureError(f"{path}.{name} must be the id of {what}.")
