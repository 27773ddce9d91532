#!/usr/bin/env python3
"""Outline the letters that badges are inscribed with, so that they look the same wherever a badge is drawn.

    python scripts/outline_letters.py         write src/arouez/artwork/letters.json anew

Run by hand after the font changes; needs `fonttools` and `brotli`, which nothing else here does.
"""

from __future__ import annotations

import json
from pathlib import Path

from fontTools.pens.svgPathPen import SVGPathPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

SOURCE = Path(__file__).resolve().parents[1] / "src/arouez"
FONT = SOURCE / "web/static/web/fonts/besley-600-latin.woff2"
TARGET = SOURCE / "artwork/letters.json"
LETTERS = (
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÀÂÄÇÈÉÊËÎÏÔÖÙÛÜÑŒÆ"
    "0123456789 .,:;!?'’\"«»&@+-–·/()"
)  # fmt: skip


def main() -> None:
    font = TTFont(FONT)
    glyphs, names = font.getGlyphSet(), font.getBestCmap()
    to_thousand = 1000 / font["head"].unitsPerEm
    letters = {}
    for letter in LETTERS:
        glyph = glyphs[names[ord(letter)]]
        pen = SVGPathPen(glyphs, ntos=lambda number: str(round(number)))
        glyph.draw(TransformPen(pen, (to_thousand, 0, 0, -to_thousand, 0, 0)))  # SVG's y goes down
        letters[letter] = [round(glyph.width * to_thousand), pen.getCommands()]
    note = "Outlines of Besley 600, 1000 units to the em: advance and path. SIL Open Font License 1.1."
    lines = ",\n".join(f"{json.dumps(x, ensure_ascii=False)}: {json.dumps(drawn)}" for x, drawn in letters.items())
    TARGET.write_text(f'{{"note": "{note}",\n"letters": {{\n{lines}\n}}}}\n')


if __name__ == "__main__":
    main()
