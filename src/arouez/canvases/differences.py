"""What changed between two versions of a canvas, field by field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from arouez.differences import Piece, differences

from .fields import FIELDS, Field, shown


@dataclass(frozen=True)
class Change:
    """A field whose text is not the same in two versions."""

    field: Field
    pieces: list[Piece]


def changes(old: Mapping[str, str], new: Mapping[str, str]) -> list[Change]:
    """The fields that differ, in the order of the canvas."""
    return [
        Change(field, differences(str(shown(field, old.get(key, ""))), str(shown(field, new.get(key, "")))))
        for key, field in FIELDS.items()
        if old.get(key, "") != new.get(key, "")
    ]
