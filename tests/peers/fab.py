"""A fab that issues badges: its keys, what its badges say, and what it publishes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

from arouez.openbadges import did, jsonld, keys, model, ob2, sign, status

from .shelf import Shelf

Json = dict[str, Any]

AWARDED = datetime(2024, 1, 15, 9, 30, tzinfo=UTC)
"""Long ago: verifiers read clocks of their own."""

FAB = "https://recouvrance.example"
ISSUER = "did:web:recouvrance.example:issuer"
DID_DOCUMENT = f"{FAB}/issuer/did.json"
JWK = f"{FAB}/issuer/keys/2.jwk"
REVOCATIONS = f"{FAB}/status/revoked"
SUSPENSIONS = f"{FAB}/status/suspended"
LEARNER = "urn:uuid:7c7b2f9e-6f0f-4e0e-9f5e-1d2c3b4a5968"

OB2_ISSUER = f"{FAB}/ob2/issuer"
OB2_BADGE = f"{FAB}/ob2/badges/laser"
OB2_KEY = f"{FAB}/ob2/keys/1"
OB2_LIST = f"{FAB}/ob2/revoked"
OB2_AWARDS = f"{FAB}/ob2/awards"
OB2_REVOKED = "urn:uuid:a953081a-4bbd-4927-9653-000000000002"

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><circle cx="4" cy="4" r="4" fill="teal"/></svg>'
PICTURE = f"{FAB}/achievements/laser.svg"
TAKEN_BACK = 7
"""The index that is raised on both status lists."""


@dataclass(frozen=True)
class Issuer:
    """The keys of the fab, and what it publishes."""

    ed25519: keys.SigningKey
    p256: keys.SigningKey
    rsa: keys.SigningKey
    ob2: keys.SigningKey
    own: keys.SigningKey
    """A did:key, which needs no publishing."""
    stranger: keys.SigningKey
    """Somebody else's."""
    shelf: Shelf


@cache
def issuer() -> Issuer:
    """The fab, the same for the whole run."""
    generate = keys.SigningKey.generate
    made = Issuer(
        ed25519=generate(ISSUER, "key-0"),
        p256=generate(ISSUER, "key-1", "ES256"),
        rsa=generate(ISSUER, "key-2", "RS256"),
        ob2=generate(OB2_ISSUER, "key", "RS256"),
        own=generate(),
        stranger=generate(),
        shelf=Shelf(),
    )
    _publish(made)
    return made


# ---- what they say


def profile(id: str = ISSUER, **more: Any) -> model.Profile:
    return model.Profile(id=id, name="La Fabrique de Recouvrance", url=FAB, email="bonjour@recouvrance.example", **more)


ACHIEVEMENT = model.Achievement(
    id=f"{FAB}/achievements/laser",
    name="Découpeuse laser",
    description="La personne a découpé seule.",
    criteria=model.Criteria(narrative="- ★ Je reste présent·e.\n- Je règle la focale."),
    achievement_type="Badge",
    creator=model.Profile(id="did:web:reseau.example", name="Le réseau des fabriques"),
    image=model.Image(PICTURE),
    tags=("laser",),
    alignments=(model.Alignment("Découpe laser", "http://data.europa.eu/esco/skill/45bef06d"),),
    in_language="fr",
)


def award(number: int = 1, by: str = ISSUER, **changes: Any) -> model.OpenBadgeCredential:
    """An unsigned badge with everything that an award of the site carries."""
    return replace(
        model.OpenBadgeCredential(
            id=f"{FAB}/awards/{number}",
            issuer=profile(by),
            valid_from=AWARDED,
            name="Découpeuse laser",
            subject=model.AchievementSubject(
                id=LEARNER,
                identifiers=[model.IdentityObject.hashed_email("lena@example.org", salt="sel")],
                achievement=ACHIEVEMENT,
            ),
            evidence=[model.Evidence(narrative="Une boîte à thé.")],
        ),
        **changes,
    )


def status_entry(index: int, url: str = REVOCATIONS, purpose: str = "revocation") -> model.BitstringStatusListEntry:
    return model.BitstringStatusListEntry(f"{url}#{index}", url, index, purpose)


def endorsement(of: str, by: keys.SigningKey) -> Json:
    """An unsigned EndorsementCredential."""
    return model.EndorsementCredential(
        id=f"{FAB}/endorsements/1",
        issuer=profile(by.controller),
        valid_from=AWARDED,
        name="Le réseau se porte garant",
        subject=model.EndorsementSubject(of, "Une fabrique du réseau."),
    ).to_json()


# ---- what is published


def _publish(fab: Issuer) -> None:
    shelf = fab.shelf
    for url, document in jsonld.pinned_contexts().items():
        shelf.put(url, document, "application/ld+json")
    public = [fab.ed25519.public, fab.p256.public, fab.rsa.public]
    shelf.put(DID_DOCUMENT, did.did_document(ISSUER, public))
    shelf.put(JWK, fab.rsa.public.jwk() | {"alg": "RS256", "use": "sig", "kid": JWK})
    for url, purpose in ((REVOCATIONS, "revocation"), (SUSPENSIONS, "suspension")):
        shelf.put(url, _status_list(url, purpose, fab.ed25519))
    shelf.put(OB2_ISSUER, ob2.compose_issuer(profile(), id=OB2_ISSUER, public_keys=[OB2_KEY], revocation_list=OB2_LIST))
    shelf.put(OB2_BADGE, ob2.compose_badge_class(ACHIEVEMENT, id=OB2_BADGE, issuer=OB2_ISSUER))
    shelf.put(OB2_KEY, ob2.compose_key(fab.ob2.public, id=OB2_KEY, owner=OB2_ISSUER))
    shelf.put(OB2_LIST, ob2.compose_revocation_list([(OB2_REVOKED, "Par erreur")], id=OB2_LIST, issuer=OB2_ISSUER))
    shelf.put(PICTURE, SVG, "image/svg+xml")


def _status_list(url: str, purpose: str, key: keys.SigningKey) -> Json:
    bits = status.BitstringStatusList()
    bits.set(TAKEN_BACK)
    return sign(status.status_list_credential(url, ISSUER, bits, AWARDED, purpose), key, AWARDED)
