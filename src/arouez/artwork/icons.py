"""Lucide, the open set of icons (lucide-LICENSE.txt), as emblems: engraved in ink over a second colour.

`scripts/icons.py` writes `lucide.json` from the set. French words lead to it by `french.json`, which is ours.
"""

from __future__ import annotations

import json
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any

from .emblems import EMBLEMS
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
    """The emblems that answer to `words`, in French or English, ours and those that are named so first.

    Without words, all of them: ours, then those that workshops have a French word for.
    """
    asked = [_plain(word) for word in words.replace("-", " ").split()]
    if not asked:
        usual = frozenset().union(*_french().values())
        return sorted(emblems(), key=lambda name: (name not in EMBLEMS, name not in usual, name))
    ranked = [(rank, name not in EMBLEMS, name) for name in emblems() if (rank := _rank(name, asked)) is not None]
    return [name for *_order, name in sorted(ranked)]


@cache
def emblems() -> frozenset[str]:
    """The names that an emblem may have. One of ours hides the icon of the same name."""
    return frozenset(EMBLEMS) | frozenset(icons())


def french_name(name: str) -> str:
    """What a workshop calls what it shows; "" where we have no word."""
    return _read("french.json")["names"].get(name, "")


def _rank(name: str, asked: list[str]) -> int | None:
    """0 when each word names it, 1 when one begins such a name, 2 when one is a tag only, None when one is nowhere."""
    named, tagged = _words(name)
    ranks = [
        0 if _is_one(word, named) else 1 if _begins(word, named) else 2 if _begins(word, tagged) else None
        for word in asked
    ]
    return None if None in ranks else max(ranks)


def _is_one(word: str, words: frozenset[str]) -> bool:
    """Or its singular, as far as a letter tells."""
    return word in words or (len(word) > 3 and word[-1] in "sx" and word[:-1] in words)


def _begins(word: str, words: frozenset[str]) -> bool:
    return any(other.startswith(word) for other in words)


@cache
def _words(name: str) -> tuple[frozenset[str], frozenset[str]]:
    french = (word for word, names in _french().items() if name in names)
    tags = icons()[name][0] if name in icons() and name not in EMBLEMS else []
    named = {*name.split("-"), *_plain(french_name(name)).split(), *french}
    return frozenset(named), frozenset(_plain(" ".join(tags)).split())


def _plain(word: str) -> str:
    """Without accents or capitals."""
    return unicodedata.normalize("NFKD", word.lower().replace("œ", "oe")).encode("ascii", "ignore").decode()


def icons() -> dict[str, tuple[list[str], str]]:
    """Each icon's English words, and its shapes on a grid of 24."""
    return _read("lucide.json")


@cache
def _french() -> dict[str, frozenset[str]]:
    """What a word of a French workshop may mean."""
    return {_plain(word): frozenset(names.split()) for word, names in _read("french.json")["words"].items()}


@cache
def _read(name: str) -> dict[str, Any]:
    return json.loads((FOLDER / name).read_text())
