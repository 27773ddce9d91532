"""What every Verifiable Credential and Presentation has (VCDM 2.0 §4 and §5; VCDM 1.1 where it is older)."""

from __future__ import annotations

from typing import Any

from ..errors import MemberMissing, StructureError
from ..timestamps import parse_timestamp
from .rules import Rule, Shape, each, either, many, moment, string, text, types, uri

Json = dict[str, Any]

VC_V1 = "https://www.w3.org/2018/credentials/v1"


def issuer_id(document: Json) -> str | None:
    """Who the document says issued it."""
    issuer = document.get("issuer")
    identifier = issuer.get("id") if isinstance(issuer, dict) else issuer
    return identifier if isinstance(identifier, str) else None


def validity_period(document: Json) -> tuple[str | None, str | None]:
    """From when to when the credential says it is valid, in VCDM 2.0 or 1.1."""
    if is_version_1(document):
        return document.get("issuanceDate"), document.get("expirationDate")
    return document.get("validFrom"), document.get("validUntil")


def dated(shape: Rule, required: bool = True) -> Rule:
    """A credential of this shape, whose validity does not end before it starts (§4.9 "Validity Period").

    It must say when it starts, which VCDM 2.0 alone does not ask for: `required`.
    """

    def check(value: Any, path: str) -> None:
        shape(value, path)
        start, end = validity_period(value)
        name = f"{path}{'.' if path else ''}{'issuanceDate' if is_version_1(value) else 'validFrom'}"
        if start is None and (required or is_version_1(value)):
            raise MemberMissing(f"{name} is missing.")
        if start and end and parse_timestamp(end) < parse_timestamp(start):
            raise StructureError(f"{name} is later than the end of validity.")

    return check


def is_version_1(document: Json) -> bool:
    contexts = document.get("@context")
    return contexts == VC_V1 or (isinstance(contexts, list) and contexts[:1] == [VC_V1])


def contexts(value: Any, path: str) -> None:
    """Addresses and inline contexts (§4.3). Which ones, and in what order, is for the check of the contexts."""
    given = value if isinstance(value, list) else [value]
    if not all(isinstance(context, str | dict) for context in given):
        raise StructureError(f"{path} must hold addresses of contexts, or contexts.")


_RESOURCE = Shape(
    required=("id",), members={"id": uri, "digestSRI": string, "digestMultibase": string, "mediaType": string}
)


def related_resources(value: Any, path: str) -> None:
    """What the credential relies on elsewhere: each once, and with a digest (§5.3 "Integrity of Related Resources")."""
    seen = set()
    for resource, place in each(value, path):
        _RESOURCE(resource, place)
        if "digestSRI" not in resource and "digestMultibase" not in resource:
            raise MemberMissing(f"{place}.digestSRI is missing, and so is {place}.digestMultibase.")
        if resource["id"] in seen:
            raise StructureError(f"{place}.id is there twice.")
        seen.add(resource["id"])


COMMON: dict[str, Rule] = {
    "@context": contexts,
    "id": uri,
    "validFrom": moment,
    "validUntil": moment,
    "issuanceDate": moment,
    "expirationDate": moment,
    "relatedResource": related_resources,
}
"""What credentials of every kind may have, in VCDM 2.0 and 1.1."""

_TYPED = Shape(required=("type",), members={"id": uri, "type": types})
_SCHEMA = Shape(required=("id", "type"), members={"id": uri, "type": types})
_SUBJECT = Shape(members={"id": uri})
_NAMED = Shape(required=("id",), members={"id": uri, "name": many(text), "description": many(text)})


def _subjects(value: Any, path: str) -> None:
    """One subject or more, each the subject of some claim (§4.8)."""
    if value == []:
        raise StructureError(f"{path} must say something.")
    for subject, place in each(value, path):
        _SUBJECT(subject, place)
        if not subject:
            raise StructureError(f"{place} must say something.")


VERIFIABLE_CREDENTIAL = Shape(
    ("VerifiableCredential",),
    ("@context", "type", "issuer", "credentialSubject"),
    COMMON
    | {
        "type": types,
        "name": many(text),
        "description": many(text),
        "issuer": either(uri, _NAMED),
        "credentialSubject": _subjects,
        "credentialSchema": many(_SCHEMA),
        "credentialStatus": many(_TYPED),
        "evidence": many(_TYPED),
        "proof": many(_TYPED),
        "refreshService": many(_TYPED),
        "termsOfUse": many(_TYPED),
    },
)
"""A credential about anything."""

_STATUS_LIST = Shape(
    ("BitstringStatusList",),
    ("type", "statusPurpose", "encodedList"),
    {"id": uri, "encodedList": string, "statusPurpose": many(string)},
)

STATUS_LIST_CREDENTIAL = Shape(
    VERIFIABLE_CREDENTIAL.types,
    VERIFIABLE_CREDENTIAL.required,
    VERIFIABLE_CREDENTIAL.members | {"credentialSubject": _STATUS_LIST},
)
"""Bitstring Status List 1.0 §2.2."""

_PRESENTED = Shape(("VerifiableCredential", "EnvelopedVerifiableCredential"), ("@context", "type"))
"""A credential in a presentation: its own shape is judged when it is verified."""

VERIFIABLE_PRESENTATION = Shape(
    ("VerifiablePresentation",),
    ("@context", "type"),
    {
        "@context": contexts,
        "id": uri,
        "holder": either(uri, Shape(required=("id",), members={"id": uri})),
        "proof": many(_TYPED),
        "termsOfUse": many(_TYPED),
        "verifiableCredential": many(_PRESENTED),
    },
)
"""§4.13 "Verifiable Presentations"."""
