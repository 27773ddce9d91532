"""The documents we know, by their `type`: Open Badges 3.0, CLR 2.0, and VCDM's own credentials and presentations."""

from __future__ import annotations

from typing import Any

from ..errors import NotABadge
from .clr import CLR_CREDENTIAL
from .rules import Rule
from .shapes import ACHIEVEMENT_CREDENTIAL, ENDORSEMENT_CREDENTIAL
from .vcdm import STATUS_LIST_CREDENTIAL, VERIFIABLE_CREDENTIAL, VERIFIABLE_PRESENTATION, dated, is_version_1

Json = dict[str, Any]

_KINDS: dict[str, tuple[str, Rule]] = {
    "OpenBadgeCredential": ("OB3", ACHIEVEMENT_CREDENTIAL),
    "AchievementCredential": ("OB3", ACHIEVEMENT_CREDENTIAL),
    "EndorsementCredential": ("OB3", ENDORSEMENT_CREDENTIAL),
    "ClrCredential": ("CLR2", CLR_CREDENTIAL),
    "BitstringStatusListCredential": ("VC", dated(STATUS_LIST_CREDENTIAL, required=False)),
    "VerifiablePresentation": ("VP", VERIFIABLE_PRESENTATION),
}
_PLAIN = ("VC", dated(VERIFIABLE_CREDENTIAL, required=False))
"""A credential that says no more than that it is one."""


def kind_of(document: Json) -> str:
    """What a document says it is: `OB3`, `CLR2`, `VC`, `VP`, `OB2`, `OB1`, or `unknown`."""
    if kinds := _kinds(document):
        return kinds[0][0]
    if "Assertion" in types_of(document):
        return "OB2" if "openbadges/v2" in str(document.get("@context")) else "OB1"
    return "OB1" if "badge" in document and "recipient" in document else "unknown"


def check_structure(document: Json) -> str:
    """The kind of document: `OB3`, `CLR2`, `VC` or `VP`. It must have the shape of everything it says it is.

    Raises StructureError, whose sentence begins with the path to the fault; NotABadge for any other document.
    """
    kinds = _kinds(document)
    if not kinds:
        types = ", ".join(types_of(document))
        raise NotABadge(f"This is no Verifiable Credential: its type is {types or 'missing'}.")
    written = _as_written_today(document)
    for _, shape in kinds:
        shape(written, "")
    return kinds[0][0]


def _kinds(document: Json) -> list[tuple[str, Rule]]:
    """The kinds that VCDM describes, the most telling first, each with its shape."""
    types = types_of(document)
    found = [_KINDS[name] for name in _KINDS if name in types]
    return found or ([_PLAIN] if "VerifiableCredential" in types else [])


def is_strict(document: Json) -> bool:
    """Whether it also keeps to what the standard asks and many issuers do not: what we read with a remark, and never sign.

    No array is empty, which no signature would cover (OB 3.0 §C); somebody has the achievement (OB 3.0 §B,
    AchievementSubject, which no published schema asks for); a picture is an object, as it was not in first drafts.
    """
    return _is_full(document) and _names_somebody(document) and _as_written_today(document) == document


def _is_full(value: Any) -> bool:
    if isinstance(value, dict):
        return all(map(_is_full, value.values()))
    return all(map(_is_full, value)) and value != [] if isinstance(value, list) else True


def _names_somebody(document: Json) -> bool:
    subject = document.get("credentialSubject")
    if not isinstance(subject, dict) or "achievement" not in subject:
        return True
    return bool(subject.get("id") or subject.get("identifier"))


def _as_written_today(document: Json) -> Json:
    """A credential of VCDM 1.1 with its pictures as objects: first drafts of OB 3.0 had their bare addresses."""
    return _with_pictures(document) if is_version_1(document) else document


def _with_pictures(value: Any) -> Any:
    if isinstance(value, list):
        return [_with_pictures(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        name: {"id": member, "type": "Image"} if name == "image" and isinstance(member, str) else _with_pictures(member)
        for name, member in value.items()
    }


def types_of(document: Json) -> list[str]:
    """The names in a document's `type`, those that are text."""
    types = document.get("type")
    return [name for name in (types if isinstance(types, list) else [types]) if isinstance(name, str)]
