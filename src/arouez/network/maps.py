"""Places on a map: Leaflet, over the tiles that the site is set to take (AROUEZ_MAP_TILES), or over none."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse

from .models import Structure


def map_settings() -> dict[str, Any]:
    """For a page with a map: where its tiles are, and to whom thanks are due."""
    return {"tiles": settings.MAP_TILES, "tiles_by": settings.MAP_ATTRIBUTION if settings.MAP_TILES else ""}


def places(structures: Iterable[Structure]) -> list[dict[str, Any]]:
    """Those that said where they are, as the map reads them."""
    return [
        {
            "name": structure.name,
            "about": structure.address or structure.place,
            "url": structure.get_absolute_url(),
            "at": [structure.latitude, structure.longitude],
        }
        for structure in structures
        if structure.latitude is not None
    ]


def with_map(response: HttpResponse) -> HttpResponse:
    """Let this page, and no other, fetch tiles from elsewhere."""
    host = urlsplit(settings.MAP_TILES.replace("{s}", "a")).netloc
    if host:
        wanted = "https://" + (host if "{s}" not in settings.MAP_TILES else f"*.{host.partition('.')[2]}")
        response["Content-Security-Policy"] = settings.CONTENT_SECURITY_POLICY.replace(
            "img-src 'self' data:", f"img-src 'self' data: {wanted}"
        )
        response["Referrer-Policy"] = "strict-origin-when-cross-origin"  # tile servers ask who fetches
    return response
