"""Drawings that people bring, as emblems: their shapes alone, in our ink.

Nothing is copied that is not known: elements that draw, attributes that say where. No script, style, link, reference,
font or picture can be in what comes out, and nothing is seen outside the frame.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from .hatching import INK, Tincture
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
NOT_PLAIN = {"style", "script", "foreignObject", "image", "use", "a"}
PAINT = ("fill", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin", "fill-rule")
KEYWORDS = {
    "stroke-linecap": ("round", "square"),
    "stroke-linejoin": ("round", "bevel"),
    "fill-rule": ("evenodd",),
}
NOTHING = {"none", "transparent"}
WHITE = {"white", "#fff", "#ffffff", "rgb(255,255,255)", "rgb(100%,100%,100%)"}

SIDE = 163
"""Of the square that a drawing is fitted into, in units of the emblem's disc; the inscription stays free under it."""

_PLACE = re.compile(r"[-+0-9.eE,\s]*")
_PATH = re.compile(r"[-+0-9.eE,\sMmZzLlHhVvCcSsQqTtAa]*")
# No two repetitions here may match the same blanks: a file made for it would keep us busy for ever.
_TRANSFORM = re.compile(r"(?:(?:matrix|translate|scale|rotate|skewX|skewY)\s*\([-+0-9.eE,\s]*\)[,\s]*)*")
_LENGTH = re.compile(r"\s*([0-9.]+)\s*(px|mm|cm|in|pt)?\s*")


class Undrawable(ValueError):
    """What was brought is no drawing that can be an emblem. `reason` is a code: see `read_drawing`."""

    def __init__(self, reason: str, what: str = "") -> None:
        super().__init__(f"{reason} {what}".strip())
        self.reason, self.what = reason, what


@dataclass(frozen=True)
class Drawing:
    """Shapes that are drawn in `currentColor`, or in what they inherit where they are white; and the frame they are in."""

    shapes: str
    width: float
    height: float


def read_drawing(svg: bytes) -> Drawing:
    """The shapes of an SVG.

    Raises Undrawable: "too_large", "not_svg", "not_plain", "no_frame", "no_shape", "too_many", "not_a_shape".
    """
    if len(svg) > MOST_BYTES:
        raise Undrawable("too_large")
    root = _parsed(svg)
    left, top, width, height = _frame(root)
    paint = {"fill": "black", "stroke": "none"} | _paint(_said(root))
    drawn = _Reader().children(root, paint, 0)
    if not drawn:
        raise Undrawable("no_shape")
    return Drawing(group(drawn, transform=f"translate({0 - left:g} {0 - top:g})"), width, height)


def engraved(drawing: Drawing, tincture: Tincture) -> str:
    """The drawing as an emblem, around (0, 0), printed twice: the colour, a little aside, then the ink.

    Each print is cut at its frame, as a nested `svg` is.
    """
    frame = {"width": SIDE, "height": SIDE, "viewBox": f"0 0 {drawing.width:g} {drawing.height:g}"}
    return "".join(
        element(
            "svg",
            drawing.shapes,
            x=aside - SIDE / 2,
            y=aside - 10 - SIDE / 2,
            **frame,
            color=colour,
            fill=white,
            stroke=white,
        )
        for colour, white, aside in ((tincture.line, "none", 5.0), (INK, tincture.pale, 0.0))
    )


def _parsed(svg: bytes) -> ET.Element:
    """The root. Only UTF-8 is read: a document type is looked for in it, since it could declare entities without end."""
    try:
        text = svg.decode("utf-8-sig")
        if "<!DOCTYPE" in text:
            raise Undrawable("not_plain", "DOCTYPE")
        root = ET.fromstring(text)  # noqa: S314  without a document type there are no entities
    except (UnicodeDecodeError, ET.ParseError):
        raise Undrawable("not_svg") from None
    if _name(root) != "svg":
        raise Undrawable("not_svg")
    return root


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
        if name in NOT_PLAIN:
            raise Undrawable("not_plain", name)
        paint = inherited | _paint(said)
        place = _checked(node.get("transform", "").strip(), _TRANSFORM) or None
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
    return {key: _checked(node.get(key, ""), shape) for key in SHAPES[name] if node.get(key)}


def _paint(said: dict[str, str]) -> dict[str, str]:
    return {key: said[key] for key in PAINT if key in said}


def _painted(paint: dict[str, str]) -> dict[str, str]:
    """In one ink: filled or not, with a line or not. What is white is left to inherit what is behind the drawing."""
    inks = {key: ink for key in ("fill", "stroke") if (ink := _ink(paint[key]))}
    width = paint.get("stroke-width", "").removesuffix("px").strip()
    if width and _PLACE.fullmatch(width):
        inks["stroke_width"] = width
    kept = {key.replace("-", "_"): paint[key] for key, words in KEYWORDS.items() if paint.get(key) in words}
    return inks | kept


def _ink(colour: str) -> str:
    """ "" for white."""
    colour = "".join(colour.lower().split())
    if colour in NOTHING:
        return "none"
    return "" if colour in WHITE else "currentColor"


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
    if not (1e-3 < width < 1e6 and 1e-3 < height < 1e6 and abs(left) < 1e6 and abs(top) < 1e6):
        raise Undrawable("no_frame")
    return left, top, width, height


def _length(text: str | None) -> float:
    found = _LENGTH.fullmatch(text or "")
    try:
        return float(found[1]) if found else 0.0
    except ValueError:
        return 0.0


def _checked(text: str, allowed: re.Pattern[str]) -> str:
    if not allowed.fullmatch(text):
        raise Undrawable("not_a_shape", text[:30])
    return text


def _name(node: ET.Element) -> str:
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""
