"""`eddsa-rdfc-2022`: Ed25519 over the canonical RDF (Data Integrity EdDSA Cryptosuites 1.0 §3.2).

proofValue = multibase(Ed25519(sha256(canonical proof options) + sha256(canonical document)))
"""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from .. import multibase
from ..errors import ProofInvalid, SignatureMismatch
from ..keys import PublicKey, SigningKey
from .secured import SecuredDocument

_SIGNATURE_BYTES = 64


def create(document: SecuredDocument, proof: dict[str, Any], key: SigningKey) -> str:
    """The proof value (§3.2.1 "Create Proof")."""
    return multibase.encode_base58btc(key.sign(hash_data(document, proof)))


def verify(document: SecuredDocument, proof: dict[str, Any], key: PublicKey) -> None:
    """Raise SignatureMismatch unless `key` made the proof (§3.2.2 "Verify Proof")."""
    try:
        signature = multibase.decode_base58btc(proof["proofValue"])
    except (KeyError, ValueError, AttributeError) as error:
        raise ProofInvalid("The proof has no `proofValue` in base58btc multibase.") from error
    if len(signature) != _SIGNATURE_BYTES:
        raise ProofInvalid(f"The proof's signature has {len(signature)} bytes; an Ed25519 signature has 64.")
    if not key.verify(signature, hash_data(document, proof)):
        raise SignatureMismatch(
            "The signature does not match: something was changed after signing, or another key signed."
        )


def hash_data(document: SecuredDocument, proof: dict[str, Any]) -> bytes:
    """What is signed: the hash of the proof's options, then that of the document (§3.2.4 "Hashing")."""
    options = document.canonical_options(proof)
    return sha256(options.encode()).digest() + sha256(document.canonical.encode()).digest()
