"""The family of a badge is its outline: one can tell it by touch."""

from __future__ import annotations

from collections.abc import Callable
from math import cos, radians

from .svg import Point, polar

Outline = Callable[[float], float]
"""How far from the centre the edge is, at an angle."""


def round_(angle: float) -> float:
    """A porthole."""
    return 226


def hexagon(angle: float) -> float:
    """A nut, one corner up."""
    return _rounded_polygon(angle, sides=6, apothem=211, sharpness=30, turned=30)


def scallop(angle: float) -> float:
    """A seal pressed in wax: sixteen lobes."""
    return 216 + 14 * abs(cos(radians(angle * 8))) ** 0.8


def square(angle: float) -> float:
    """A sheet of material."""
    return _rounded_polygon(angle, sides=4, apothem=208, sharpness=14, turned=0)


def compass(angle: float) -> float:
    """A compass rose: eight points."""
    return 210 + 34 * abs(cos(radians(angle * 4))) ** 2.2


OUTLINES: dict[str, Outline] = {
    "discovery": round_,
    "skill": hexagon,
    "engagement": scallop,
    "project": square,
    "transmission": compass,
}


def points(outline: Outline, *, inside: float = 0, step: float = 3) -> list[Point]:
    """The outline as points, `inside` units within it."""
    return [polar(outline(i * step) - inside, i * step) for i in range(int(360 / step))]


def _rounded_polygon(angle: float, *, sides: int, apothem: float, sharpness: float, turned: float) -> float:
    """A regular polygon whose corners are softened: the higher `sharpness`, the less."""
    towards = (cos(radians(angle - turned - side * 360 / sides)) for side in range(sides))
    return apothem / sum(max(0, part) ** sharpness for part in towards) ** (1 / sharpness)
