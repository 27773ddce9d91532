"""What every answer of the site has in common."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from arouez.errors import NotAllowed

View = Callable[[HttpRequest], HttpResponse]

MOST_BYTES = 64 * 1024 * 1024


def content_security_policy(get_response: View) -> View:
    """Add the policy, unless the view set a stricter one of its own."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", settings.CONTENT_SECURITY_POLICY)
        return response

    return middleware


def refuse_oversized(get_response: View) -> View:
    """Turn away what no form of ours could want, before it fills the disk. Forms refuse smaller excess in words."""

    def middleware(request: HttpRequest) -> HttpResponse:
        try:
            size = int(request.META.get("CONTENT_LENGTH") or 0)
        except ValueError:
            size = 0
        if size > MOST_BYTES:
            return HttpResponse("Fichier trop lourd / File too large (64 MB).", status=413, content_type="text/plain")
        return get_response(request)

    return middleware


class domain_errors:  # noqa: N801  named as the other middleware are
    """Show a refusal of the domain as a page with status 403 and its sentence."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, NotAllowed):
            return render(request, "403.html", {"sentence": str(exception)}, status=403)
        return None
