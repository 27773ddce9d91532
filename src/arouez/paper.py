"""Pages to print: accessible PDFs (PDF/UA-1), drawn by typst from data."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typst

_CONTROLS = {code: None for code in range(32) if chr(code) not in "\n\t"}
_MISSING = re.compile(r'the text `"(.+?)"` could not be displayed')
INSTEAD = "□"
"""For a sign that none of our fonts has: PDF/UA allows no hole in a text."""


def pdf(sheet: Path, data: Mapping[str, Any]) -> bytes:
    """The PDF that a typst file makes of `data`, which it reads as JSON in `sys.inputs.data`.

    The words of `data` are never markup. The same data make the same file, to the byte, if `sheet` sets a date.
    """
    lacking: dict[int, str | None] = {**_CONTROLS}
    while True:
        try:
            return typst.compile(
                str(sheet),
                format="pdf",
                sys_inputs={"data": json.dumps(_without(data, lacking), ensure_ascii=False)},
                pdf_standards=["ua-1"],
                ignore_system_fonts=True,
            )
        except typst.TypstError as error:
            missing = {
                ord(sign) for found in _MISSING.findall(error.diagnostic) for sign in found if not sign.isascii()
            }
            if missing <= lacking.keys():
                raise
            lacking |= dict.fromkeys(missing, INSTEAD)


def _without(value: Any, lacking: Mapping[int, str | None]) -> Any:
    """The data, with the signs that cannot be drawn replaced."""
    if isinstance(value, str):
        return value.translate(lacking)
    if isinstance(value, Mapping):
        return {key: _without(each, lacking) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_without(each, lacking) for each in value]
    return value
