"""What changed between two texts, word by word, to be read by people."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal

_WORDS = re.compile(r"\s+|\w+(?:[’'-]\w+)*|[^\w\s]")


@dataclass(frozen=True)
class Piece:
    """Some words that stayed, came or went."""

    kind: Literal["same", "added", "removed"]
    text: str


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
