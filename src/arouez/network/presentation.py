"""How a structure presents itself: what its managers say of it, and the people who agreed to appear."""

from __future__ import annotations

from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from arouez.errors import DomainError
from arouez.ids import new_public_id
from arouez.images import UnreadableImage, redrawn_logo, redrawn_photo
from arouez.people.models import Person

from .models import Membership, Structure
from .perms import require_manager, require_reader

MOST_BYTES = 10 * 1024 * 1024


@transaction.atomic
def present(
    structure: Structure, *, by: Person, photo: bytes | None = None, logo: bytes | None = None, **fields: Any
) -> Structure:
    """Change what the structure says of itself; a new `photo` or `logo` takes the place of the one before."""
    require_manager(by, structure)
    if (fields.get("latitude") is None) != (fields.get("longitude") is None):
        raise DomainError("structure.half_a_place", _("Un lieu sur la carte a une latitude et une longitude."))
    if (photo or structure.photo) and not fields.get("photo_words"):
        raise DomainError("structure.photo_without_words", _("Dites ce que montre la photo, pour qui ne la voit pas."))
    for name, value in fields.items():
        setattr(structure, name, value)
    for name, data, redraw, ending in (("photo", photo, redrawn_photo, "jpg"), ("logo", logo, redrawn_logo, "png")):
        if data:
            setattr(structure, name, _kept(data, redraw, ending))
    structure.save()
    return structure


@transaction.atomic
def appear(structure: Structure, *, by: Person, words: str) -> Membership:
    """Say with which words one appears on the structure's public page; none: one does not. Only for oneself."""
    member = require_reader(by, structure)
    member.public_words = " ".join(words.split())[:100]
    member.save(update_fields=["public_words"])
    return member


def _kept(data: bytes, redraw: Any, ending: str) -> str:
    if len(data) > MOST_BYTES:
        raise DomainError("upload.too_large", _("Ce fichier dépasse 10 Mo. Réduisez-le et réessayez."))
    try:
        drawn = redraw(data)
    except UnreadableImage as error:
        raise DomainError(
            "upload.unreadable_image", _("Cette photo est illisible ou trop grande. Essayez un JPEG ou un PNG.")
        ) from error
    return default_storage.save(f"structures/{new_public_id()}.{ending}", ContentFile(drawn))
