"""Photos that people send, redrawn: upright, no larger than needed, without what the camera wrote in them."""

from __future__ import annotations

import io

from PIL import Image, ImageOps, UnidentifiedImageError

Image.MAX_IMAGE_PIXELS = 50_000_000


class UnreadableImage(ValueError):
    """No PNG, JPEG or WebP, or one that is damaged or too large to open."""


def read_image(data: bytes) -> Image.Image:
    """The picture. Raises UnreadableImage."""
    try:
        image = Image.open(io.BytesIO(data), formats=["PNG", "JPEG", "WEBP"])
        image.load()
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError) as error:
        raise UnreadableImage(str(error)) from error
    return image


def redrawn_photo(data: bytes, pixels: int = 1600) -> bytes:
    """As JPEG, at most `pixels` wide and high. Raises UnreadableImage."""
    photo = ImageOps.exif_transpose(read_image(data)).convert("RGB")
    photo.thumbnail((pixels, pixels))
    return _written(photo, "JPEG", quality=85)


def redrawn_logo(data: bytes, pixels: int = 400) -> bytes:
    """As PNG, that may be transparent. Raises UnreadableImage."""
    logo = ImageOps.exif_transpose(read_image(data)).convert("RGBA")
    logo.thumbnail((pixels, pixels))
    return _written(logo, "PNG", optimize=True)


def _written(image: Image.Image, form: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()
