"""SVG as text: numbers, elements and a few figures."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from math import cos, radians, sin

Point = tuple[float, float]


def number(value: float) -> str:
    """One decimal at most, and no "-0": a tenth of a unit of 512 is less than anyone sees."""
    text = f"{value:.1f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def element(name: str, *inside: str, **attributes: object) -> str:
    """`<name …>inside</name>`; `stroke_width=2` gives `stroke-width="2"`, and None leaves an attribute out."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{number(value) if isinstance(value, float) else escape(str(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{written}>{''.join(inside)}</{name}>" if inside else f"<{name}{written}/>"


def group(*inside: str, **attributes: object) -> str:
    return element("g", *inside, **attributes)


def path(d: str, **attributes: object) -> str:
    return element("path", d=d, **attributes)


def circle(x: float, y: float, r: float, **attributes: object) -> str:
    return element("circle", cx=number(x), cy=number(y), r=number(r), **attributes)


def polar(r: float, degrees: float) -> Point:
    """Clockwise from the top, as a clock is read."""
    return r * sin(radians(degrees)), -r * cos(radians(degrees))


def polygon(points: Iterable[Point]) -> str:
    """Straight from point to point, and closed."""
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points) + "Z"


def smooth(points: list[Point]) -> str:
    """A closed curve that follows `points`: from middle to middle, each point pulling."""
    middles = [((x + u) / 2, (y + v) / 2) for (x, y), (u, v) in zip(points, points[1:] + points[:1], strict=True)]
    (x, y) = middles[-1]
    curves = "".join(
        f"Q{number(x)} {number(y)} {number(u)} {number(v)}" for (x, y), (u, v) in zip(points, middles, strict=True)
    )
    return f"M{number(x)} {number(y)}{curves}Z"


def lines(segments: Iterable[tuple[Point, Point]]) -> str:
    """Separate strokes in one path."""
    return "".join(f"M{number(x)} {number(y)}L{number(u)} {number(v)}" for (x, y), (u, v) in segments)
