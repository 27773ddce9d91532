"""The pictures in the middle of a badge, drawn around (0, 0) in a disc of radius 130, standing on y = 70.

Each is a function of the badge's tincture and returns SVG; ink outlines, and one colour as in a two-colour print.
"""

from __future__ import annotations

from math import sqrt

from .hatching import INK, PAPER, Tincture, hatch
from .svg import Point, circle, element, group, lines, number, path, polar, polygon

DISC = 131
GROUND = 70


def laser(tincture: Tincture) -> str:
    """A laser head on its rail cuts discs out of a sheet."""
    impact = (0.0, 45.0)
    rays = [
        ((x * near + impact[0], y * near + impact[1]), (x * far + impact[0], y * far + impact[1]))
        for angle in range(-84, 85, 12)
        for x, y in [polar(1, angle)]
        for near, far in [(34, 66 if angle % 24 else 90)]
    ]
    sheet = [(-66, 26), (66, 26), (106, 61), (-106, 61)]
    edge = [(-106, 61), (106, 61), (106, 70), (-106, 70)]
    head = [(-36, -106), (36, -106), (36, -58), (-36, -58)]
    tube = [(-23, -58), (23, -58), (23, -36), (-23, -36)]
    cone = [(-23, -36), (23, -36), (8, 0), (-8, 0)]
    return _inked(
        path(lines(rays), stroke=tincture.deep, stroke_width=2.6),
        path(polygon(sheet), fill=PAPER),
        path(polygon(edge), fill=tincture.deep),
        # one piece is out; of the other, what is cut and what is left to cut
        element("ellipse", cx=52, cy=45, rx=24, ry=8, fill=INK, stroke="none"),
        path("M0 45A36 11 0 1 1 -36 34", fill="none", stroke_width=4.5),
        path("M-28 34.2A36 11 0 0 1 -1 43", fill="none", stroke_width=3, stroke_dasharray="1 6"),
        rail(-92, -74),
        path(polygon(head), fill=PAPER),
        path(lines(hatch([(8, -102), (33, -102), (33, -62), (8, -62)], 90, 6)), stroke_width=2.4),
        circle(-13, -82, 10, fill=tincture.deep),
        path(polygon(tube), fill=PAPER),
        path(polygon(cone), fill=PAPER),
        path(lines(hatch([(6, -54), (20, -54), (20, -36), (7, -4), (3, -4)], 90, 5)), stroke_width=2.2),
        path("M0 4V42", stroke=tincture.deep, stroke_width=9),
        _sparks(impact, tincture.deep),
        _ground(),
    )


def vinyl(tincture: Tincture) -> str:
    """A blade on its rail cuts a boat out of a sheet whose corner peels off."""
    return _inked(
        path("M-80 -84L-92 70H44L92 20L80 -84Z", fill=PAPER),
        path("M-82 -52H82M-85 -20H86M-87 12H90M-89 44H66M-50 -84L-54 70M-12 -84V70M26 -84V70M58 -84L62 50",
             stroke=tincture.line, stroke_width=1.6),
        path("M44 70C52 54 48 38 40 24C56 32 76 30 92 20Z", fill=tincture.deep),
        path(lines([((52, 60), (54, 40)), ((61, 51), (61, 39)), ((70, 41), (69, 36))]), stroke=PAPER, stroke_width=2.6),
        # the boat: hull and mainsail are cut, the jib is on its way
        path("M-72 36H24C18 54 8 60 -4 60H-44C-58 60 -66 52 -72 36Z", fill=tincture.deep),
        path("M-22 27V-54L-66 27Z", fill=tincture.deep),
        path("M-10 27V-38", fill="none", stroke_width=4.5),
        path("M-10 27H30C22 0 12 -20 -6 -36", fill="none", stroke_width=3.5, stroke_dasharray="1 7"),
        # the blade, where the cut has come to
        rail(-98, -82),
        path("M-16 -112H44V-70H-16Z", fill=PAPER),
        circle(1, -91, 9, fill=tincture.deep),
        path(lines(hatch([(18, -108), (41, -108), (41, -74), (18, -74)], 90, 6)), stroke_width=2.4),
        path("M-1 -70H29V-56L20 -46H8L-1 -56Z", fill=PAPER),
        path(lines(hatch([(12, -66), (26, -66), (26, -57), (18, -49), (12, -49)], 90, 5)), stroke_width=2.2),
        path("M6 -46H20L-8 -32Z", fill=tincture.deep, stroke_width=3.6),
        _ground(),
    )  # fmt: skip


def printer(tincture: Tincture) -> str:
    """A nozzle lays the layers of a little boat."""
    hull = [(-56, 50), (-66, 62), (-74, 70), (-80, 77), (-85, 83), (-89, 88)]
    cabin = [(-48, 28), (-48, 28), (-48, 28), (-48, 5)]
    height, bed = 9.5, 61
    layers = [
        element(
            "rect", x=left, y=number(bed - (row + 1) * height), width=right - left, height=number(height), rx=4.5,
            fill=PAPER if row % 2 else tincture.deep, stroke_width=3.4,
        )
        for row, (left, right) in enumerate(hull + cabin)
    ]  # fmt: skip
    top = bed - len(layers) * height
    return _inked(
        path(f"M-104 {bed}H104L97 70H-97Z", fill=INK),
        # what is still to print
        path(f"M-48 {number(top - 5)}V-58H28V{number(top + 3)}", fill="none", stroke=tincture.deep, stroke_width=3.5,
             stroke_dasharray="1 7"),
        *layers,
        rail(-98, -82),
        path("M5 -131V-112", stroke=tincture.deep, stroke_width=8),
        path("M-29 -114H39V-74H-29Z", fill=PAPER),
        path(lines([((-29, y), (39, y)) for y in (-104, -94, -84)]), stroke_width=3),
        path("M-19 -74H29V-56H-19Z", fill=tincture.deep),
        path(f"M-10 -56H20L10 {number(top)}H0Z", fill=PAPER),
        path(lines([((10, -53), (6, top - 3)), ((15, -53), (9, top - 8))]), stroke_width=2.2),
        _ground(),
    )  # fmt: skip


def lighthouse(tincture: Tincture) -> str:
    """A lighthouse, and people hand in hand at its foot."""
    lamp = (0.0, -80.0)
    beams = [
        path(
            polygon([lamp, *((side * sqrt(DISC**2 - y**2), y) for y in range(*span, 4))]),
            fill=tincture.deep,
            stroke_width=3,
        )
        for side in (-1, 1)
        for span in ((-108, -72), (-58, -18))
    ]
    people = [-88, -44, 0, 44, 88]
    hands = "".join(f"M{x - 22} 56L{x - 9} 42H{x + 9}L{x + 22} 56" for x in people)
    return _inked(
        *beams,
        path("M-21 -64H21L32 70H-32Z", fill=PAPER),
        path("M-22.8 -42H22.8L24.7 -19H-24.7ZM-26.5 3H26.5L28.4 26H-28.4Z", fill=INK),
        path("M-27 -64H27V-71H-27Z", fill=INK),
        path("M-14 -71V-93H14V-71Z", fill=tincture.deep),
        path("M0 -71V-93", stroke_width=3),
        path("M-18 -93H18C16 -106 9 -112 0 -114C-9 -112 -16 -106 -18 -93Z", fill=INK),
        path("M0 -114V-122"),
        path(hands, fill="none", stroke_width=13),
        path(hands, fill="none", stroke=tincture.deep, stroke_width=5),
        *(_person(x, tincture) for x in people),
        _ground(),
    )


def ermine(tincture: Tincture) -> str:
    """The ermine spot of Brittany: for a badge that has no emblem of its own."""
    rays = [(polar(108, angle), polar(115 if angle % 20 else 122, angle)) for angle in range(-130, 131, 10)]
    return group(
        path(lines(rays), stroke=tincture.deep, stroke_width=3, stroke_linecap="round"),
        group(path(ERMINE, fill=INK), transform="translate(-84 -86) scale(3.5)"),
    )


EMBLEMS = {"laser": laser, "vinyl": vinyl, "printer": printer, "lighthouse": lighthouse, "ermine": ermine}

# In a square of 48, as the mark of the site (web/static/web/mark.svg).
ERMINE = (
    "M28.2 5.2a4.2 4.2 0 1 1-8.4 0a4.2 4.2 0 1 1 8.4 0ZM17.2 12.6a4.2 4.2 0 1 1-8.4 0a4.2 4.2 0 1 1 8.4 0Z"
    "M39.2 12.6a4.2 4.2 0 1 1-8.4 0a4.2 4.2 0 1 1 8.4 0Z"
    "M24 12C26 22 31 34 41 44.5c-5.2 0-8.6-1.2-11.4-4c-.9 2.5-2.8 4.8-5.6 6.7"
    "c-2.8-1.9-4.7-4.2-5.6-6.7c-2.8 2.8-6.2 4-11.4 4C17 34 22 22 24 12Z"
)


def rail(top: float, bottom: float) -> str:
    """What a machine's head slides on, from edge to edge of the disc."""
    high, low = sqrt(DISC**2 - top**2), sqrt(DISC**2 - bottom**2)
    return path(
        f"M{number(-high)} {top}H{number(high)}A{DISC} {DISC} 0 0 1 {number(low)} {bottom}"
        f"H{number(-low)}A{DISC} {DISC} 0 0 1 {number(-high)} {top}Z",
        fill=INK,
    )


def _person(x: float, tincture: Tincture) -> str:
    return path(f"M{x - 9} 38H{x + 9}L{x + 14} 70H{x - 14}Z", fill=tincture.deep) + circle(x, 23, 11, fill=PAPER)


def _ground() -> str:
    """What everything stands on, from edge to edge of the disc."""
    end = number(sqrt(DISC**2 - GROUND**2))
    return path(f"M-{end} {GROUND}H{end}")


def _sparks(at: Point, colour: str) -> str:
    strokes = []
    for angle, near, far in ((-70, 12, 26), (-40, 12, 22), (40, 12, 22), (70, 12, 26)):
        (a, b), (c, d) = polar(near, angle), polar(far, angle)
        strokes.append(((a + at[0], b + at[1]), (c + at[0], d + at[1])))
    return path(lines(strokes), stroke=colour, stroke_width=4) + circle(
        *at, 6, fill=PAPER, stroke=colour, stroke_width=4
    )


def _inked(*inside: str) -> str:
    return group(*inside, stroke=INK, stroke_width=4.5, stroke_linecap="round", stroke_linejoin="round")
