"""Files that go with a canvas: photos, redrawn without what the camera wrote in them, and PDFs that are only downloaded."""

from __future__ import annotations

from datetime import datetime
from pathlib import PurePath

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from arouez.errors import DomainError
from arouez.ids import new_public_id
from arouez.images import UnreadableImage, redrawn_photo
from arouez.network.perms import require_participant
from arouez.people.models import Person

from .models import Attachment, Canvas

MOST_BYTES = 10 * 1024 * 1024
MOST_FILES = 20


@transaction.atomic
def attach(canvas: Canvas, data: bytes, name: str, *, by: Person, now: datetime) -> Attachment:
    """Keep a file with the canvas. Raises DomainError for what is neither a photo nor a PDF."""
    require_participant(by, canvas.network)
    if Canvas.objects.select_for_update().get(pk=canvas.pk).attachments.filter(removed_at=None).count() >= MOST_FILES:
        raise DomainError("attachment.too_many", _("Vingt fichiers au plus. Retirez-en un d’abord."))
    kind = Attachment.Kind.PDF if data.startswith(b"%PDF-") else Attachment.Kind.PHOTO
    kept = data if kind == Attachment.Kind.PDF else _clean_photo(data)
    ending = "pdf" if kind == Attachment.Kind.PDF else "jpg"
    return Attachment.objects.create(
        canvas=canvas,
        kind=kind,
        name=f"{_stem(name)}.{ending}",
        file=default_storage.save(f"canvases/{new_public_id()}.{ending}", ContentFile(kept)),
        size=len(kept),
        added_by=by,
        added_at=now,
    )


@transaction.atomic
def remove(attachment: Attachment, *, by: Person, now: datetime) -> None:
    """No longer show a file. That it was there, and who took it away, stays on record."""
    require_participant(by, attachment.canvas.network)
    attachment.removed_by, attachment.removed_at = by, now
    attachment.save(update_fields=["removed_by", "removed_at"])


def _clean_photo(data: bytes) -> bytes:
    try:
        return redrawn_photo(data)
    except UnreadableImage as error:
        raise DomainError(
            "attachment.unreadable", _("Ce fichier n’est ni une photo lisible ni un PDF. Essayez un JPEG ou un PDF.")
        ) from error


def _stem(name: str) -> str:
    """The name without its ending, its folders and what is not a letter to be seen."""
    stem = PurePath(name.replace("\\", "/")).stem
    return "".join(letter for letter in stem if letter.isprintable())[:100].strip() or "fichier"
