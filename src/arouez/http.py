"""How the public documents are served: content negotiation, and JSON that anyone may read from anywhere."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse

# Machine-readable first: a client that says "anything" (curl, a verifier) gets the document, a browser asks for HTML.
_OFFERED = [
    "application/json",
    "application/ld+json",
    "application/vc",
    "application/vc+ld+json",
    "text/html",
]


def wanted_json(request: HttpRequest, default: str = "application/ld+json") -> str:
    """The JSON media type to answer with, or "" when the client prefers a page.

    VCDM 2.0 names application/vc, OB 3.0 application/vc+ld+json: each gets the one it asks for.
    """
    preferred = request.get_preferred_type(_OFFERED)
    if preferred == "text/html":
        return ""
    named = preferred and preferred in request.headers.get("Accept", "")
    return preferred if named and preferred else default


def public_document(document: str | dict[str, Any], content_type: str) -> HttpResponse:
    """A public document, readable by scripts of any site."""
    body = document if isinstance(document, str) else json.dumps(document, ensure_ascii=False)
    response = HttpResponse(body, content_type=content_type)
    response["Access-Control-Allow-Origin"] = "*"
    return response
