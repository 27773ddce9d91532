"""What changed between two texts, word by word, to be read by people."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal

from .fields import FIELDS, Field, shown

_WORDS = re.compile(r"\s+|\w+(?:[’'-]\w+)*|[^\w\s]")


@dataclass(frozen=True)
class Piece:
    """Some words that stayed, came or went."""

    kind: Literal["same", "added", "removed"]
    text: str


@dataclass(frozen=True)
class Change:
    """A field whose text is not the same in two versions."""

    field: Field
    pieces: list[Piece]


def differences(old: str, new: str) -> list[Piece]:
    """The new text, with what it adds and what it leaves out in their places."""
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    found: list[Piece] = []
    for kind, i, j, k, m in _merged(SequenceMatcher(None, before, after, autojunk=False).get_opcodes(), before):
        if kind == "equal":
            found.append(Piece("same", "".join(after[k:m])))
            continue
        found += [Piece("removed", "".join(before[i:j]))] if i < j else []
        found += [Piece("added", "".join(after[k:m]))] if k < m else []
    return found


def changes(old: Mapping[str, str], new: Mapping[str, str]) -> list[Change]:
    """The fields that differ, in the order of the canvas."""
    return [
        Change(field, differences(str(shown(field, old.get(key, ""))), str(shown(field, new.get(key, "")))))
        for key, field in FIELDS.items()
        if old.get(key, "") != new.get(key, "")
    ]


def _merged(opcodes: list[tuple[str, int, int, int, int]], before: list[str]) -> list[tuple[str, int, int, int, int]]:
    """Changes that only a space keeps apart are one: "deux mots" for "trois lettres" reads better than four pieces."""

    def is_change(opcode: tuple[str, int, int, int, int]) -> bool:
        kind, i, j, _k, _m = opcode
        return kind != "equal" or (bool(i) and j < len(before) and before[i:j] == [" "])

    merged = []
    for changed, run in groupby(opcodes, is_change):
        steps = list(run)
        if changed and any(step[0] != "equal" for step in steps):
            merged.append(("replace", steps[0][1], steps[-1][2], steps[0][3], steps[-1][4]))
        else:
            merged += steps
    return merged
