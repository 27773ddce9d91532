"""Colours as engravers write them, so that a badge reads the same in black and white.

Heraldic hatching, in use since the 17th century: red is upright lines, blue lies flat, green slants down, purple
slants up, gold is dots. The site's style sheet follows the same table (web/css/tokens.css).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, cos, radians, sin

from .svg import Point

INK = "#13222e"
PAPER = "#fdfcf8"


@dataclass(frozen=True)
class Tincture:
    """A colour: `deep` for surfaces, `pale` behind an emblem, `line` for its hatching, at `angle` (None: dots)."""

    deep: str
    pale: str
    line: str
    angle: float | None


TINCTURES = {
    "gules": Tincture(deep="#b3301f", pale="#fbeae2", line="#dd8f7e", angle=90),
    "azure": Tincture(deep="#0f5a8c", pale="#e4f0f6", line="#7fb2d0", angle=0),
    "vert": Tincture(deep="#2a6a41", pale="#e6f2e6", line="#88bb95", angle=45),
    "purpure": Tincture(deep="#74346f", pale="#f4e9f2", line="#bb8fb6", angle=-45),
    "or": Tincture(deep="#f0b92a", pale="#fdf3d3", line="#8a6206", angle=None),
}


def hatch(outline: list[Point], degrees: float, spacing: float) -> list[tuple[Point, Point]]:
    """Parallel strokes that fill `outline`, whatever its shape."""
    along = cos(radians(degrees)), sin(radians(degrees))
    across = -along[1], along[0]
    turned = [(x * along[0] + y * along[1], x * across[0] + y * across[1]) for x, y in outline]
    lowest, highest = min(v for _, v in turned), max(v for _, v in turned)
    strokes = []
    for step in range(ceil(lowest / spacing), int(highest / spacing) + 1):
        level = (step + 0.5) * spacing
        crossings = sorted(
            u + (level - v) / (w - v) * (t - u)
            for (u, v), (t, w) in zip(turned, turned[1:] + turned[:1], strict=True)
            if (v <= level) != (w <= level)
        )
        for start, end in zip(crossings[::2], crossings[1::2], strict=False):
            strokes.append((_back(start, level, along, across), _back(end, level, along, across)))
    return strokes


def dots(outline: list[Point], spacing: float) -> list[Point]:
    """Dots in quincunx that fill `outline`."""
    found = []
    for row, ((left, y), (right, _)) in enumerate(hatch(outline, 0, spacing * 0.866)):
        shift = spacing / 2 * (row % 2)
        first = ceil((left - shift) / spacing)
        last = int((right - shift) // spacing)
        found += [(column * spacing + shift, y) for column in range(first, last + 1)]
    return found


def _back(u: float, v: float, along: Point, across: Point) -> Point:
    return u * along[0] + v * across[0], u * along[1] + v * across[1]
