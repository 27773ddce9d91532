"""A hosted badge: what its address answers is the badge (OB 2.0 §"HostedBadge Verification")."""

from __future__ import annotations

from dataclasses import replace

from ..documents import Documents
from ..errors import (
    DocumentMissing,
    DocumentNotGiven,
    HostedOtherwise,
    HostingUnavailable,
    LinkUnavailable,
    Malformed,
)
from ..strict_json import parse_object
from .links import Node, disagreements, fetch
from .tidying import Json
from .values import is_url

GONE = 410


def hosted(given: Node, documents: Documents) -> Node | None:
    """The badge as its issuer publishes it; None if `documents` are such as to ask nobody.

    If it was revoked, `revoked` is true in it. Raises HostingUnavailable, and HostedOtherwise if it is not the
    one that was given.
    """
    address = given.document.get("id")
    if not isinstance(address, str) or not is_url(address):
        raise HostingUnavailable("The badge is said to be published, but has no address on the web.")
    try:
        found = fetch(address, documents)
    except LinkUnavailable as error:
        match error.__cause__:
            case DocumentNotGiven():
                return None
            case DocumentMissing(document=answer) if answer.status == GONE:
                return _revoked(given, _said_by(answer.body))
        raise HostingUnavailable(f"The badge could not be had from its issuer: {error}") from error
    if found.document.get("revoked") is True:
        return _revoked(given, found.document)
    other = [name for name in disagreements(given.document, found.document) if name != "id"]
    if other:
        raise HostedOtherwise(f"The badge published at {address} says otherwise about {', '.join(other)}.")
    return found


def _revoked(given: Node, said: Json) -> Node:
    """The badge as it was given, with the reason for which it was revoked, if that is said."""
    reason = said.get("revocationReason")
    document = given.document | {"revoked": True} | ({"revocationReason": reason} if isinstance(reason, str) else {})
    return replace(given, document=document)


def _said_by(body: bytes) -> Json:
    try:
        return parse_object(body)
    except Malformed:
        return {}
