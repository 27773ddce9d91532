"""Baked badges: a credential carried inside its picture (OB 3.0 §5.3).

    baked = bake(picture, credential)  # PNG in, PNG out; SVG in, SVG out
    credential = extract(baked)        # the JSON text or compact JWS, as it was baked

A picture carries one badge: baking replaces the one it had. `png` and `svg` know one format each; `text` says
what a credential must be to fit in either; `active` refuses drawings that do more than draw.
"""

from __future__ import annotations

from typing import Literal

from ..errors import CarrierTooLarge, NotAnImage
from . import png, svg
from .text import Standard

__all__ = ["MAX_IMAGE", "Standard", "bake", "extract", "png", "sniff", "svg"]

MAX_IMAGE = 10 * 1024 * 1024
"""The largest picture that is read, in bytes."""


def sniff(data: bytes) -> Literal["png", "svg"] | None:
    """Tell a PNG from an SVG by how it begins; None if it is neither. Promises nothing about the rest."""
    if png.looks_like(data):
        return "png"
    if svg.looks_like(data):
        return "svg"
    return None


def bake(image: bytes, credential: str, standard: Standard = "OB3") -> bytes:
    """The picture with `credential` (JSON or a compact JWS) in it, instead of any badge it carried before.

    `standard` is that of the credential: each has its own place in a picture. All else in the picture stays as it
    is, byte for byte. White space around the credential is dropped.
    """
    return png.bake(image, credential, standard) if _is_png(image) else svg.bake(image, credential, standard)


def extract(image: bytes) -> str:
    """The credential in the picture, untouched and unjudged. Raises NothingBaked if there is none.

    A badge of OB 1 or 2 is returned too, when there is none of OB 3.0: its text tells what it is, or is its address.
    """
    return png.extract(image) if _is_png(image) else svg.extract(image)


def _is_png(image: bytes) -> bool:
    if len(image) > MAX_IMAGE:
        raise CarrierTooLarge(f"This picture has more than {MAX_IMAGE} bytes; use a smaller one.")
    kind = sniff(image)
    if kind is None:
        raise NotAnImage("This file is neither a PNG nor an SVG picture; choose one that is.")
    return kind == "png"
