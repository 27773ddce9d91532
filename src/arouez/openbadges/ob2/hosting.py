"""A hosted badge: what its address answers is the badge (OB 2.0 §"HostedBadge Verification")."""

from __future__ import annotations

from typing import Any

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
                return Node(given.document | _revocation(answer.body), given.version, address, given.names)
        raise HostingUnavailable(f"The badge could not be had from its issuer: {error}") from error
    if found.document.get("revoked") is True:
        return Node(given.document | found.document, given.version, address, given.names, found.remarks)
    other = [name for name in disagreements(given.document, found.document) if name != "id"]
    if other:
        raise HostedOtherwise(f"The badge published at {address} says otherwise about {', '.join(other)}.")
    return found


def _revocation(body: bytes) -> Json:
    """What an answer of 410 says, if it says anything."""
    try:
        reason: Any = parse_object(body).get("revocationReason")
    except Malformed:
        reason = None
    return {"revoked": True} | ({"revocationReason": reason} if isinstance(reason, str) else {})
