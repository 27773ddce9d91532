"""Letters cut along a circle, as outlines: no font is needed where the badge is shown."""

from __future__ import annotations

import json
from functools import cache
from math import degrees
from pathlib import Path

from .svg import element, group, number, polar

CAP_HEIGHT = 0.75  # of the size, in Besley


def along_circle(text: str, *, radius: float, size: float, most_degrees: float, bottom: bool = False, fill: str) -> str:
    """`text` in capitals, centred at the top (or the bottom) of a circle that is its baseline.

    Smaller when it would take more than `most_degrees`.
    """
    text = text.upper()
    size = fitted(text, radius=radius, size=size, most_degrees=most_degrees)
    at = -_span(text, radius, size) / 2
    drawn = []
    for letter in text:
        width = _width(letter, size)
        angle = at + degrees(width / 2 / radius)
        x, y = polar(radius, 180 - angle if bottom else angle)
        turn = -angle if bottom else angle
        if outline := _letters().get(letter, (0, ""))[1]:
            place = f"translate({number(x)} {number(y)}) rotate({number(turn)}) scale({size / 1000:.4f})"
            shift = number(-(width - _tracking(size)) / 2 * 1000 / size)
            drawn.append(element("path", d=outline, transform=f"{place} translate({shift} 0)"))
        at += degrees(width / radius)
    return group(*drawn, fill=fill)


def fitted(text: str, *, radius: float, size: float, most_degrees: float) -> float:
    """The size at which `text` takes no more than `most_degrees`: `size`, or less."""
    return min(size, size * most_degrees / max(_span(text.upper(), radius, size), 1))


def not_cut(text: str) -> list[str]:
    """The signs of `text` that we have no letters for: they would leave a hole."""
    return sorted({letter for letter in text.upper() if letter not in _letters() and not letter.isspace()})


def _span(text: str, radius: float, size: float) -> float:
    """How many degrees of the circle `text` takes."""
    return degrees(sum(_width(letter, size) for letter in text) / radius)


def _width(letter: str, size: float) -> float:
    advance, _ = _letters().get(letter, (500, ""))
    return advance * size / 1000 + _tracking(size)


def _tracking(size: float) -> float:
    """Capitals on a seal stand a little apart."""
    return size * 0.09


@cache
def _letters() -> dict[str, tuple[int, str]]:
    return json.loads((Path(__file__).parent / "letters.json").read_text())["letters"]
