"""The badges that others make: what we are asked to judge. Their issuer is our fab, but in Node, where keys are made anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from arouez.openbadges import jsonld, keys, model, verify

from . import in_node
from .fab import (
    ACHIEVEMENT,
    AWARDED,
    FAB,
    ISSUER,
    LEARNER,
    OB2_BADGE,
    OB2_KEY,
    OB2_REVOKED,
    SVG,
    TAKEN_BACK,
    award,
    issuer,
)
from .forms import PAST, png
from .shelf import Shelf

LIST = f"{FAB}/status/theirs"


@dataclass(frozen=True)
class Foreign:
    """A badge that others made."""

    by: str
    form: str
    badge: Any
    fault: str = ""
    """As of forms.Form."""


@cache
def foreign() -> tuple[tuple[Foreign, ...], Shelf]:
    """Every badge of theirs that can be made here, and what is published of them."""
    shelf = Shelf(issuer().shelf)
    made = [*_by_openvc(shelf), *_by_openbadgeslib(shelf)]
    for row in [] if in_node.missing() else in_node.run()["made"]:
        for url, document in row.get("documents", {}).items():
            shelf.put(url, document)
        made.append(Foreign(row["by"], row["form"], row["badge"], row.get("fault", "")))
    return tuple(made), shelf


def verdicts() -> dict[tuple[str, str], str]:
    """What we hold against each."""
    made, shelf = foreign()
    found = {}
    for one in made:
        checks = verify(one.badge, documents=shelf, at=datetime.now(UTC)).checks
        found[one.by, one.form] = "; ".join(check.detail for check in checks if check.status == "fail")
    return found


# ---- openvc-core


def _by_openvc(shelf: Shelf) -> Iterator[Foreign]:
    from openvc.keys import Ed25519SigningKey, P256SigningKey
    from openvc.proof.data_integrity import DataIntegrityProofSuite
    from openvc.proof.di_ecdsa_rdfc import EcdsaRdfcProofSuite
    from openvc.proof.di_jcs import EcdsaJcsProofSuite, EddsaJcsProofSuite
    from openvc.proof.ecdsa_sd import EcdsaSdProofSuite
    from openvc.proof.vc_jwt import VcJwtProofSuite

    fab, contexts, unsigned = issuer(), {"extra_contexts": jsonld.pinned_contexts()}, award(8).to_json()
    ed25519 = Ed25519SigningKey(fab.ed25519.secret, fab.ed25519.id)
    p256 = P256SigningKey(fab.p256.secret, fab.p256.id)

    def secured(suite: Any, key: Any, document: Any = unsigned, **more: Any) -> Any:
        return suite.add_proof(document, signing_key=key, verification_method=key.kid, created=AWARDED, **more)

    def made(form: str, badge: Any, fault: str = "") -> Foreign:
        return Foreign("openvc-core", form, badge, fault)

    rdfc = DataIntegrityProofSuite()
    yield made("eddsa-rdfc-2022", secured(rdfc, ed25519, **contexts))
    yield made("eddsa-jcs-2022", secured(EddsaJcsProofSuite(), ed25519))
    yield made("ecdsa-rdfc-2019", secured(EcdsaRdfcProofSuite(), p256, **contexts))
    yield made("ecdsa-jcs-2019", secured(EcdsaJcsProofSuite(), p256))
    base = EcdsaSdProofSuite().add_base_proof(
        _without_blank_nodes(),
        signing_key=p256,
        verification_method=p256.kid,
        mandatory_pointers=["/issuer", "/validFrom"],
        created=AWARDED,
        **contexts,
    )
    disclosed = EcdsaSdProofSuite().derive_proof(
        base, selective_pointers=["/id", "/name", "/credentialSubject"], **contexts
    )
    yield made("ecdsa-sd-2023, derived", disclosed)
    for key in (p256, ed25519):
        yield made(f"VC-JWT {key.alg}", VcJwtProofSuite().sign(unsigned, signing_key=key))
    yield from _revoked_by_openvc(shelf, lambda document: secured(rdfc, ed25519, document, **contexts), made)


def _without_blank_nodes() -> Any:
    """The badge, where everything has an id: openvc-core derives no proof that discloses a node without."""
    named = replace(ACHIEVEMENT, criteria=replace(ACHIEVEMENT.criteria, id=f"{FAB}/laser"), alignments=())
    return award(8, subject=model.AchievementSubject(named, id=LEARNER), evidence=()).to_json()


def _revoked_by_openvc(shelf: Shelf, secured: Any, made: Any) -> Iterator[Foreign]:
    from openvc.status.bitstring import new_bitstring, set_status_bit
    from openvc.status.issue import build_status_list_credential, build_status_list_entry

    bits, address = new_bitstring(131_072), f"{LIST}/openvc"
    set_status_bit(bits, TAKEN_BACK, 1)
    shelf.put(address, secured(build_status_list_credential(id=address, issuer=ISSUER, bitstring=bits)))
    for form, index, fault in (("on a status list", TAKEN_BACK - 1, ""), ("revoked", TAKEN_BACK, "status")):
        entry = build_status_list_entry(status_list_credential=address, index=index)
        yield made(form, secured(award(8).to_json() | {"credentialStatus": entry}), fault)


# ---- openbadgeslib


def _by_openbadgeslib(shelf: Shelf) -> Iterator[Foreign]:
    from openbadgeslib.ob3 import OB3LdpSigner, OB3Signer

    fab, credential = issuer(), _credential()
    ldp = OB3LdpSigner(_pem(fab.ed25519), fab.ed25519.id)

    def made(form: str, badge: Any, fault: str = "") -> Foreign:
        return Foreign("openbadgeslib", form, badge, fault)

    yield made("eddsa-rdfc-2022", ldp.sign(credential))
    yield made("expired", ldp.sign(_credential(expiration_date=PAST)), "period")
    for key in (fab.rsa, fab.p256, fab.ed25519):
        signer = OB3Signer(_pem(key), key.algorithm)
        yield made(f"VC-JWT {key.algorithm}", signer.sign(credential))
    yield made("PNG, OB 3.0", ldp.sign_into_png(credential, png()))
    yield made("SVG, OB 3.0", ldp.sign_into_svg(credential, SVG.encode()))
    yield made("PNG, OB 3.0 VC-JWT", signer.sign_into_png(credential, png()))
    yield made("SVG, OB 3.0 VC-JWT", signer.sign_into_svg(credential, SVG.encode()))
    yield from _revoked_by_openbadgeslib(shelf, made)
    yield from _ob2_by_openbadgeslib(made)


def _revoked_by_openbadgeslib(shelf: Shelf, made: Any) -> Iterator[Foreign]:
    from openbadgeslib.ob3 import OB3LdpSigner, build_status_list_credential, sign_status_list_credential, status_entry

    fab, address = issuer(), f"{LIST}/openbadgeslib"
    listed = build_status_list_credential(ISSUER, address, "revocation", [TAKEN_BACK])
    shelf.put(address, sign_status_list_credential(listed, _pem(fab.ed25519), "EdDSA"), "application/jwt")
    signer = OB3LdpSigner(_pem(fab.ed25519), fab.ed25519.id)
    for form, index, fault in (("on a status list", TAKEN_BACK - 1, ""), ("revoked", TAKEN_BACK, "status")):
        entry = status_entry(address, "revocation", index)
        yield made(form, signer.sign(_credential(credential_status=[entry])), fault)


def _ob2_by_openbadgeslib(made: Any) -> Iterator[Foreign]:
    from openbadgeslib.ob2 import Assertion, IdentityObject, OB2Signer, Verification

    def assertion(**more: Any) -> Any:
        return Assertion(
            recipient=IdentityObject.create("lena@example.org", salt="sel"),
            badge=OB2_BADGE,
            verification=Verification(type="SignedBadge", creator=OB2_KEY),
            issued_on=AWARDED,
            **more,
        )

    signer = OB2Signer(_pem(issuer().ob2), "RS256")
    yield made("OB 2.0 signed", signer.sign(assertion()))
    yield made("OB 2.0 signed, revoked", signer.sign(assertion(id=OB2_REVOKED)), "status")
    yield made("PNG, OB 2.0 signed", signer.sign_into_png(assertion(), png()))
    yield made("SVG, OB 2.0 signed", signer.sign_into_svg(assertion(), SVG.encode()))


def _credential(**more: Any) -> Any:
    from openbadgeslib.ob3 import Achievement, Issuer, OpenBadgeCredential

    return OpenBadgeCredential(
        id=f"{FAB}/awards/9",
        issuer=Issuer(ISSUER, "La Fabrique de Recouvrance", url=FAB),
        recipient_id=LEARNER,
        achievement=Achievement(
            ACHIEVEMENT.id, ACHIEVEMENT.name, ACHIEVEMENT.description, criteria_narrative="Je règle la focale."
        ),
        issuance_date=AWARDED,
        **more,
    )


def _pem(key: keys.SigningKey) -> bytes:
    return key.secret.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
