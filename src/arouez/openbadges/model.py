"""The Open Badges 3.0 data model, as far as an issuer writes it (OB 3.0 §B, on VCDM 2.0).

Each object writes itself with `to_json()` in the strict form of the published schemas: what may repeat is an
array, nothing is null or empty, times are UTC. Control characters are left out of every text: processors
disagree on them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .errors import ModelError
from .timestamps import format_timestamp

CONTEXTS = (
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
)

Json = dict[str, Any]


@dataclass(frozen=True)
class Image:
    """A picture by its address (an http(s) or data: URL)."""

    id: str
    caption: str | None = None

    def to_json(self) -> Json:
        return _written(id=self.id, type="Image", caption=self.caption)


@dataclass(frozen=True)
class Criteria:
    """How the achievement is earned: in words (Markdown), at an address, or both."""

    narrative: str | None = None
    id: str | None = None

    def to_json(self) -> Json:
        return _written(id=self.id, narrative=self.narrative)


@dataclass(frozen=True)
class Alignment:
    """A node of a framework (ESCO, ROME, RNCP…) that the achievement corresponds to."""

    target_name: str
    target_url: str
    target_framework: str | None = None
    target_type: str | None = None
    target_code: str | None = None
    target_description: str | None = None

    def to_json(self) -> Json:
        return _written(
            type=["Alignment"],
            targetName=self.target_name,
            targetUrl=self.target_url,
            targetFramework=self.target_framework,
            targetType=self.target_type,
            targetCode=self.target_code,
            targetDescription=self.target_description,
        )


@dataclass(frozen=True)
class Profile:
    """An organisation or a person: the issuer of a credential, the creator of an achievement."""

    id: str
    name: str | None = None
    url: str | None = None
    email: str | None = None
    description: str | None = None
    image: Image | None = None
    type: Sequence[str] = ("Profile",)
    endorsements: Sequence[Json] = ()
    """EndorsementCredentials by others who vouch for it, signed already."""

    def to_json(self) -> Json:
        return _written(
            id=self.id,
            type=list(self.type),
            name=self.name,
            url=self.url,
            email=self.email,
            description=self.description,
            image=self.image,
            endorsement=list(self.endorsements),
        )


@dataclass(frozen=True)
class Achievement:
    """What is recognised, and on which criteria. `creator` designed it; the issuer may be another."""

    id: str
    name: str
    description: str
    criteria: Criteria
    achievement_type: str | None = None
    creator: Profile | None = None
    image: Image | None = None
    tags: Sequence[str] = ()
    alignments: Sequence[Alignment] = ()
    in_language: str | None = None
    version: str | None = None
    endorsements: Sequence[Json] = ()
    """EndorsementCredentials by others who stand by it, signed already."""

    def to_json(self) -> Json:
        return _written(
            id=self.id,
            type=["Achievement"],
            achievementType=self.achievement_type,
            name=self.name,
            description=self.description,
            criteria=self.criteria,
            creator=self.creator,
            image=self.image,
            tag=list(self.tags),
            alignment=list(self.alignments),
            inLanguage=self.in_language,
            version=self.version,
            endorsement=list(self.endorsements),
        )


@dataclass(frozen=True)
class Evidence:
    """What shows that the criteria were met."""

    id: str | None = None
    name: str | None = None
    narrative: str | None = None
    description: str | None = None
    genre: str | None = None
    audience: str | None = None

    def to_json(self) -> Json:
        return _written(
            id=self.id,
            type=["Evidence"],
            name=self.name,
            narrative=self.narrative,
            description=self.description,
            genre=self.genre,
            audience=self.audience,
        )


@dataclass(frozen=True)
class IdentityObject:
    """Who the subject is, by an identity they have elsewhere, usually hashed (OB 3.0 §6.10)."""

    identity_hash: str
    identity_type: str
    hashed: bool
    salt: str | None = None

    @classmethod
    def hashed_email(cls, email: str, salt: str) -> IdentityObject:
        """An e-mail address that only someone who knows it can recognise: sha256(address + salt)."""
        return cls(_digest("sha256", _same_email(email), salt), "emailAddress", True, salt)

    @classmethod
    def from_json(cls, identifier: Json) -> IdentityObject:
        """Read one whose shape has been checked."""
        return cls(*(identifier.get(name) for name in ("identityHash", "identityType", "hashed", "salt")))  # type: ignore[arg-type]

    def matches(self, identity: str) -> bool:
        """Whether this is `identity`: a person's e-mail address, or whatever else `identity_type` names."""
        candidates = {identity}
        if self.identity_type == "emailAddress":
            candidates |= {identity.strip(), _same_email(identity)}
            if not self.hashed:
                return _same_email(self.identity_hash) == _same_email(identity)
        if not self.hashed:
            return self.identity_hash == identity
        algorithm, _, digest = self.identity_hash.partition("$")
        if algorithm not in ("sha256", "md5"):
            return False
        expected = f"{algorithm}${digest.lower()}"
        return any(_digest(algorithm, candidate, self.salt or "") == expected for candidate in candidates)

    def to_json(self) -> Json:
        return _written(
            type="IdentityObject",
            hashed=self.hashed,
            identityHash=self.identity_hash,
            identityType=self.identity_type,
            salt=self.salt,
        )


@dataclass(frozen=True)
class AchievementSubject:
    """Who achieved, and what: `id` (a URI), `identifiers`, or both. An organisation says with `profile` who it is.

    `narrative` is how the subject met the criteria, in Markdown.
    """

    achievement: Achievement
    id: str | None = None
    identifiers: Sequence[IdentityObject] = ()
    profile: Profile | None = None
    narrative: str | None = None

    @classmethod
    def organisation(cls, profile: Profile, achievement: Achievement) -> AchievementSubject:
        """A subject that is a Profile too (OB 3.0 §B, AchievementSubject): its id is that of the organisation."""
        return cls(achievement, id=profile.id, profile=profile)

    def to_json(self) -> Json:
        if not self.id and not self.identifiers:
            raise ModelError("A subject needs an id or an identifier.")
        profile = self.profile.to_json() if self.profile else {}
        if profile and profile["id"] != self.id:
            raise ModelError("The id of the subject must be that of its profile.")
        return profile | _written(
            id=self.id,
            type=["AchievementSubject", *profile.get("type", [])],
            identifier=list(self.identifiers),
            achievement=self.achievement,
            narrative=self.narrative,
        )


@dataclass(frozen=True)
class EndorsementSubject:
    """What is endorsed, an achievement, a profile or a credential by its id; and what is said of it, in Markdown."""

    id: str
    comment: str | None = None

    def to_json(self) -> Json:
        return _written(id=self.id, type=["EndorsementSubject"], endorsementComment=self.comment)


@dataclass(frozen=True)
class BitstringStatusListEntry:
    """Where a verifier learns whether the credential was revoked (Bitstring Status List 1.0 §2.1)."""

    id: str
    status_list_credential: str
    status_list_index: int
    status_purpose: str = "revocation"

    def to_json(self) -> Json:
        return _written(
            id=self.id,
            type="BitstringStatusListEntry",
            statusPurpose=self.status_purpose,
            statusListIndex=str(self.status_list_index),
            statusListCredential=self.status_list_credential,
        )


@dataclass(frozen=True)
class OpenBadgeCredential:
    """One achievement of one subject, as its issuer asserts it (VCDM 2.0, not yet signed)."""

    id: str
    issuer: Profile
    valid_from: datetime
    name: str
    subject: AchievementSubject
    valid_until: datetime | None = None
    description: str | None = None
    evidence: Sequence[Evidence] = ()
    status: BitstringStatusListEntry | None = None
    endorsements: Sequence[Json] = ()
    """EndorsementCredentials by others, signed already."""

    def to_json(self) -> Json:
        return _credential(
            self, "OpenBadgeCredential", evidence=list(self.evidence), endorsement=list(self.endorsements)
        )


@dataclass(frozen=True)
class EndorsementCredential:
    """Its issuer stands by somebody else's achievement, profile or credential (OB 3.0 §B, not yet signed)."""

    id: str
    issuer: Profile
    valid_from: datetime
    name: str
    subject: EndorsementSubject
    valid_until: datetime | None = None
    description: str | None = None
    status: BitstringStatusListEntry | None = None

    def to_json(self) -> Json:
        return _credential(self, "EndorsementCredential")


def timestamp(moment: datetime) -> str:
    """A moment as `2026-11-23T09:30:00Z`. Raises ModelError when it has no time zone."""
    try:
        return format_timestamp(moment)
    except ValueError as error:
        raise ModelError(str(error)) from error


def _credential(credential: OpenBadgeCredential | EndorsementCredential, type: str, **members: Any) -> Json:
    """What every credential says, and `members`."""
    start = timestamp(credential.valid_from)
    end = timestamp(credential.valid_until) if credential.valid_until else None
    if credential.valid_until and credential.valid_until <= credential.valid_from:
        raise ModelError("A credential cannot end before it starts.")
    return _written(
        **{"@context": list(CONTEXTS)},
        id=credential.id,
        type=["VerifiableCredential", type],
        name=credential.name,
        description=credential.description,
        issuer=credential.issuer,
        validFrom=start,
        validUntil=end,
        credentialSubject=credential.subject,
        credentialStatus=credential.status,
        **members,
    )


def _written(**members: Any) -> Json:
    return {name: _value(value) for name, value in members.items() if value not in (None, "", [], ())}


def _value(value: Any) -> Any:
    match value:
        case str():
            return "".join(c for c in value if c in "\n\t" or (c >= " " and c != "\x7f"))
        case bool() | dict():
            return value
        case list():
            return [_value(item) for item in value]
        case _:
            return value.to_json()


def _same_email(email: str) -> str:
    return email.strip().lower()


def _digest(algorithm: str, identity: str, salt: str) -> str:
    digest = hashlib.new(algorithm, (identity + salt).encode(), usedforsecurity=False)
    return f"{algorithm}${digest.hexdigest()}"
