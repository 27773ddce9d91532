"""The badges' pictures: the network's own, and those drawn for badges that bring none."""

from __future__ import annotations

from pathlib import Path

from .draw import draw_badge

__all__ = ["NETWORK_BADGES", "draw_badge", "draw_network_badge", "read_artwork"]

# The four badges that the network's members designed together; `python -m arouez.badges.artwork` draws them anew.
NETWORK_BADGES = {
    "decoupeuse-laser": {"emblem": "laser", "tincture": "gules", "title": "Découpeuse laser"},
    "decoupeuse-vinyle": {"emblem": "vinyl", "tincture": "vert", "title": "Découpeuse vinyle"},
    "imprimante-3d": {"emblem": "printer", "tincture": "azure", "title": "Imprimante 3D"},
    "acteur-fabbrest": {"family": "engagement", "emblem": "lighthouse", "tincture": "or", "title": "Acteur·rice Fab@Brest"},
}  # fmt: skip
FOLDER = Path(__file__).parent


def read_artwork(name: str) -> str:
    """The SVG of one of the network's badges."""
    return (FOLDER / f"{name}.svg").read_text()


def draw_network_badge(name: str) -> str:
    """One of the network's badges, drawn anew."""
    return draw_badge(**{"family": "skill", "network": "Fab@Brest", "posture": 2, **NETWORK_BADGES[name]})


def write_artwork() -> None:
    """Draw the network's badges into this folder."""
    for name in NETWORK_BADGES:
        (FOLDER / f"{name}.svg").write_text(draw_network_badge(name) + "\n")
