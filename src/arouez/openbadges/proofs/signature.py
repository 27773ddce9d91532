"""What the cryptosuites that sign a whole document share (Data Integrity EdDSA §3, ECDSA §3).

proofValue = multibase(signature(hash(canonical proof options) + hash(canonical document)))
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256, sha384
from typing import Any

from .. import multibase
from ..errors import ProofInvalid, SignatureMismatch
from ..keys import PublicKey, SigningKey

Proof = dict[str, Any]

DIGESTS: dict[str, Callable[[bytes], Any]] = {"EdDSA": sha256, "ES256": sha256, "ES384": sha384}
"""The hash that goes with a key, by its algorithm."""

_SIGNATURE_BYTES = {"EdDSA": 64, "ES256": 64, "ES384": 96}


def hash_data(options: str, document: str, algorithm: str) -> bytes:
    """What is signed: the hash of the proof's options, then that of the document, both in canonical form."""
    digest = DIGESTS[algorithm]
    return bytes(digest(options.encode()).digest() + digest(document.encode()).digest())


def make_value(key: SigningKey, data: bytes) -> str:
    """The `proofValue` of a signature over `data`."""
    return multibase.encode_base58btc(key.sign(data))


def check_value(proof: Proof, key: PublicKey, data: bytes) -> None:
    """Raise ProofInvalid, or SignatureMismatch unless `key` made the proof's value over `data`."""
    try:
        signature = multibase.decode_base58btc(proof["proofValue"])
    except (KeyError, ValueError, AttributeError) as error:
        raise ProofInvalid("The proof has no `proofValue` in base58btc multibase.") from error
    size = _SIGNATURE_BYTES[key.algorithm]
    if len(signature) != size:
        raise ProofInvalid(f"The proof's signature has {len(signature)} bytes; one of {key.algorithm} has {size}.")
    if not key.verify(signature, data):
        raise SignatureMismatch(
            "The signature does not match: something was changed after signing, or another key signed."
        )
