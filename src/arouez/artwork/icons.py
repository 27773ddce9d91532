"""Lucide, the open set of icons (lucide-LICENSE.txt), as emblems: engraved in ink over a second colour.

`scripts/icons.py` writes `lucide.json` from the set. French words lead to it by `french.json`, which is ours.
"""

from __future__ import annotations

import json
import unicodedata
from functools import cache
from pathlib import Path

from .hatching import INK, Tincture
from .svg import group, number

FOLDER = Path(__file__).parent
SCALE = 6.8
"""From a grid of 24 to the emblem's disc, with room for the inscription under it."""


def icon(name: str, tincture: Tincture) -> str:
    """An icon as an emblem, around (0, 0), printed twice: the colour, a little aside, then the ink.

    Raises KeyError for a name that is not in the set.
    """
    lines = {"fill": "none", "stroke_width": 1.75, "stroke_linecap": "round", "stroke_linejoin": "round"}
    drawn = []
    for colour, aside in ((tincture.line, 5.0), (INK, 0.0)):
        place = f"translate({number(aside - 12 * SCALE)} {number(aside - 10 - 12 * SCALE)}) scale({SCALE})"
        drawn.append(group(icons()[name][1], transform=place, **lines, stroke=colour))
    return "".join(drawn)


def find(words: str) -> list[str]:
    """The names of the icons that answer to `words`, in French or English, those that are named so first.

    Without words, all of them, those that workshops have a French word for first.
    """
    asked = [_plain(word) for word in words.replace("-", " ").split()]
    if not asked:
        usual = frozenset().union(*_french().values())
        return sorted(icons(), key=lambda name: (name not in usual, name))
    ranked = sorted((rank, name) for name in icons() if (rank := _rank(name, asked)) is not None)
    return [name for _rank_, name in ranked]


def _rank(name: str, asked: list[str]) -> int | None:
    """0 when every word is in the name or its French words, 1 when one is among its tags only, None when one is nowhere."""
    named, tagged = _words(name)
    ranks = [0 if any(w.startswith(word) for w in named) else 1 if word in tagged else None for word in asked]
    return None if None in ranks else max(ranks)


@cache
def _words(name: str) -> tuple[frozenset[str], str]:
    named = {*name.split("-"), *(word for word, names in _french().items() if name in names)}
    return frozenset(named), _plain(" ".join(icons()[name][0]))


def _plain(word: str) -> str:
    """Without accents or capitals."""
    return unicodedata.normalize("NFKD", word.lower()).encode("ascii", "ignore").decode()


@cache
def icons() -> dict[str, tuple[list[str], str]]:
    """Each icon's English words, and its shapes on a grid of 24."""
    return json.loads((FOLDER / "lucide.json").read_text())


@cache
def _french() -> dict[str, frozenset[str]]:
    """What a word of a French workshop may mean."""
    words = json.loads((FOLDER / "french.json").read_text())
    return {_plain(word): frozenset(names.split()) for word, names in words.items()}
