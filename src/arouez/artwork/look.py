"""A badge's look, as people choose it and write it down; and whether it can be read.

Kept as lines that anyone reads, so that looks are compared, discussed and printed as any text:

    Emblème : printer-3d
    Couleur : azur
    Niveau : 2
    Inscription : Imprimante 3D

Lines that say something else are notes, and stay. The shape is that of the badge's family, which is said elsewhere.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from .draw import FAMILIES, INSCRIPTION_LEAST, inscription_size, on
from .hatching import INK, Tincture

NAMES = {"gules": "gueules", "azure": "azur", "vert": "sinople", "purpure": "pourpre", "or": "or"}
"""The tinctures in the words of French heraldry, as they are written down."""

LEAST_CONTRAST = {"inscription": 4.5, "emblem": 3.0}
"""WCAG 2.2: text (1.4.3), and what is not text (1.4.11)."""

OWN = "dessin"
"""Before the digest of a drawing of one's own: « dessin 3f2a… »."""

_LINE = re.compile(r"(emblème|couleur|niveau|inscription)\s*:\s*(.*)", re.IGNORECASE)


@dataclass(frozen=True)
class Look:
    """What is chosen of a badge's picture. Empty means the usual: an ermine spot, the family's colour, the badge's title."""

    emblem: str = ""
    """The name of an icon or of one of our drawings, or « dessin » and a digest."""
    tincture: str = ""
    posture: int = 0
    inscription: str = ""
    notes: str = ""

    @property
    def own(self) -> str:
        """The digest of the drawing of one's own that is the emblem; "" for none."""
        word, _space, digest = self.emblem.partition(" ")
        return digest if word == OWN else ""

    def __str__(self) -> str:
        lines = [
            ("Emblème", self.emblem),
            ("Couleur", NAMES.get(self.tincture, "")),
            ("Niveau", str(self.posture or "")),
            ("Inscription", self.inscription),
        ]
        return "\n".join([*(f"{name}\u00a0: {value}" for name, value in lines if value), *filter(None, [self.notes])])


def read_look(text: str) -> Look:
    """The look that a text says; what it does not say, or says in words of its own, is left to the usual."""
    look, notes = Look(), []
    for line in text.splitlines():
        found = _LINE.fullmatch(line.strip().replace("\u00a0", " "))
        changed = _with(look, found[1].lower(), found[2].strip()) if found else None
        if changed is None:
            notes.append(line.rstrip())
        else:
            look = changed
    return replace(look, notes="\n".join(notes).strip())


def _with(look: Look, name: str, value: str) -> Look | None:
    """The look with one thing said; None when it means nothing to us."""
    match name:
        case "emblème":
            return replace(look, emblem=value)
        case "couleur":
            tincture = {word: key for key, word in NAMES.items()}.get(value.lower())
            return replace(look, tincture=tincture) if tincture else None
        case "niveau":
            return replace(look, posture=int(value)) if value in ("1", "2", "3") else None
        case _:
            return replace(look, inscription=value)


def usual_tincture(family: str) -> str:
    return FAMILIES[family][1]


def contrasts_of(tincture: Tincture) -> dict[str, float]:
    """The contrast of the inscription and of the emblem with what is behind them (WCAG 2.2, relative luminance)."""
    return {"inscription": contrast(on(tincture), tincture.deep), "emblem": contrast(INK, tincture.pale)}


def contrast(one: str, other: str) -> float:
    """Between two colours, "#rrggbb": from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def fits(inscription: str) -> bool:
    """Whether the inscription is still read at the size that makes it fit on its path."""
    return inscription_size(inscription) >= INSCRIPTION_LEAST


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
