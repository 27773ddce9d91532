"""A badge, drawn: outline for the family, hatched colour, inscription, ring and marks for the posture, emblem.

    draw_badge(family="skill", emblem="laser", tincture="gules", title="Découpeuse laser", network="Fab@Brest", posture=2)

The outcome is plain SVG: no fonts, filters, masks, scripts, styles or references, so that browsers, typst and
printers agree on it.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from math import dist, hypot, sqrt

from . import emblems
from .drawings import Drawing, engraved
from .emblems import EMBLEMS, ERMINE
from .hatching import INK, PAPER, TINCTURES, Tincture, dots, hatch
from .icons import icon, icons
from .lettering import along_circle, fitted
from .shapes import OUTLINES, points
from .svg import Point, circle, element, group, lines, number, path, polar, smooth

POSTURES = {1: "Je découvre", 2: "Je pratique", 3: "Je transmets"}
ENGAGEMENTS = {1: "Je participe", 2: "Je contribue", 3: "J’anime"}
FAMILIES = {
    "discovery": ("Découverte", "azure"),
    "skill": ("Savoir-faire", "purpure"),
    "engagement": ("Engagement", "or"),
    "project": ("Projet", "vert"),
    "transmission": ("Transmission", "gules"),
}

RING = {0: 4, 1: 4, 2: 11, 3: 20}  # thickness, by posture
DISC = 141
EMBLEM_SCALE = DISC / emblems.DISC
BAND = 203  # where the inscription's band ends
BASELINE = 169.5
INSCRIPTION, INSCRIPTION_LEAST = 28, 15
"""The size of its letters, and the least that is still read on a badge as large as a thumb."""


def draw_badge(
    family: str = "skill",
    *,
    emblem: str = "ermine",
    drawing: Drawing | None = None,
    tincture: str = "",
    title: str = "",
    network: str = "",
    posture: int = 0,
) -> str:
    """The SVG of a badge. `posture` is 0 (none), 1, 2 or 3; the words that are left out are not drawn.

    The emblem is one of ours, an icon by its name, or a drawing that someone brought; an unknown one is an ermine spot.
    """
    family_name, usual_tincture = FAMILIES[family]
    colour = TINCTURES[tincture or usual_tincture]
    words = (ENGAGEMENTS if family == "engagement" else POSTURES).get(posture, family_name)
    return element(
        "svg",
        element("title", escape(" – ".join(filter(None, [title, words, network])))),
        group(
            _body(family, colour),
            _band(title, words, colour),
            _disc(colour, RING[posture]),
            group(_emblem(emblem, drawing, colour), transform=f"scale({EMBLEM_SCALE:.3f})"),
            _exergue(network),
            transform="translate(256 250)",
        ),
        _plaque(posture) if posture else "",
        xmlns="http://www.w3.org/2000/svg",
        viewBox="0 0 512 512",
        role="img",
    )


def _emblem(name: str, drawing: Drawing | None, colour: Tincture) -> str:
    if drawing:
        return engraved(drawing, colour)
    if name in EMBLEMS:
        return EMBLEMS[name](colour)
    return icon(name, colour) if name in icons() else EMBLEMS["ermine"](colour)


def inscription_size(title: str) -> float:
    """The size of its letters, of a drawing of 512: `INSCRIPTION` for a short one, less for one that must be fitted in."""
    return fitted(title, radius=BASELINE, size=INSCRIPTION, most_degrees=222)


def _body(family: str, colour: Tincture) -> str:
    """The outline, with a margin of paper so that it stands on any page, and its hatching."""
    outline = OUTLINES[family]
    edge = points(outline)
    within = points(outline, inside=13)
    if colour.angle is None:
        filling = group(*(circle(x, y, 1.9) for x, y in dots(within, 9) if x * x + y * y > BAND**2), fill=colour.line)
    else:
        strokes = [part for stroke in hatch(within, colour.angle, 6.5) for part in _outside_band(*stroke)]
        filling = path(lines(strokes), stroke=colour.line, stroke_width=2)
    return (
        path(smooth(edge), fill=PAPER, stroke=PAPER, stroke_width=12, stroke_linejoin="round")
        + path(smooth(edge), fill=colour.deep, stroke=INK, stroke_width=5)
        + filling
        + path(smooth(points(outline, inside=11)), fill="none", stroke=on(colour), stroke_width=2.5)
    )


def _outside_band(start: Point, end: Point) -> Iterator[tuple[Point, Point]]:
    """What the band does not cover of a stroke."""
    (x, y), (u, v) = start, end
    length = dist(start, end)
    along = (u - x) / length, (v - y) / length
    nearest = -(x * along[0] + y * along[1])
    away = hypot(x + nearest * along[0], y + nearest * along[1])
    if away >= BAND:
        yield start, end
        return
    half = sqrt(BAND**2 - away**2)
    for begin, finish in ((0, nearest - half), (nearest + half, length)):
        if finish > begin:
            yield (
                (x + begin * along[0], y + begin * along[1]),
                (x + finish * along[0], y + finish * along[1]),
            )


def _band(title: str, words: str, colour: Tincture) -> str:
    """The ring that carries the inscription."""
    letters = on(colour)
    band = circle(0, 0, BAND, fill=colour.deep, stroke=INK, stroke_width=4) + along_circle(
        words, radius=BASELINE + 19.5, size=23, most_degrees=110, bottom=True, fill=letters
    )
    if title:
        ends = group(*(circle(*polar(BASELINE + 11, angle), 4.5) for angle in (-124, 124)), fill=letters)
        return band + along_circle(title, radius=BASELINE, size=INSCRIPTION, most_degrees=222, fill=letters) + ends
    beads = (polar(BASELINE + 11, angle) for angle in range(-120, 121, 10))
    return band + group(*(circle(x, y, 6 if i % 2 else 3.5) for i, (x, y) in enumerate(beads)), fill=letters)


def _disc(colour: Tincture, ring: float) -> str:
    """The pale disc of the emblem, in a dark ring as thick as the posture is far along."""
    return (
        circle(0, 0, DISC + ring + 4, fill=PAPER)
        + circle(0, 0, DISC + ring, fill=INK)
        + circle(0, 0, DISC, fill=colour.pale)
    )


def _exergue(network: str) -> str:
    """Under the ground line, as on a coin: where it comes from."""
    return along_circle(network, radius=127, size=21, most_degrees=92, bottom=True, fill=INK)


def _plaque(posture: int) -> str:
    """Three places, and as many ermine spots as the posture counts."""
    marks = []
    for place in (1, 2, 3):
        x = 256 + (place - 2) * 43
        if place <= posture:
            marks.append(group(path(ERMINE, fill=INK), transform=f"translate({number(x - 19.2)} 459.5) scale(.8)"))
        else:
            marks.append(circle(x, 480, 8, fill="none", stroke=INK, stroke_width=3.5))
    plate = {"x": 180, "y": 454, "width": 152, "height": 51, "rx": 25.5}
    return (
        element("rect", **plate, fill=PAPER, stroke=PAPER, stroke_width=14)
        + element("rect", **plate, fill=PAPER, stroke=INK, stroke_width=5)
        + "".join(marks)
    )


def on(colour: Tincture) -> str:
    """What shows on this colour: paper on the dark ones, ink on gold."""
    return INK if colour.angle is None else PAPER
