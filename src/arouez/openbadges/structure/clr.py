"""What CLR 2.0 adds to the classes of Open Badges 3.0: a learner's record, of credentials and how they relate."""

from __future__ import annotations

from typing import Any

from ..errors import MemberMissing
from .rules import Shape, boolean, many, moment, naming, one_of, only, uri
from .shapes import ACHIEVEMENT, CREDENTIAL, ENDORSED, IDENTITY_OBJECT, IMAGE, ISSUER
from .vcdm import contexts, dated
from .vocabulary import ASSOCIATION_TYPES

ASSOCIATION = Shape(
    (),
    ("type", "associationType", "sourceId", "targetId"),
    {"type": only("Association"), "associationType": one_of(ASSOCIATION_TYPES), "sourceId": uri, "targetId": uri},
    closed=True,
)

_CONTAINED = Shape(
    ("VerifiableCredential",),
    ("@context", "type", "issuer", "validFrom", "credentialSubject"),
    {"@context": contexts, "id": uri, "issuer": ISSUER, "validFrom": moment},
)
"""A credential in the record: its own shape is judged when it is verified."""

_CLR_SUBJECT = Shape(
    ("ClrSubject",),
    ("type", "verifiableCredential"),
    {
        "id": uri,
        "achievement": many(ACHIEVEMENT),
        "association": many(ASSOCIATION),
        "identifier": many(IDENTITY_OBJECT),
        "verifiableCredential": many(_CONTAINED),
    },
)


def clr_subject(value: Any, path: str) -> None:
    """Somebody, and their credentials."""
    _CLR_SUBJECT(value, path)
    if not value.get("id") and not value.get("identifier"):
        raise MemberMissing(f"{path}.id is missing, and so is {path}.identifier.")


CLR_CREDENTIAL = dated(
    Shape(
        ("VerifiableCredential",),
        ("@context", "id", "type", "name", "issuer", "credentialSubject"),
        CREDENTIAL
        | ENDORSED
        | {"type": naming("ClrCredential"), "credentialSubject": clr_subject, "image": IMAGE, "partial": boolean},
    )
)
