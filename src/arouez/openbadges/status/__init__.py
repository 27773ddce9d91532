"""Whether the issuer still stands by a credential, in the ways that its `credentialStatus` may say so."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ..documents import Documents
from ..errors import StatusInvalid, StatusUnsupported
from ..structure import issuer_id
from . import bitstring, revocation_list
from .bitstring import MAX_BYTES, MIN_LENGTH, BitstringStatusList, StatusEntry, status_list_credential

__all__ = [
    "MAX_BYTES",
    "MIN_LENGTH",
    "BitstringStatusList",
    "StatusEntry",
    "check_status",
    "status_list_credential",
]

MAX_ENTRIES = 10
"""How many statuses of one credential are looked up; there are four purposes."""


def check_status(credential: dict[str, Any], documents: Documents, at: datetime) -> str:
    """`status.ok`, `status.lenient` or `status.none`: a code of codes.py.

    Raises Revoked, Suspended, or the StatusError that kept us from telling. A list must be by the issuer of the
    credential it speaks of, whose own proof the caller has checked.
    """
    entries = credential.get("credentialStatus", [])
    entries = entries if isinstance(entries, list) else [entries]
    if len(entries) > MAX_ENTRIES:
        raise StatusInvalid(f"The credential has {len(entries)} statuses; more than {MAX_ENTRIES} are not read.")
    found = [_check(entry, credential, documents, at) for entry in entries]
    return "status.none" if not found else "status.lenient" if "status.lenient" in found else "status.ok"


def _check(entry: Any, credential: dict[str, Any], documents: Documents, at: datetime) -> str:
    type_ = entry.get("type") if isinstance(entry, dict) else None
    types = type_ if isinstance(type_, list) else [type_]
    if "BitstringStatusListEntry" in types:
        return bitstring.check_entry(entry, str(issuer_id(credential)), documents, at)
    if "1EdTechRevocationList" in types:
        return revocation_list.check_entry(entry, credential, documents)
    raise StatusUnsupported(f"The status is of type {type_}, which we do not read.")
