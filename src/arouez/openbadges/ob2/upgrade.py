"""Open Badges 0.5, 1.0 and 1.1 as 2.0 writes them (OB 2.0 §History "From 1.1 to 2.0", "From 1.0 to 1.1").

What a badge says is kept; only its words change. What cannot be understood is left as it is, for the check of the
structure to name.
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import quote, urljoin

from ..timestamps import format_timestamp
from .tidying import Json, as_list, tidied
from .values import is_url
from .versions import version_of
from .vocabulary import V2

_ALIGNMENT = {"name": "targetName", "url": "targetUrl", "description": "targetDescription"}


def upgrade(document: Json, address: str | None = None) -> Json:
    """The document as Open Badges 2.0 writes it. `address` is where it was found: the id of what names none."""
    document = tidied(document)
    match version_of(document):
        case "0.5":
            return _assertion(_from_0_5(document), address)
        case "1.0" | "1.1":
            return _from_1(document, address)
        case None if "@context" not in document and "url" in document:
            return _from_1(document, address)
        case _:
            return document


def _from_1(document: Json, address: str | None) -> Json:
    kinds = [name for name in as_list(document.get("type")) if isinstance(name, str)]
    if "recipient" in document or "Assertion" in kinds:
        return _assertion(document, address)
    if "criteria" in document or "BadgeClass" in kinds:
        return _written("BadgeClass", document, address, {"alignment": _alignments(document.get("alignment"))})
    if {"IssuerOrg", "Issuer"} & {*kinds} or not kinds:
        return _written("Issuer", document, address, {})
    return document | {"@context": V2}


def _assertion(document: Json, address: str | None) -> Json:
    """What an assertion says of its own verification becomes its id, if it is hosted, or its key (OB 1.1 §verify)."""
    verify = document.get("verification", document.get("verify"))
    verify = verify if isinstance(verify, dict) else {}
    place = verify.get("url") if is_url(verify.get("url")) else None
    is_signed = verify.get("type") in ("signed", "SignedBadge")
    if is_signed:
        own = f"uid:{quote(str(document['uid']))}" if "uid" in document else address
        verification = {"type": "SignedBadge", "creator": verify.get("creator", place)}
    else:
        own = address
        verification = {"type": "HostedBadge"} if verify.get("type") in ("hosted", "HostedBadge") else verify
    changed = {
        "verification": verification or None,
        "issuedOn": _moment(document.get("issuedOn")),
        "expires": _moment(document.get("expires")),
    }
    rest = {name: value for name, value in document.items() if name != "verify"}
    if place and not is_signed:
        rest["id"] = place
    return _written("Assertion", rest, own, changed)


def _from_0_5(document: Json) -> Json:
    """The first badges held everything in one document; their addresses may be relative to the issuer's."""
    badge, identity = document["badge"], document["recipient"]
    issuer = badge["issuer"] if isinstance(badge.get("issuer"), dict) else {}
    origin = issuer.get("origin", "")
    names = [name for name in (issuer.get("name"), issuer.get("org")) if isinstance(name, str)]
    profile = {"type": "Issuer", "id": "_:issuer", "name": ": ".join(names), "url": origin}
    recipient = {"type": "email", "hashed": "@" not in identity, "identity": identity, "salt": document.get("salt")}
    renamed = {name: value for name, value in document.items() if name not in ("salt", "issued_on")}
    return renamed | {
        "recipient": tidied(recipient),
        "issuedOn": document.get("issuedOn", document.get("issued_on")),
        "evidence": _absolute(document.get("evidence"), origin),
        "verify": {"type": "hosted"},
        "badge": badge
        | {"type": "BadgeClass", "id": "_:badge"}
        | {name: _absolute(badge[name], origin) for name in ("image", "criteria") if name in badge}
        | {"issuer": tidied(profile | {"email": issuer.get("contact")})},
    }


def _written(kind: str, document: Json, own: str | None, changed: Json) -> Json:
    """The document with its id, `own` if it names none, and what changed."""
    upgraded: Json = tidied(document | {"type": kind, "id": document.get("id", own)} | changed | {"@context": V2})
    return upgraded


def _alignments(value: Any) -> Any:
    def renamed(alignment: Any) -> Any:
        if not isinstance(alignment, dict):
            return alignment
        return {_ALIGNMENT.get(name, name): member for name, member in alignment.items()}

    return [renamed(alignment) for alignment in as_list(value)]


def _absolute(value: Any, origin: Any) -> Any:
    if not isinstance(value, str) or not is_url(origin) or value.startswith("data:"):
        return value
    try:
        return urljoin(origin + "/", value)
    except ValueError:
        return value


def _moment(value: Any) -> Any:
    """A Unix timestamp or a date as a date and time in UTC; what is neither, or has a zone, as it is."""
    if value is None or isinstance(value, bool):
        return value
    try:
        if isinstance(value, str) and not value.replace(".", "", 1).isdecimal():
            try:
                return format_timestamp(datetime.combine(date.fromisoformat(value), datetime.min.time(), UTC))
            except ValueError:
                found = datetime.fromisoformat(value)
                return value if found.tzinfo else format_timestamp(found.replace(tzinfo=UTC))
        return format_timestamp(datetime.fromtimestamp(float(value), UTC))
    except (TypeError, ValueError, OverflowError, OSError):
        return value
