"""`ecdsa-sd-2023`: the holder chooses what to show (ECDSA Cryptosuites 1.0 §3.6).

The issuer signs what is mandatory, and each other statement with a key made for this one proof. From this base
proof the holder derives one that covers the mandatory statements and those chosen.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from .. import multibase, rdfc10
from ..errors import ProofInvalid, SignatureMismatch
from ..keys import PublicKey, SigningKey
from .disclosure import Divisible, lines, reveal
from .sd_values import BaseProof, DerivedProof
from .secured import SecuredDocument
from .signature import Proof

Json = dict[str, Any]

MANDATORY = ("issuer", "validFrom", "validUntil", "issuanceDate", "expirationDate", "credentialStatus")
"""What nobody may hide of a credential, unless the issuer decides otherwise: who issued it, and whether it still stands."""

MOST_SIGNATURES = 5_000
"""How many statements that could have been left out are verified: a signature each."""


def create(document: SecuredDocument, options: Proof, key: SigningKey) -> Proof:
    """The base proof (§3.6.1 "Create Base Proof"), for the holder alone. Raises LinkedDataError, or ProofInvalid.

    Among the options, `mandatoryPointers` are the JSON pointers to what every derived proof will show.
    """
    proof_key = SigningKey.generate(algorithm="ES256")
    return create_with(document, options, key, proof_key, os.urandom(32))


def create_with(
    document: SecuredDocument, options: Proof, key: SigningKey, proof_key: SigningKey, hmac_key: bytes
) -> Proof:
    """`create`, with the two secrets that it makes anew for each proof."""
    proof = {name: value for name, value in options.items() if name != "mandatoryPointers"}
    pointers = options.get("mandatoryPointers", [f"/{name}" for name in MANDATORY if name in document.unsecured])
    divisible = Divisible(document, hmac_key)
    mandatory = set(divisible.positions(divisible.part(pointers)))
    public_key = multibase.decode_base58btc(proof_key.public.multibase)
    signed = _sign_data(document, proof, public_key, [divisible.lines[at] for at in sorted(mandatory)])
    others = [line for at, line in enumerate(divisible.lines) if at not in mandatory]
    signatures = [proof_key.sign(line.encode()) for line in others]
    base = BaseProof(key.sign(signed), public_key, hmac_key, signatures, pointers)
    return proof | {"proofValue": base.to_text()}


def derive(document: Json, pointers: Sequence[str]) -> Json:
    """The part of a document with a base proof that `pointers` select, and the mandatory one, with a derived proof.

    §3.6.6 "Add Derived Proof". Raises ProofInvalid, or LinkedDataError.
    """
    secured = SecuredDocument(document)
    if len(secured.proofs) != 1:
        raise ProofInvalid("The document needs one proof, the base proof, for another to be derived from it.")
    proof = secured.proofs[0]
    base = BaseProof.parse(proof.get("proofValue"))
    combined = [*base.mandatory_pointers, *pointers]
    if not combined:
        raise ProofInvalid("Nothing is mandatory and nothing is selected: there would be nothing to show.")
    divisible = Divisible(secured, base.hmac_key)
    mandatory = set(divisible.positions(divisible.part(base.mandatory_pointers)))
    shown_quads = divisible.part(combined)
    shown = divisible.positions(shown_quads)
    others = [at for at in range(len(divisible.lines)) if at not in mandatory]
    if len(others) != len(base.signatures):
        raise ProofInvalid("The base proof has not one signature for each statement that can be left out.")
    derived = DerivedProof(
        base.signature,
        base.public_key,
        [signature for at, signature in zip(others, base.signatures, strict=True) if at in shown],
        {_number(name): divisible.digests[node] for node, name in rdfc10.canonical_names(shown_quads).items()},
        [relative for relative, at in enumerate(shown) if at in mandatory],
    )
    shown_proof = proof | {"proofValue": derived.to_text()}
    is_array = isinstance(document["proof"], list)
    return reveal(secured.unsecured, combined) | {"proof": [shown_proof] if is_array else shown_proof}


def verify(document: SecuredDocument, proof: Proof, key: PublicKey) -> None:
    """Raise ProofInvalid, or SignatureMismatch unless the proof was derived from one that `key` made (§3.6.7)."""
    derived = DerivedProof.parse(proof.get("proofValue"))
    if len(derived.signatures) > MOST_SIGNATURES:
        raise ProofInvalid(f"The proof holds more than {MOST_SIGNATURES:,} signatures.")
    statements = lines(document.quads, _digests(document, derived))
    if derived.mandatory != sorted(set(derived.mandatory)) or derived.mandatory[-1:] >= [len(statements)]:
        raise ProofInvalid("The proof does not say properly which statements were mandatory.")
    mandatory = [statements[at] for at in derived.mandatory]
    others = [line for at, line in enumerate(statements) if at not in set(derived.mandatory)]
    if len(others) != len(derived.signatures):
        raise SignatureMismatch(
            f"The proof covers {len(derived.signatures)} statements, the document has {len(others)}."
        )
    if not key.verify(derived.signature, _sign_data(document, proof, derived.public_key, mandatory)):
        raise SignatureMismatch("The signature does not match what had to be shown: it was changed, or not signed so.")
    proof_key = PublicKey.from_multibase("The proof's own key", "", multibase.encode_base58btc(derived.public_key))
    for line, signature in zip(others, derived.signatures, strict=True):
        if not proof_key.verify(signature, line.encode()):
            raise SignatureMismatch(f"This was changed, or never signed: {line.strip()}")


def _sign_data(document: SecuredDocument, proof: Proof, public_key: bytes, mandatory: list[str]) -> bytes:
    """§3.5.1 "serializeSignData"."""
    options = sha256(document.canonical_options(proof).encode()).digest()
    return options + public_key + sha256("".join(mandatory).encode()).digest()


def _digests(document: SecuredDocument, derived: DerivedProof) -> dict[str, bytes]:
    """The digest of each blank node, from the proof. Raises ProofInvalid, or SignatureMismatch."""
    if len(set(derived.digests.values())) != len(derived.digests):
        raise ProofInvalid("The proof takes two objects of the document for one.")
    numbers = {node: _number(name) for node, name in rdfc10.canonical_names(document.quads).items()}
    if set(numbers.values()) != set(derived.digests):
        raise SignatureMismatch("The proof speaks of other objects than the document has: something was changed.")
    return {node: derived.digests[number] for node, number in numbers.items()}


def _number(canonical_name: str) -> int:
    """§3.5.5 "compressLabelMap"."""
    return int(canonical_name.removeprefix("_:c14n"))
