"""What the text of a field means, for a page that shows it."""

from __future__ import annotations

from typing import Any

from django import template
from django.urls import reverse
from django.utils.http import urlencode

from arouez.canvases import reading
from arouez.canvases.models import Canvas

register = template.Library()


@register.filter
def criteria(text: str) -> list[dict[str, Any]]:
    """The criteria of a text."""
    return reading.read_criteria(text)


@register.filter
def alignments(text: str) -> list[dict[str, str]]:
    """The alignments of a text."""
    return reading.read_alignments(text)


@register.simple_tag
def picture_address(canvas: Canvas, **said: int) -> str:
    """The address of the picture as a version, a wording or a suggestion says it: `version=2`. "" for none: `wording=0`."""
    return "" if 0 in said.values() else f"{reverse('canvases:picture', args=[canvas.public_id])}?{urlencode(said)}"
