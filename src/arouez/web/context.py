"""What every page knows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from arouez.network.queries import memberships_of


def site(request: HttpRequest) -> dict[str, Any]:
    """The network of the page, whether this is the demonstration, where the person has a role. Asked for only when shown."""
    user = getattr(request, "user", None)
    signed_in = user is not None and user.is_authenticated
    return {
        "network": getattr(request, "network", None),
        "demo": settings.DEMO,
        "memberships": SimpleLazyObject(lambda: list(memberships_of(user)) if signed_in else []),
    }
