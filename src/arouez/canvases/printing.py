"""A canvas on one A3 page, for a workshop's table: what it says so far, and room to write where it says nothing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from django.utils import translation
from django.utils.translation import gettext as _

from arouez import paper

from .fields import STEPS, shown
from .looks import picture
from .models import Canvas

_SHEET = Path(__file__).with_name("sheet.typ")


def a3_sheet(canvas: Canvas, texts: Mapping[str, str], address: str) -> bytes:
    """The PDF (PDF/UA-1). The letters are as large as the page allows; a text too long even so is cut, and says so."""
    data = {
        "language": translation.get_language() or "fr",
        "title": canvas.title,
        "tagline": texts.get("tagline", ""),
        "picture": picture(canvas.network, texts),
        "picture_words": _("Le badge, tel qu’il sera"),
        "head": _("Canevas de badge – %(network)s") % {"network": canvas.network},
        "foot": address,
        "cut": _("… (la suite est sur le site)"),
        "steps": [
            {
                "label": str(step),
                "fields": [
                    {
                        "label": str(field),
                        "help": str(field.help),
                        "lines": str(shown(field, texts.get(field.key, ""))).split("\n"),
                    }
                    for field in step.fields
                    if field.key not in ("title", "tagline")
                ],
            }
            for step in STEPS
        ],
    }
    return paper.pdf(_SHEET, data)
