"""What the text of a field means, for a page that shows it."""

from __future__ import annotations

from typing import Any

from django import template

from arouez.canvases import reading

register = template.Library()


@register.filter
def criteria(text: str) -> list[dict[str, Any]]:
    """The criteria of a text."""
    return reading.read_criteria(text)


@register.filter
def alignments(text: str) -> list[dict[str, str]]:
    """The alignments of a text."""
    return reading.read_alignments(text)
