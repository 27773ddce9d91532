"""The pages of the canvases: `canvases` (all of them, and one), `texts` (its fields), `rounds` (the decision), `files`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from arouez.errors import DomainError
from arouez.network.current import show_in
from arouez.network.perms import require_participant

from ..models import Canvas


def canvas_of(request: HttpRequest, public_id: str) -> Canvas:
    """The canvas, for someone who takes part in its network."""
    canvas = get_object_or_404(
        Canvas.objects.select_related("network", "created_by", "adopted_version", "revises"), public_id=public_id
    )
    require_participant(request.user, canvas.network)
    show_in(request, canvas.network)
    return canvas


def tell(request: HttpRequest, act: Callable[[], Any], done: str) -> bool:
    """Do it and say so, or say what was refused; whether it was done."""
    try:
        act()
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(request, done)
    return True
