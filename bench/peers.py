"""Libraries in Python that others wrote, each signing and verifying one badge by its own short way.

Contexts are those that each carries or is given, in memory; keys are read beforehand where the library allows it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from importlib.util import find_spec
from typing import Any

import pyld_route
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from arouez.openbadges import keys

Json = dict[str, Any]
Routes = dict[str, tuple[Callable[[], object], Callable[[], object]]]


def routes(unsigned: Json, signed: Json, key: keys.SigningKey, created: datetime) -> Routes:
    """Signing and verifying, by the name of the library, for those that are installed."""
    found = {
        "PyLD and cryptography": (
            lambda: pyld_route.sign(unsigned, key, created),
            lambda: pyld_route.verify(signed, key),
        )
    }
    for name, (package, route) in _OTHERS.items():
        if find_spec(package):
            found[name] = route(unsigned, signed | {"proof": signed["proof"][0]}, key, created)
    return found


def missing() -> list[str]:
    """The names of those that are not installed."""
    return [name for name, (package, _) in _OTHERS.items() if not find_spec(package)]


def _openbadgeslib(unsigned: Json, signed: Json, key: keys.SigningKey, created: datetime):
    from openbadgeslib.ob3.ldp import add_data_integrity_proof, verify_data_integrity_proof

    secret = key.secret.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    public = key.secret.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return (
        lambda: add_data_integrity_proof(unsigned, secret, key.id, created=created),
        lambda: verify_data_integrity_proof(signed, public),
    )


def _openbadgeslib_checked(unsigned: Json, signed: Json, key: keys.SigningKey, created: datetime):
    from openbadgeslib.ob3.ldp import OB3LdpSigner, OB3LdpVerifier

    secret = key.secret.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    public = key.secret.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    signer, verifier = OB3LdpSigner(secret, key.id), OB3LdpVerifier(public)
    credential = verifier.verify(signed)
    return lambda: signer.sign(credential, created=created), lambda: verifier.verify(signed)


def _openvc_core(unsigned: Json, signed: Json, key: keys.SigningKey, created: datetime):
    from openvc.keys import Ed25519SigningKey
    from openvc.proof.data_integrity import DataIntegrityProofSuite

    suite = DataIntegrityProofSuite()
    signing = Ed25519SigningKey(key.secret, key.id)
    contexts = {url: pyld_route.CONTEXTS[url] for url in unsigned["@context"]}
    return (
        lambda: suite.add_proof(
            unsigned, signing_key=signing, verification_method=key.id, created=created, extra_contexts=contexts
        ),
        lambda: suite.verify(signed, public_key_jwk=key.public.jwk(), now=created, extra_contexts=contexts),
    )


_OTHERS = {
    "openbadgeslib, the proof alone": ("openbadgeslib", _openbadgeslib),
    "openbadgeslib, with its checks": ("openbadgeslib", _openbadgeslib_checked),
    "openvc-core": ("openvc", _openvc_core),
}
