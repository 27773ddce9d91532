"""What the verifier may read: our own documents from the database, the others' from their servers."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import Resolver404, resolve

from arouez.badges.credentials import achievement_object
from arouez.badges.models import Achievement, StatusList
from arouez.network.keystore import did_document
from arouez.network.models import Issuer
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
        body = self._find(urlsplit(url).path)
        if body is None:
            raise DocumentUnavailable(f"{url} does not exist on this site.")
        return Document(url=url, body=body.encode(), content_type="application/json", status=200)

    @staticmethod
    def _find(path: str) -> str | None:
        try:
            match = resolve(path)
        except Resolver404:
            return None
        public_id = match.kwargs.get("public_id")
        if match.view_name == "issuers:did":
            issuer = Issuer.objects.filter(public_id=public_id).first()
            return issuer and json.dumps(did_document(issuer))
        if match.view_name == "status-list":
            return StatusList.objects.filter(public_id=public_id).values_list("document", flat=True).first()
        if match.view_name == "achievements:detail":
            achievement = Achievement.objects.published().filter(public_id=public_id).first()
            return achievement and json.dumps(achievement_object(achievement).to_json())
        return None


class OwnThenWeb:
    """Our own documents first, then the network, behind the guard of `documents.Web`."""

    def __init__(self, web) -> None:
        self.own, self.web = OwnDocuments(), web

    def get(self, url: str) -> Document:
        if is_ours(url):
            return self.own.get(url)
        return self.web.get(url)
