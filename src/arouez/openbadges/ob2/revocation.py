"""An issuer's list of what it revoked (OB 2.0 §RevocationList, and that of OB 1.0)."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote

from ..documents import Documents
from ..errors import (
    DocumentUnavailable,
    Malformed,
    Revoked,
    StatusForged,
    StatusInvalid,
    StatusUnavailable,
    StructureError,
)
from ..strict_json import parse_object
from .classes import REVOCATION_LIST
from .links import Node
from .tidying import Json, as_list, tidied


def check_revocation(badge: Node, issuer: Node | None, documents: Documents) -> str:
    """`status.ok`, or `status.none` if the issuer has no list. Raises Revoked, or StatusError if it cannot be read."""
    if badge.document.get("revoked") is True:
        raise _revoked(badge.document.get("revocationReason"))
    address = issuer.document.get("revocationList") if issuer else None
    if issuer is None or address is None:
        return "status.none"
    names = {_same(name) for name in badge.names}
    uid = badge.document.get("uid")
    for entry in _entries(_read_list(address, documents), issuer, address):
        is_meant = _same(entry.get("id")) in names or (uid is not None and entry.get("uid") == uid)
        if is_meant and entry.get("revoked") is not False:
            raise _revoked(entry.get("revocationReason"))
    return "status.ok"


def _read_list(address: str, documents: Documents) -> Json:
    try:
        return parse_object(documents.get(address).body)
    except DocumentUnavailable as error:
        raise StatusUnavailable(f"The revocation list could not be had: {error}") from error
    except Malformed as error:
        raise StatusInvalid(f"The revocation list cannot be read: {error}") from error


def _entries(document: Json, issuer: Node, address: str) -> list[Json]:
    """What is revoked: `{"id" or "uid", "revocationReason"}` each."""
    if "revokedAssertions" not in document and "@context" not in document:
        return [{"uid": uid, "revocationReason": reason} for uid, reason in document.items()]  # OB 1.0
    document = tidied(document)
    try:
        REVOCATION_LIST(document, "")
    except StructureError as error:
        raise StatusInvalid(f"The revocation list at {address} is not well formed: {error}") from error
    owner = document.get("issuer")
    owner = owner.get("id") if isinstance(owner, dict) else owner
    if owner is not None and owner not in issuer.names:
        raise StatusForged(f"The revocation list at {address} is not by the issuer of the badge.")
    return [entry if isinstance(entry, dict) else {"id": entry} for entry in as_list(document["revokedAssertions"])]


def _revoked(reason: Any) -> Revoked:
    said = isinstance(reason, str) and reason
    return Revoked(f"The issuer revoked this badge: {reason}" if said else "The issuer revoked this badge.")


def _same(name: Any) -> str | None:
    return unquote(name.strip()) if isinstance(name, str) else None
