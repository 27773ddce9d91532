"""`eddsa-jcs-2022` and `ecdsa-jcs-2019`: a signature over canonical JSON.

Data Integrity EdDSA Cryptosuites 1.0 §3.3, ECDSA Cryptosuites 1.0 §3.3. The text of a document is signed, not what it
means: whoever verifies must know its contexts (Data Integrity §4.6).
"""

from __future__ import annotations

from typing import Any

from ..canonical_json import canonicalize
from ..errors import ProofInvalid
from ..keys import PublicKey, SigningKey
from . import signature
from .secured import SecuredDocument
from .signature import Proof


def create(document: SecuredDocument, options: Proof, key: SigningKey) -> Proof:
    """The proof with these options and the document's contexts ("Create Proof"). Raises Malformed."""
    if "@context" in document.unsecured:
        options = options | {"@context": document.unsecured["@context"]}
    return options | {"proofValue": signature.make_value(key, hash_data(document, options, key.algorithm))}


def verify(document: SecuredDocument, proof: Proof, key: PublicKey) -> None:
    """Raise ProofInvalid, or SignatureMismatch unless `key` made the proof ("Verify Proof")."""
    signature.check_value(proof, key, hash_data(document, proof, key.algorithm))


def hash_data(document: SecuredDocument, proof: Proof, algorithm: str) -> bytes:
    """What is signed: the document under the contexts of the proof, to which later signers may have added."""
    options = {name: value for name, value in proof.items() if name != "proofValue"}
    signed = document.unsecured
    if "@context" in options:
        _check_contexts(_listed(options["@context"]), _listed(signed.get("@context")))
        signed = signed | {"@context": options["@context"]}
    return signature.hash_data(canonicalize(options), canonicalize(signed), algorithm)


def _check_contexts(signed: list[Any], present: list[Any]) -> None:
    if present[: len(signed)] != signed:
        raise ProofInvalid("The document's `@context` does not begin with the contexts that its proof was made under.")


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
