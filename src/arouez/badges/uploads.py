"""Pictures that people send: a badge's image, a photo as evidence. Checked, cleaned, or refused in words."""

from __future__ import annotations

import io

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from django.utils.translation import gettext_lazy as _
from PIL import Image

from arouez.artwork.render import strangers_svg_to_png
from arouez.errors import DomainError
from arouez.ids import new_public_id
from arouez.images import UnreadableImage, read_image, redrawn_photo
from arouez.openbadges.carriers import sniff, svg
from arouez.openbadges.errors import ActiveContent, EntitiesRefused, HeavyDrawing, OpenBadgesError

from .models import Award, Picture

MOST_BYTES = 10 * 1024 * 1024
PICTURE_PIXELS = 512


def read_picture(data: bytes) -> Picture:
    """A badge's picture from an uploaded SVG or PNG, square, not yet saved.

    An SVG that could run something or fetch something is refused, not cleaned: its author should know.
    """
    _refuse_large(data)
    match sniff(data):
        case "svg":
            try:
                svg.refuse_active_content(data)
                png = strangers_svg_to_png(data, PICTURE_PIXELS)
            except (ActiveContent, EntitiesRefused) as error:
                raise DomainError(
                    "picture.active_svg",
                    _("Ce SVG contient du code, un lien ou une entité. Exportez-le en « SVG simple » et réessayez."),
                ) from error
            except HeavyDrawing as error:
                raise DomainError("picture.too_heavy", _TOO_HEAVY) from error
            except (OpenBadgesError, ValueError) as error:
                raise DomainError("picture.unreadable", _UNREADABLE) from error
            return Picture(svg=data.decode(), png=png)
        case "png":
            return Picture(svg="", png=_as_png(_open(data)))
        case _:
            raise DomainError("picture.unreadable", _UNREADABLE)


def clean_photo(data: bytes) -> bytes:
    """A photo as JPEG: upright, at most 1600 px, without its metadata (place, device)."""
    _refuse_large(data)
    try:
        return redrawn_photo(data)
    except UnreadableImage as error:
        raise DomainError("upload.unreadable_image", _UNREADABLE_PHOTO) from error


def store_photo(jpeg: bytes) -> dict[str, str]:
    """Keep a cleaned photo; the item of evidence that points to it."""
    return {
        "kind": "photo",
        "file": default_storage.save(f"evidence/{new_public_id()}.jpg", ContentFile(jpeg)),
    }


_TOO_HEAVY = _("Ce dessin est trop lourd pour un badge. Simplifiez-le, ou envoyez un PNG.")
_UNREADABLE_PHOTO = _("Cette photo est illisible ou trop grande. Essayez un JPEG ou un PNG.")
_UNREADABLE = _("Cette image est illisible. Choisissez un fichier PNG ou SVG.")


def _refuse_large(data: bytes) -> None:
    if len(data) > MOST_BYTES:
        raise DomainError("upload.too_large", _("Ce fichier dépasse 10 Mo. Réduisez-le et réessayez."))


def _open(data: bytes) -> Image.Image:
    try:
        return read_image(data)
    except UnreadableImage as error:
        raise DomainError("upload.unreadable_image", _UNREADABLE_PHOTO) from error


def _as_png(image: Image.Image) -> bytes:
    image = image.convert("RGBA")
    image.thumbnail((PICTURE_PIXELS, PICTURE_PIXELS))
    square = Image.new("RGBA", (PICTURE_PIXELS, PICTURE_PIXELS))
    square.paste(image, ((PICTURE_PIXELS - image.width) // 2, (PICTURE_PIXELS - image.height) // 2))
    out = io.BytesIO()
    square.save(out, "PNG", optimize=True)
    return out.getvalue()


def photo_response(award: Award, place: int) -> FileResponse:
    """The photo at `place` of the award's evidence, for whoever the caller lets see it; Http404 if there is none."""
    if place >= len(award.evidence) or award.evidence[place]["kind"] != "photo":
        raise Http404
    return FileResponse(default_storage.open(award.evidence[place]["file"]), content_type="image/jpeg")
