"""What a badge says, whatever its generation, cleaned for a page: anyone may have written anything in it."""

from __future__ import annotations

import base64
import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any
from urllib.parse import unquote

from arouez.openbadges.documents.address import WebAddress
from arouez.openbadges.errors import AddressRefused

Json = dict[str, Any]

KINDS = {"OB3": "Open Badges 3.0", "OB2": "Open Badges 2.0", "OB1": "Open Badges 1", "CLR2": "CLR 2.0"}
"""The generations that have a name of their own."""

_ASSERTIONS = ("OB2", "OB1")

MOST_LETTERS = 200
MOST_TEXT = 5_000
MOST_READ = 20_000
_MOST_MARKS = 3
_BLANK_LETTERS = "\u115f\u1160\u2800\u3164\uffa0"  # letters and symbols that show as nothing


def clean(text: str, most: int = MOST_LETTERS) -> str:
    """The text on one line, without what is invisible, turns the writing round (bidi controls), or piles up marks."""
    return " ".join(_visible(text).split())[:most]


def clean_text(text: str, most: int = MOST_TEXT) -> str:
    """The same for a text of several lines."""
    return "\n".join(" ".join(line.split()) for line in _visible(text).splitlines())[:most].strip()


@dataclass(frozen=True)
class Facts:
    """A badge's facts, as its `kind` writes them. "" or None for what it does not say."""

    kind: str
    is_badge: bool
    """Whether it recognises something: an endorsement or a whole record does not."""
    id: str
    name: str
    description: str
    criteria: str
    criteria_url: str
    issuer_id: str
    issuer_name: str
    creator_name: str
    """Who designed it, if the badge says so (OB 3.0)."""
    issued_at: datetime | None
    """Of this version: the later of two replaces the other."""
    awarded_at: datetime | None
    expires_at: datetime | None
    image: bytes
    """The picture, if it is written out in the badge."""
    names_an_email: bool
    """Whether it was awarded to an e-mail address, given or hashed."""

    @classmethod
    def read(cls, kind: str, credential: Json | None) -> Facts:
        """Of a credential as a verdict has it; of nothing, nothing."""
        credential = credential or {}
        return (_of_ob2 if kind in _ASSERTIONS else _of_vc)(kind, credential)

    @property
    def generation(self) -> str:
        return KINDS.get(self.kind, "")

    @cached_property
    def issuer_host(self) -> str:
        """Who the issuer is, by what nobody can imitate: its host, in the letters of the DNS, or its DID."""
        return host_of(self.issuer_id)

    @property
    def equality(self) -> tuple[str, str]:
        """What two copies of one credential have in common (OB 3.0 §7.1): issuer and id, trimmed and decoded.

        An assertion of OB 2.0 is known by its id alone: who issued it may have to be looked up first.
        """
        issuer = "" if self.kind in _ASSERTIONS else self.issuer_id
        return unquote(issuer.strip()), unquote(self.id.strip())


def host_of(issuer_id: str) -> str:
    """The host of an https or did:web issuer, else its identifier, shortened in the middle."""
    address = issuer_id
    if issuer_id.startswith("did:web:"):
        address = "https://" + unquote(issuer_id.removeprefix("did:web:").split(":")[0])
    try:
        return WebAddress.parse(address).authority
    except AddressRefused:
        identifier = clean(issuer_id)
    return identifier if len(identifier) <= 32 else f"{identifier[:16]}…{identifier[-8:]}"


def _of_vc(kind: str, credential: Json) -> Facts:
    """OB 3.0 §B.1, on VCDM 2.0 or 1.1."""
    subject = _object(credential.get("credentialSubject"))
    achievement = _object(subject.get("achievement"))
    criteria = _object(achievement.get("criteria"))
    identifiers = [_object(one) for one in _listed(subject.get("identifier"))]
    return Facts(
        kind=kind,
        is_badge=bool(achievement),
        id=_string(credential.get("id")),
        name=clean(_text(achievement.get("name"))),
        description=clean_text(_text(achievement.get("description"))),
        criteria=clean_text(_text(criteria.get("narrative"))),
        criteria_url=_web(criteria.get("id")),
        issuer_id=_id(credential.get("issuer")),
        issuer_name=clean(_text(_object(credential.get("issuer")).get("name"))),
        creator_name=clean(_text(_object(achievement.get("creator")).get("name"))),
        issued_at=_moment(credential, "validFrom", "issuanceDate"),
        awarded_at=_moment(credential, "awardedDate", "validFrom", "issuanceDate"),
        expires_at=_moment(credential, "validUntil", "expirationDate"),
        image=_image(achievement.get("image")) or _image(credential.get("image")),
        names_an_email=_string(subject.get("id")).startswith("mailto:")
        or any(identity.get("identityType") == "emailAddress" for identity in identifiers),
    )


def _of_ob2(kind: str, assertion: Json) -> Facts:
    """OB 2.0 Assertion, with its BadgeClass and Issuer in their places, or their addresses when they do not answer."""
    badge = _object(assertion.get("badge"))
    criteria, issuer = badge.get("criteria"), badge.get("issuer")
    return Facts(
        kind=kind,
        is_badge=bool(assertion.get("badge")),
        id=_string(assertion.get("id")),
        name=clean(_text(badge.get("name"))),
        description=clean_text(_text(badge.get("description"))),
        criteria=clean_text(_text(_object(criteria).get("narrative"))),
        criteria_url=_web(_id(criteria)),
        issuer_id=_id(issuer) or _string(_object(issuer).get("url")) or _id(assertion.get("badge")),
        issuer_name=clean(_text(_object(issuer).get("name"))),
        creator_name="",
        issued_at=_moment(assertion, "issuedOn"),
        awarded_at=_moment(assertion, "issuedOn"),
        expires_at=_moment(assertion, "expires"),
        image=_image(assertion.get("image")) or _image(badge.get("image")),
        names_an_email=_object(assertion.get("recipient")).get("type") == "email",
    )


def _visible(text: str) -> str:
    kept: list[str] = []
    marks = 0
    for letter in unicodedata.normalize("NFC", text[:MOST_READ]):
        category = unicodedata.category(letter)
        marks = marks + 1 if category.startswith("M") else 0
        if letter in "\n\t " or (category[0] not in "CZ" and letter not in _BLANK_LETTERS and marks <= _MOST_MARKS):
            kept.append(letter)
        elif category[0] == "Z":  # any other space, line and paragraph separators
            kept.append(" ")
    return "".join(kept)


def _listed(value: Any) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]


def _object(value: Any) -> Json:
    """The object, or the first of several."""
    value = next(iter(_listed(value)), None)
    return value if isinstance(value, dict) else {}


def _string(value: Any) -> str:
    return clean(value, MOST_TEXT) if isinstance(value, str) else ""


def _id(value: Any) -> str:
    """An identifier, alone or as the id of an object."""
    value = next(iter(_listed(value)), None)
    return _string(value.get("id") if isinstance(value, dict) else value)


def _image(value: Any) -> bytes:
    """A picture that is written out in a data: URL (RFC 2397); what is elsewhere is not looked at."""
    value = next(iter(_listed(value)), None)
    address = value.get("id") if isinstance(value, dict) else value
    head, _comma, body = address.partition(";base64,") if isinstance(address, str) else ("", "", "")
    try:
        return base64.b64decode(body) if head.startswith("data:image/") else b""
    except ValueError:
        return b""


def _text(value: Any) -> str:
    """A text; of one in several languages, the first."""
    value = next(iter(_listed(value)), None)
    if isinstance(value, dict):
        value = value.get("@value") or next(iter(value.values()), None)
    return value if isinstance(value, str) else ""


def _web(value: Any) -> str:
    """An address that a page may link to, or nothing."""
    address = _string(value)
    return address if re.fullmatch(r"https?://\S+", address) else ""


def _moment(document: Json, *names: str) -> datetime | None:
    """The first of these members that is a moment."""
    for name in names:
        try:
            moment = _parsed(document.get(name))
        except (TypeError, ValueError):
            continue
        if 1900 < moment.year < 9000:  # what every time zone and database can hold
            return moment
    return None


def _parsed(value: Any) -> datetime:
    """ISO 8601, as strict as OB 3.0 or as loose as OB 2.0."""
    moment = datetime.fromisoformat(value)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
