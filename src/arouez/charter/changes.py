"""What changed between two texts of the charter, section by section."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.utils.safestring import SafeString

from arouez.differences import Piece, differences

from . import markdown

ABSENT = markdown.Section("", "", "", "", SafeString())


@dataclass(frozen=True)
class Change:
    """A section whose text is not the same, came or went."""

    heading: str
    pieces: list[Piece]


def changes(old: str, new: str) -> list[Change]:
    """The sections that differ, in the order of the new text; those that went, last. A section is known by its heading."""
    before, after, found = _known(old), _known(new), []
    for key in dict.fromkeys([*after, *before]):
        then, now = before.get(key, ABSENT), after.get(key, ABSENT)
        if then.source != now.source:
            came_or_went = ABSENT in (then, now)
            texts = (then.source, now.source) if came_or_went else (then.body, now.body)
            found.append(Change(key[0], differences(*texts)))
    return found


def _known(text: str) -> dict[tuple[str, int], markdown.Section]:
    """The sections by their heading, and which of that name it is."""
    seen: Counter[str] = Counter()
    found = {}
    for section in markdown.sections(text):
        found[section.heading, seen[section.heading]] = section
        seen[section.heading] += 1
    return found
