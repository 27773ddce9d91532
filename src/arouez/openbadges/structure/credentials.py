"""The credentials we know, by their `type` (VCDM 2.0 §4, OB 3.0 §B.1)."""

from __future__ import annotations

from typing import Any

from ..errors import MemberMissing, NotABadge, StructureError
from ..timestamps import parse_timestamp
from .rules import Shape, anything, many, moment, text, uri
from .shapes import ACHIEVEMENT_SUBJECT, ENDORSEMENT_SUBJECT, EVIDENCE, IMAGE, ISSUER

Json = dict[str, Any]

VC_V1 = "https://www.w3.org/2018/credentials/v1"

_TYPED = Shape(required=("type",))
_TYPED_WITH_ID = Shape(required=("id", "type"), members={"id": uri})

_CREDENTIAL = {
    "id": uri,
    "name": text,
    "description": text,
    "validFrom": moment,
    "validUntil": moment,
    "issuanceDate": moment,
    "expirationDate": moment,
    "credentialSchema": many(_TYPED_WITH_ID),
    "refreshService": many(_TYPED),
    "termsOfUse": many(_TYPED),
    "proof": many(_TYPED),
}

_OPEN_BADGE = Shape(
    ("OpenBadgeCredential", "AchievementCredential"),
    ("@context", "id", "type", "issuer", "credentialSubject"),
    _CREDENTIAL
    | {
        "awardedDate": moment,
        "credentialStatus": _TYPED,
        "credentialSubject": ACHIEVEMENT_SUBJECT,
        "evidence": many(EVIDENCE),
        "image": IMAGE,
        "issuer": ISSUER,
    },
)

_ENDORSEMENT = Shape(
    ("EndorsementCredential",),
    ("@context", "id", "type", "name", "issuer", "credentialSubject"),
    _CREDENTIAL
    | {
        "awardedDate": moment,
        "credentialStatus": _TYPED,
        "credentialSubject": ENDORSEMENT_SUBJECT,
        "issuer": ISSUER,
    },
)
_OPEN_BADGE.members["endorsement"] = many(_ENDORSEMENT)
ACHIEVEMENT_SUBJECT.members["achievement"].members["endorsement"] = many(_ENDORSEMENT)  # type: ignore[attr-defined]

_STATUS_LIST = Shape(
    ("BitstringStatusListCredential",),
    ("@context", "type", "issuer", "credentialSubject"),
    _CREDENTIAL
    | {
        "issuer": anything,
        "credentialSubject": Shape(
            ("BitstringStatusList",),
            ("type", "statusPurpose", "encodedList"),
            {"encodedList": text, "statusPurpose": many(text)},
        ),
    },
)

_KINDS = {
    "OpenBadgeCredential": ("OB3", _OPEN_BADGE),
    "AchievementCredential": ("OB3", _OPEN_BADGE),
    "EndorsementCredential": ("OB3", _ENDORSEMENT),
    "BitstringStatusListCredential": ("VC", _STATUS_LIST),
}


def kind_of(document: Json) -> str:
    """What a document says it is: `OB3`, `CLR2`, `VC`, `OB2`, `OB1`, or `unknown`."""
    types = _types(document)
    known = next((kind for name, (kind, _) in _KINDS.items() if name in types), None)
    if known:
        return known
    if "ClrCredential" in types:
        return "CLR2"
    if "VerifiableCredential" in types:
        return "VC"
    if "Assertion" in types:
        return "OB2" if "openbadges/v2" in str(document.get("@context")) else "OB1"
    return "OB1" if "badge" in document and "recipient" in document else "unknown"


def check_structure(document: Json) -> str:
    """The kind of credential. Raises StructureError, whose sentence begins with the path to the fault."""
    types = _types(document)
    shape = next((shape for name, (_, shape) in _KINDS.items() if name in types), None)
    if shape is None:
        raise NotABadge(f"This is no Open Badge 3.0: its type is {', '.join(types) or 'missing'}.")
    if "VerifiableCredential" not in types:
        raise StructureError("type must name VerifiableCredential.")
    shape(document, "")
    _check_period(document)
    _check_recipient(document)
    return kind_of(document)


def is_strict(value: Any) -> bool:
    """Whether nothing is an empty array: the standard allows none, and no signature covers them (OB 3.0 §C)."""
    if isinstance(value, dict):
        return all(map(is_strict, value.values()))
    return all(map(is_strict, value)) and value != [] if isinstance(value, list) else True


def issuer_id(document: Json) -> str | None:
    """Who the document says issued it."""
    issuer = document.get("issuer")
    identifier = issuer.get("id") if isinstance(issuer, dict) else issuer
    return identifier if isinstance(identifier, str) else None


def validity_period(document: Json) -> tuple[str | None, str | None]:
    """From when to when the credential says it is valid, in VCDM 2.0 or 1.1."""
    if _is_version_1(document):
        return document.get("issuanceDate"), document.get("expirationDate")
    return document.get("validFrom"), document.get("validUntil")


def _check_period(document: Json) -> None:
    start, end = validity_period(document)
    name = "issuanceDate" if _is_version_1(document) else "validFrom"
    if start is None and kind_of(document) == "OB3":
        raise MemberMissing(f"{name} is missing.")
    if start and end and parse_timestamp(end) < parse_timestamp(start):
        raise StructureError(f"{name} is later than the end of validity.")


def _check_recipient(document: Json) -> None:
    subject = document["credentialSubject"]
    if "achievement" in subject and not subject.get("id") and not subject.get("identifier"):
        raise MemberMissing("credentialSubject.id is missing, and so is credentialSubject.identifier.")


def _is_version_1(document: Json) -> bool:
    contexts = document.get("@context")
    return contexts == VC_V1 or (isinstance(contexts, list) and contexts[:1] == [VC_V1])


def _types(document: Json) -> list[str]:
    types = document.get("type")
    return [name for name in (types if isinstance(types, list) else [types]) if isinstance(name, str)]
