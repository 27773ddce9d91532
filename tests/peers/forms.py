"""The badges that Arouez makes, in each form and with each fault: what others are asked to judge."""

from __future__ import annotations

import copy
import io
import json
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

from PIL import Image

from arouez.openbadges import carriers, keys, model, ob2, sign
from arouez.openbadges.jws import Jws, sign_compact
from arouez.openbadges.proofs import add_proof, derive, sign_jwt

from .fab import (
    ACHIEVEMENT,
    AWARDED,
    FAB,
    ISSUER,
    JWK,
    OB2_AWARDS,
    OB2_BADGE,
    OB2_KEY,
    OB2_REVOKED,
    REVOCATIONS,
    SUSPENSIONS,
    SVG,
    TAKEN_BACK,
    award,
    endorsement,
    issuer,
    profile,
    status_entry,
)

Json = dict[str, Any]

Answers = dict[str, str]
"""What a verifier holds against each form, by its name: nothing, if it accepts."""

PROOFS = frozenset({"eddsa-rdfc-2022", "EndorsementCredential", "BitstringStatusListCredential"})
SUITES = frozenset({"eddsa-jcs-2022", "ecdsa-rdfc-2019", "ecdsa-jcs-2019", "ecdsa-sd-2023"})
OLD_SUITE = frozenset({"Ed25519Signature2020"})
PROOF_SETS = frozenset({"proof set"})
TOKENS = frozenset({"VC-JWT RS256", "VC-JWT ES256", "VC-JWT EdDSA", "EndorsementCredential as VC-JWT"})
OB2 = frozenset({"OB 2.0 hosted", "OB 2.0 signed"})
PNG = frozenset({"PNG, OB 3.0", "PNG, OB 3.0 VC-JWT", "PNG, OB 2.0 hosted", "PNG, OB 2.0 signed"})
SVG_IMAGES = frozenset(name.replace("PNG", "SVG") for name in PNG)
"""What there is to read: formats, in groups that software knows or not."""

PAST = datetime(2024, 6, 1, tzinfo=UTC)
FUTURE = datetime(2999, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Form:
    """A badge to judge."""

    name: str
    format: str
    """What one must be able to read in order to judge it."""
    badge: Json | str | bytes
    """A document, a token, or a picture."""
    fault: str = ""
    """What a verifier should find wrong: one of FAULTS; nothing if it is sound."""
    payload: str = ""
    """For a picture: the text baked into it."""


FAULTS = {
    "shape": "it lacks what the standard requires",
    "proof": "it was altered after it was signed",
    "issuer": "the key that signed it is not its issuer's",
    "period": "its time is over, or has not come",
    "status": "its issuer took it back",
    "file": "the picture is damaged",
}
"""What is wrong with the badges that nobody should accept."""


@cache
def forms() -> tuple[Form, ...]:
    """Every badge, the same for the whole run."""
    made = (*_embedded(), *_tokens(), *_open_badges_2())
    return (*made, *_pictures({form.name: form for form in made}))


# ---- Open Badges 3.0 with an embedded proof


def altered(signed: Json) -> Json:
    """The badge with another name for what was achieved."""
    forged = copy.deepcopy(signed)
    forged["credentialSubject"]["achievement"]["name"] = "Chef de tout"
    return forged


def without_criteria(unsigned: Json) -> Json:
    """The badge without what every achievement must have (OB 3.0 §B, Achievement)."""
    lacking = copy.deepcopy(unsigned)
    del lacking["credentialSubject"]["achievement"]["criteria"]
    return lacking


def _embedded() -> list[Form]:
    fab = issuer()
    rdfc, sound = "eddsa-rdfc-2022", award().to_json()

    def signed(document: Json, key: keys.SigningKey = fab.ed25519, suite: str = rdfc) -> Json:
        return sign(document, key, AWARDED, suite)

    def with_status(*entry: Any) -> Json:
        return signed(award(status=status_entry(*entry)).to_json())

    def in_suite(suite: str, key: keys.SigningKey) -> list[Form]:
        document = signed(sound, key, suite)
        return [Form(suite, suite, document), Form(f"{suite}, altered", suite, altered(document), "proof")]

    lasting = signed(sound)
    vouched = profile(endorsements=[signed(endorsement(ISSUER, fab.own), fab.own)])
    organisation = model.AchievementSubject.organisation(model.Profile(f"{FAB}/", name="L’atelier"), ACHIEVEMENT)
    both = lasting | {"proof": lasting["proof"] + signed(sound, fab.p256, "ecdsa-rdfc-2019")["proof"]}
    disclosed = derive(
        sign(sound, fab.p256, AWARDED, "ecdsa-sd-2023", ["/issuer", "/validFrom"]),
        ["/id", "/name", "/credentialSubject/id", "/credentialSubject/achievement"],
    )
    return [
        Form("did:key", rdfc, signed(award(by=fab.own.controller).to_json(), fab.own)),
        Form("did:web", rdfc, lasting),
        Form("did:web, on a status list", rdfc, with_status(TAKEN_BACK - 1)),
        Form("with the network's endorsement of the issuer", rdfc, signed(award(issuer=vouched).to_json())),
        Form("awarded to an organisation", rdfc, signed(award(subject=organisation).to_json())),
        Form("revoked", rdfc, with_status(TAKEN_BACK), "status"),
        Form("suspended", rdfc, with_status(TAKEN_BACK, SUSPENSIONS, "suspension"), "status"),
        Form("expired", rdfc, signed(award(valid_until=PAST).to_json()), "period"),
        Form("not yet valid", rdfc, signed(award(valid_from=FUTURE).to_json()), "period"),
        Form("altered", rdfc, altered(lasting), "proof"),
        Form("without criteria", rdfc, add_proof(without_criteria(sound), fab.ed25519, AWARDED), "shape"),
        Form("signed by a stranger", rdfc, add_proof(sound, fab.stranger, AWARDED), "issuer"),
        *in_suite("eddsa-jcs-2022", fab.ed25519),
        *in_suite("ecdsa-rdfc-2019", fab.p256),
        *in_suite("ecdsa-jcs-2019", fab.p256),
        *in_suite("Ed25519Signature2020", fab.ed25519),
        Form("ecdsa-sd-2023, derived", "ecdsa-sd-2023", disclosed),
        Form("ecdsa-sd-2023, altered", "ecdsa-sd-2023", altered(disclosed), "proof"),
        Form("two proofs", "proof set", both),
        Form("EndorsementCredential", "EndorsementCredential", signed(endorsement(ISSUER, fab.own), fab.own)),
        Form("status list", "BitstringStatusListCredential", json.loads(fab.shelf.body(REVOCATIONS))),
    ]


# ---- Open Badges 3.0 as a token


def _tokens() -> list[Form]:
    fab, sound, eddsa = issuer(), award().to_json(), "VC-JWT EdDSA"
    endorsed = "EndorsementCredential as VC-JWT"

    def signed(**changes: Any) -> str:
        return sign_jwt(award(**changes).to_json(), fab.ed25519)

    lasting, revoked = signed(), signed(status=status_entry(TAKEN_BACK))
    return [
        Form("VC-JWT RS256, `kid` a DID", "VC-JWT RS256", sign_jwt(sound, fab.rsa)),
        Form("VC-JWT RS256, `kid` an address", "VC-JWT RS256", sign_jwt(sound, fab.rsa, kid=JWK)),
        Form("VC-JWT ES256", "VC-JWT ES256", sign_jwt(sound, fab.p256)),
        Form("VC-JWT EdDSA", eddsa, lasting),
        Form("VC-JWT EdDSA, did:key", eddsa, sign_jwt(award(by=fab.own.controller).to_json(), fab.own)),
        Form("VC-JWT, revoked", eddsa, revoked, "status"),
        Form("VC-JWT, expired", eddsa, signed(valid_until=PAST), "period"),
        Form("VC-JWT, not yet valid", eddsa, signed(valid_from=FUTURE), "period"),
        Form("VC-JWT, altered", eddsa, _with_payload_of(lasting, revoked), "proof"),
        Form("VC-JWT, signed by a stranger", eddsa, _signed_again(lasting, fab.stranger), "issuer"),
        Form(endorsed, endorsed, sign_jwt(endorsement(ISSUER, fab.own), fab.own)),
    ]


def _with_payload_of(token: str, other: str) -> str:
    header, _, signature = token.split(".")
    return ".".join((header, other.split(".")[1], signature))


def _signed_again(token: str, key: keys.SigningKey) -> str:
    return sign_compact(Jws.parse(token).payload, {"kid": key.id, "typ": "JWT"}, key)


# ---- Open Badges 2.0


def _open_badges_2() -> list[Form]:
    fab = issuer()

    def hosted(number: int, **changes: Any) -> Json:
        address = f"{OB2_AWARDS}/{number}"
        assertion = ob2.compose_assertion(award(**changes), id=address, badge=OB2_BADGE)
        fab.shelf.put(address, assertion)
        return assertion

    def signed(uuid: str, **changes: Any) -> str:
        assertion = ob2.compose_assertion(award(**changes), id=uuid, badge=OB2_BADGE, creator=OB2_KEY)
        return ob2.sign_assertion(assertion, fab.ob2)

    lasting, revoked = hosted(1), hosted(2)
    fab.shelf.put(revoked["id"], ob2.compose_revoked(id=revoked["id"], reason="Par erreur"), status=410)
    for_all, taken_back = signed(_uuid(1)), signed(OB2_REVOKED)
    return [
        Form("OB 2.0 hosted", "OB 2.0 hosted", lasting),
        Form("OB 2.0 hosted, revoked", "OB 2.0 hosted", revoked, "status"),
        Form("OB 2.0 hosted, expired", "OB 2.0 hosted", hosted(3, valid_until=PAST), "period"),
        Form("OB 2.0 hosted, altered", "OB 2.0 hosted", lasting | {"issuedOn": "2019-01-01T00:00:00Z"}, "proof"),
        Form("OB 2.0 signed", "OB 2.0 signed", for_all),
        Form("OB 2.0 signed, revoked", "OB 2.0 signed", taken_back, "status"),
        Form("OB 2.0 signed, expired", "OB 2.0 signed", signed(_uuid(3), valid_until=PAST), "period"),
        Form("OB 2.0 signed, altered", "OB 2.0 signed", _with_payload_of(for_all, signed(_uuid(4))), "proof"),
    ]


def _uuid(number: int) -> str:
    return f"urn:uuid:a953081a-4bbd-4927-9653-{number:012}"


# ---- pictures


def _pictures(made: dict[str, Form]) -> list[Form]:
    """The sound badge of each generation, baked in a picture of each kind."""
    carried: tuple[tuple[str, str, carriers.Standard], ...] = (
        ("OB 3.0", "did:web", "OB3"),
        ("OB 3.0 VC-JWT", "VC-JWT EdDSA", "OB3"),
        ("OB 2.0 hosted", "OB 2.0 hosted", "OB2"),
        ("OB 2.0 signed", "OB 2.0 signed", "OB2"),
    )
    baked = [
        Form(f"{kind}, {label}", f"{kind}, {label}", carriers.bake(picture, text, standard), payload=text)
        for kind, picture in (("PNG", png()), ("SVG", SVG.encode()))
        for label, name, standard in carried
        for text in [text_of(made[name].badge)]
    ]
    first = baked[0]
    damaged = first.badge.replace("Découpeuse".encode(), b"Decoupeuse ")
    return [*baked, replace(first, name="PNG, damaged", badge=damaged, fault="file")]


def png() -> bytes:
    """A picture that carries no badge."""
    file = io.BytesIO()
    Image.new("RGB", (32, 32), "teal").save(file, "PNG")
    return file.getvalue()


def text_of(badge: Any) -> str:
    """The badge as it is written into a file."""
    return badge if isinstance(badge, str) else json.dumps(badge, ensure_ascii=False)
