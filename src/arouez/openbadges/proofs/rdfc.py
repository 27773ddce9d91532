"""`eddsa-rdfc-2022`, `ecdsa-rdfc-2019` and the legacy `Ed25519Signature2020`: a signature over canonical RDF.

Data Integrity EdDSA Cryptosuites 1.0 §3.2 and appendix "Ed25519Signature2020", ECDSA Cryptosuites 1.0 §3.2.
"""

from __future__ import annotations

from hashlib import sha256

from .. import rdfc10
from ..keys import PublicKey, SigningKey
from . import signature
from .secured import SecuredDocument
from .signature import Proof


def create(document: SecuredDocument, options: Proof, key: SigningKey) -> Proof:
    """The proof with these options ("Create Proof"). Raises LinkedDataError."""
    return options | {"proofValue": signature.make_value(key, hash_data(document, options, key.algorithm))}


def verify(document: SecuredDocument, proof: Proof, key: PublicKey) -> None:
    """Raise SignatureMismatch unless `key` made the proof ("Verify Proof")."""
    signature.check_value(proof, key, hash_data(document, proof, key.algorithm))


def hash_data(document: SecuredDocument, proof: Proof, algorithm: str) -> bytes:
    """What is signed. A key that hashes by something else than SHA-256 canonicalizes by it too (ECDSA §3)."""
    digest = signature.DIGESTS[algorithm]
    if digest is sha256:
        return signature.hash_data(document.canonical_options(proof), document.canonical, algorithm)
    options, content = (rdfc10.canonicalize(q, digest=digest) for q in (document.option_quads(proof), document.quads))
    return signature.hash_data(options, content, algorithm)
