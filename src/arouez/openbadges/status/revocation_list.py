"""1EdTech revocation lists: the issuer names what it revoked (VC Revocation List 1.0; deprecated by OB 3.0 §9.2).

    {"id": "https://…", "issuer": "did:…", "revokedCredential": [{"id": "urn:…", "revocationReason": "…"}]}

Nobody signs such a list: what makes it the issuer's is the address, which the signed credential gives.
"""

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
)
from ..strict_json import parse_object
from ..structure import issuer_id

Json = dict[str, Any]


def check_entry(entry: Json, credential: Json, documents: Documents) -> str:
    """`status.ok`; raises as `check_status` does."""
    url = entry.get("id")
    if not isinstance(url, str):
        raise StatusInvalid("credentialStatus.id must be the address of the revocation list.")
    if "id" not in credential:
        raise StatusInvalid("The credential has no id by which a revocation list could name it.")
    revoked = _read_list(url, credential, documents)
    own = _same(credential["id"])
    for item in revoked:
        name = item.get("id") if isinstance(item, dict) else item
        if not isinstance(name, str):
            raise StatusInvalid("The revocation list has an entry in `revokedCredential` without an id.")
        if _same(name) == own and not (isinstance(item, dict) and item.get("revoked") is False):
            reason = item.get("revocationReason") if isinstance(item, dict) else None
            raise Revoked(f"The issuer revoked this badge: {reason}" if reason else "The issuer revoked this badge.")
    return "status.ok"


def _read_list(url: str, credential: Json, documents: Documents) -> list[Any]:
    try:
        document = parse_object(documents.get(url).body)
    except DocumentUnavailable as error:
        raise StatusUnavailable(f"The revocation list could not be had: {error}") from error
    except Malformed as error:
        raise StatusInvalid(f"The revocation list cannot be read: {error}") from error
    if document.get("id", url) != url:
        raise StatusForged(f"The revocation list at {url} says that it is {document['id']}.")
    if issuer_id(document) != issuer_id(credential):
        raise StatusForged(f"The revocation list at {url} is not by the issuer of the badge.")
    revoked = document.get("revokedCredential", [])
    return revoked if isinstance(revoked, list) else [revoked]


def _same(identifier: str) -> str:
    """What is compared when two ids are (OB 3.0 §7.1 "Credential equality")."""
    return unquote(identifier.strip())
