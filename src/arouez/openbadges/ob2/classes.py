"""The classes of Open Badges 2.0, with the members the standard constrains (OB 2.0 §"Data Classes").

Badges of Open Badges 1 are judged in their 2.0 form, by what their own version required.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ..errors import MemberMissing, NotABadge, StructureError, WrongType
from ..structure.rules import Rule, Shape, anything, boolean, either, many, text
from .tidying import Json, as_list
from .values import (
    EMAIL,
    HASHED,
    authority,
    compact_iri,
    email,
    iri,
    language,
    moment,
    parse_moment,
    picture,
    plain,
    telephone,
    text_or_number,
    types,
    url,
)


def _shape(required: str, members: dict[str, Rule], types_: tuple[str, ...] = ()) -> Shape:
    return Shape(types_, tuple(required.split()), {"type": types} | members)


LINKED = either(iri, Shape(required=("id",), members={"id": iri}))
"""An object by its address, or in place: what it says is judged where its address leads."""

_PRIMARY = {
    "@language": language,
    "version": text_or_number,
    "related": many(LINKED),
    "endorsement": many(either(iri, anything)),
}

EVIDENCE = _shape("", {"id": iri} | dict.fromkeys(("narrative", "name", "description", "genre", "audience"), text))
IMAGE = _shape("id", {"id": picture, "caption": text, "author": iri})
ALIGNMENT = _shape(
    "targetName targetUrl",
    {"targetUrl": url, "targetName": text, "targetDescription": text, "targetFramework": text, "targetCode": text},
)
POLICY = _shape("", {"verificationProperty": compact_iri, "startsWith": many(url), "allowedOrigins": many(authority)})
VERIFICATION = _shape("type", {"creator": either(iri, anything)}, ("HostedBadge", "hosted", "SignedBadge", "signed"))


_CRITERIA = _shape("", {"id": iri, "narrative": text})


def criteria(value: Any, path: str) -> None:
    """How the badge is earned: at an address, in words, or both."""
    either(iri, _CRITERIA)(value, path)
    if isinstance(value, dict) and "narrative" not in value and str(value.get("id", "_:")).startswith("_:"):
        raise MemberMissing(f"{path}.narrative is missing, and so is an address in {path}.id.")


def identity(value: Any, path: str) -> None:
    """IdentityObject: an identity as it is, or its salted hash; it must be what `hashed` says."""
    Shape(required=("type", "identity", "hashed"), members={"identity": plain, "hashed": boolean, "salt": plain})(
        value, path
    )
    kind, identity, hashed = value["type"], value["identity"], value["hashed"]
    if kind not in ("id", "email", "url", "telephone") and not (isinstance(kind, str) and ":" in kind):
        raise WrongType(f"{path}.type must be id, email, url or telephone.")
    if bool(HASHED.fullmatch(identity)) != hashed:
        raise StructureError(f"{path}.identity must be {'sha256$… or md5$…' if hashed else 'no hash'}.")
    if kind == "email" and not hashed and not EMAIL.fullmatch(identity):
        raise StructureError(f"{path}.identity must be an e-mail address.")


def revoked_entries(value: Any, path: str) -> None:
    for place, entry in enumerate(as_list(value)):
        if isinstance(entry, dict) and "id" not in entry:
            Shape(required=("uid",), members={"uid": plain})(entry, f"{path}[{place}]")
        else:
            LINKED(entry, f"{path}[{place}]")


CLAIM = Shape(required=("id",), members={"id": iri, "endorsementComment": text})

ASSERTION = _shape(
    "id type recipient badge verification issuedOn",
    {
        "id": iri,
        "recipient": identity,
        "badge": LINKED,
        "verification": VERIFICATION,
        "issuedOn": moment,
        "expires": moment,
        "image": either(url, IMAGE),
        "narrative": text,
        "evidence": many(either(iri, EVIDENCE)),
        **_PRIMARY,
    },
    ("Assertion",),
)

BADGE_CLASS = _shape(
    "id type name description criteria issuer",
    {
        "id": iri,
        "name": text,
        "description": text,
        "image": either(picture, IMAGE),
        "criteria": criteria,
        "issuer": LINKED,
        "alignment": many(ALIGNMENT),
        "tags": many(text),
        "verification": POLICY,
        **_PRIMARY,
    },
    ("BadgeClass",),
)

PROFILE = _shape(
    "id type name url email",
    {
        "id": iri,
        "name": text,
        "url": url,
        "email": email,
        "description": text,
        "telephone": telephone,
        "image": either(picture, IMAGE),
        "publicKey": many(either(iri, anything)),
        "revocationList": url,
        "verification": POLICY,
        **_PRIMARY,
    },
    ("Issuer", "Profile"),
)

ENDORSEMENT = _shape(
    "id type claim issuer issuedOn verification",
    {
        "id": iri,
        "claim": CLAIM,
        "issuer": LINKED,
        "issuedOn": moment,
        "expires": moment,
        "verification": VERIFICATION,
        **_PRIMARY,
    },
    ("Endorsement",),
)

KEY = _shape("publicKeyPem", {"id": iri, "owner": iri, "publicKeyPem": plain})
REVOCATION_LIST = _shape("revokedAssertions", {"id": iri, "issuer": LINKED, "revokedAssertions": revoked_entries})

_REVOKED = Shape(required=("id",), members={"id": iri, "revocationReason": text})
"""All that is left of an assertion or endorsement, once revoked."""

_CLASSES: dict[str, Rule] = {
    "Assertion": ASSERTION,
    "BadgeClass": BADGE_CLASS,
    "Issuer": PROFILE,
    "Profile": PROFILE,
    "Endorsement": ENDORSEMENT,
    "CryptographicKey": KEY,
    "RevocationList": REVOCATION_LIST,
    "AlignmentObject": ALIGNMENT,
    "Criteria": criteria,
    "Evidence": EVIDENCE,
    "Image": IMAGE,
    "IdentityObject": identity,
    "VerificationObject": POLICY,
}

_NOT_YET_REQUIRED = {"0.5": {"issuedOn", "email", "image"}, "1.0": {"email"}, "1.1": {"email"}}
"""What 2.0 requires and an earlier version did not."""


def class_of(document: Json) -> str | None:
    """The class of Open Badges that `type` names; of several, the one that asks for most comes first in `_CLASSES`."""
    types = as_list(document.get("type"))
    return next((name for name in _CLASSES if name in types), None)


def check_class(document: Json, version: str = "2.0", path: str = "", expected: tuple[str, ...] = ()) -> str:
    """`structure.ok`, or `structure.lenient` for a badge class without a picture. Raises StructureError.

    `expected` are the classes that may stand at `path`.
    """
    types(document.get("type"), f"{path}.type" if path else "type")
    name = class_of(document)
    if name is None and not expected:
        raise NotABadge("type names no class of Open Badges 2.0.")
    if expected and name not in expected:
        raise WrongType(f"{path}.type must name {' or '.join(expected)}.")
    _as_of(_CLASSES[str(name)], version)(document, path)
    _check_period(document, path)
    return "structure.lenient" if name == "BadgeClass" and "image" not in document else "structure.ok"


def remains_of(document: Json) -> Json:
    """What a document that says it was revoked still has to say: it need say no more, and nobody checks the rest."""
    _REVOKED(document, "")
    return {name: document[name] for name in ("@context", "id", "revoked", "revocationReason") if name in document}


def _as_of(rule: Rule, version: str) -> Rule:
    waived = _NOT_YET_REQUIRED.get(version, set())
    if not isinstance(rule, Shape):
        return rule
    return replace(rule, required=tuple(name for name in rule.required if name not in waived))


def _check_period(document: Json, path: str) -> None:
    start, end = document.get("issuedOn"), document.get("expires")
    if start and end and parse_moment(end) < parse_moment(start):
        raise StructureError(f"{path}{'.' if path else ''}expires is earlier than issuedOn.")
