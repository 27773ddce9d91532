"""What the verifier may read: our own documents from the database, the others' from their servers."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from arouez.openbadges.documents import Document
from arouez.openbadges.documents.address import WebAddress
from arouez.openbadges.errors import AddressRefused, DocumentUnavailable


def is_ours(url: str) -> bool:
    """Whether this site answers at `url`, however it is written. Schemes are not compared: did:web says https."""
    try:
        return _authority(url) == _authority(settings.BASE_URL)
    except AddressRefused:
        return False


def _authority(url: str) -> str:
    address = WebAddress.parse(url)
    return f"{address.host.lower().rstrip('.')}:{'' if address.port in (80, 443) else address.port}"


class OwnDocuments:
    """The public documents of this site, read where they are kept: no request, not even to ourselves.

    `missed` collects the addresses that were asked for and are not ours.
    """

    def __init__(self) -> None:
        self.missed: list[str] = []

    def get(self, url: str) -> Document:
        if not is_ours(url):
            self.missed.append(url)
            raise DocumentUnavailable(f"{url} is on another server.")
        response = _answer(urlsplit(url).path)
        if response is None:
            raise DocumentUnavailable(f"{url} does not exist on this site.")
        return Document(url, response.content, response["Content-Type"], response.status_code).if_found()


_PUBLISHED = {
    "issuers:did", "issuers:key", "status-list", "achievements:detail",
    "ob2-issuer", "ob2-key", "ob2-revocations", "ob2-badge-class", "ob2-assertion",
}  # fmt: skip
"""The names of the addresses that a badge of ours refers to."""


def _answer(path: str) -> HttpResponse | None:
    """What anyone's program would get at this address, from the view itself."""
    request = HttpRequest()
    request.method, request.path, request.user = "GET", path, AnonymousUser()
    request.META["HTTP_ACCEPT"] = "application/json"
    try:
        match = resolve(path)
        return match.func(request, **match.kwargs) if match.view_name in _PUBLISHED else None
    except (Resolver404, Http404):
        return None


class OwnThenWeb:
    """Our own documents first, then the network, behind the guard of `documents.Web`."""

    def __init__(self, web) -> None:
        self.own, self.web = OwnDocuments(), web

    def get(self, url: str) -> Document:
        if is_ours(url):
            return self.own.get(url)
        return self.web.get(url)
