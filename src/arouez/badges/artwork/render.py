"""From SVG to PNG, with typst: no browser, no network, a few milliseconds."""

from __future__ import annotations

import tempfile
from pathlib import Path

import typst

_PAGE = """#set page(width: {size}pt, height: {size}pt, margin: 0pt, fill: none)
#image("badge.svg", width: 100%, height: 100%, fit: "contain")
"""


def svg_to_png(svg: bytes, size: int) -> bytes:
    """The picture as a square PNG of `size` pixels, transparent around it. Raises ValueError when it cannot be drawn."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "badge.svg").write_bytes(svg)
        (Path(folder) / "page.typ").write_text(_PAGE.format(size=size))
        try:
            return typst.compile(str(Path(folder) / "page.typ"), root=folder, format="png", ppi=72.0)
        except RuntimeError as error:
            raise ValueError(f"This SVG cannot be drawn: {error}") from error
