"""Drawings that people bring, as emblems: their shapes alone, in our ink.

Nothing is copied that is not known: elements that draw, attributes that say where. No script, style, link, reference,
font or picture can be in what comes out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from .svg import element, group

MOST_BYTES = 200_000
MOST_SHAPES = 400
SHAPES = {
    "path": ("d",),
    "circle": ("cx", "cy", "r"),
    "ellipse": ("cx", "cy", "rx", "ry"),
    "rect": ("x", "y", "width", "height", "rx", "ry"),
    "line": ("x1", "y1", "x2", "y2"),
    "polygon": ("points",),
    "polyline": ("points",),
}
LEFT_OUT = {"title", "desc", "metadata", "defs", "namedview"}
_PLACE = re.compile(r"[-+0-9.eE,\s]*")
_PATH = re.compile(r"[-+0-9.eE,\sMmZzLlHhVvCcSsQqTtAa]*")
_TRANSFORM = re.compile(r"(\s*(matrix|translate|scale|rotate|skewX|skewY)\([-+0-9.eE,\s]*\)[,\s]*)*")
_LENGTH = re.compile(r"\s*([0-9.]+)\s*(px|mm|cm|in|pt)?\s*")


class Undrawable(ValueError):
    """What was brought is no drawing that can be an emblem. `reason` is a code: see `read_drawing`."""

    def __init__(self, reason: str, what: str = "") -> None:
        super().__init__(f"{reason} {what}".strip())
        self.reason, self.what = reason, what


@dataclass(frozen=True)
class Drawing:
    """Shapes that are drawn in `currentColor`, and the frame they are in."""

    shapes: str
    width: float
    height: float


def read_drawing(svg: bytes) -> Drawing:
    """The shapes of an SVG. Raises Undrawable: "too_large", "not_svg", "no_frame", "no_shape", "too_many", "not_a_shape"."""
    if len(svg) > MOST_BYTES:
        raise Undrawable("too_large")
    if b"<!DOCTYPE" in svg.upper() or b"<!ENTITY" in svg.upper():
        raise Undrawable("not_a_shape", "DOCTYPE")
    try:
        root = ET.fromstring(svg)  # noqa: S314  without a document type there are no entities
    except (ET.ParseError, ValueError, LookupError):
        raise Undrawable("not_svg") from None
    if _name(root) != "svg":
        raise Undrawable("not_svg")
    left, top, width, height = _frame(root)
    drawn = _Reader().children(root, {"fill": "black", "stroke": "none"}, 0)
    if not drawn:
        raise Undrawable("no_shape")
    return Drawing(group(drawn, transform=f"translate({-left:g} {-top:g})"), width, height)


class _Reader:
    """Walks the drawing and counts what it draws."""

    def __init__(self) -> None:
        self.count = 0

    def children(self, parent: ET.Element, paint: dict[str, str], depth: int) -> str:
        if depth > 30:
            raise Undrawable("too_many")
        return "".join(self.one(child, paint, depth) for child in parent if isinstance(child.tag, str))

    def one(self, node: ET.Element, inherited: dict[str, str], depth: int) -> str:
        name = _name(node)
        if name in LEFT_OUT:
            return ""
        said = _said(node)
        if said.get("display") == "none" or said.get("visibility") == "hidden":
            return ""
        paint = inherited | {key: said[key] for key in ("fill", "stroke", "stroke-width", "fill-rule") if key in said}
        place = _checked(node.get("transform"), _TRANSFORM) or None
        if name == "g":
            inside = self.children(node, paint, depth + 1)
            return group(inside, transform=place) if inside else ""
        if name not in SHAPES:
            raise Undrawable("not_a_shape", name)
        self.count += 1
        if self.count > MOST_SHAPES:
            raise Undrawable("too_many")
        return element(name, transform=place, **_geometry(node, name), **_painted(paint))


def _geometry(node: ET.Element, name: str) -> dict[str, str]:
    shape = _PATH if name == "path" else _PLACE
    return {key: _checked(node.get(key), shape) for key in SHAPES[name] if node.get(key)}


def _painted(paint: dict[str, str]) -> dict[str, str]:
    """In one ink: filled or not, with a line or not."""
    width = paint.get("stroke-width", "1").removesuffix("px").strip()
    line = paint["stroke"] not in ("none", "transparent")
    painted = {"fill": "none" if paint["fill"] in ("none", "transparent") else "currentColor"}
    if line:
        painted |= {"stroke": "currentColor", "stroke_width": width if _PLACE.fullmatch(width) and width else "1"}
    if paint.get("fill-rule") == "evenodd":
        painted["fill_rule"] = "evenodd"
    return painted


def _said(node: ET.Element) -> dict[str, str]:
    """The attributes, and what a `style` says over them."""
    said = {key: value.strip() for key, value in node.attrib.items()}
    for declaration in node.get("style", "").split(";"):
        key, _colon, value = declaration.partition(":")
        said[key.strip()] = value.strip()
    return said


def _frame(root: ET.Element) -> tuple[float, float, float, float]:
    box = re.split(r"[\s,]+", root.get("viewBox", "").strip())
    try:
        left, top, width, height = (float(part) for part in box)
    except ValueError:
        left = top = 0.0
        width, height = _length(root.get("width")), _length(root.get("height"))
    if not (0 < width < 1e6 and 0 < height < 1e6 and abs(left) < 1e6 and abs(top) < 1e6):
        raise Undrawable("no_frame")
    return left, top, width, height


def _length(text: str | None) -> float:
    found = _LENGTH.fullmatch(text or "")
    try:
        return float(found[1]) if found else 0.0
    except ValueError:
        return 0.0


def _checked(text: str | None, allowed: re.Pattern[str]) -> str:
    text = text or ""
    if not allowed.fullmatch(text):
        raise Undrawable("not_a_shape", text[:30])
    return text


def _name(node: ET.Element) -> str:
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""
