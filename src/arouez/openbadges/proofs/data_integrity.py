"""Data Integrity proofs, whatever their cryptosuite (VC Data Integrity 1.0 §4)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ..did import resolve_verification_method
from ..documents import Documents
from ..errors import (
    OpenBadgesError,
    ProofExpired,
    ProofInvalid,
    ProofMissing,
    ProofPurpose,
    ProofUnsupported,
)
from ..keys import PublicKey, SigningKey
from ..structure import issuer_id
from ..timestamps import format_timestamp, parse_timestamp
from .secured import SecuredDocument
from .suites import cryptosuite

PURPOSE = "assertionMethod"
"""The only purpose a credential's proof can have: its controller states that it is so."""


def add_proof(
    document: dict[str, Any], key: SigningKey, created: datetime, suite: str = "eddsa-rdfc-2022"
) -> dict[str, Any]:
    """The document with a proof in array form (§4.2 "Add Proof"). Raises LinkedDataError."""
    proof = {
        "type": "DataIntegrityProof",
        "cryptosuite": suite,
        "created": format_timestamp(created),
        "verificationMethod": key.id,
        "proofPurpose": PURPOSE,
    }
    used = cryptosuite(suite)
    used.check_key(key)
    proof["proofValue"] = used.create(SecuredDocument(document), proof, key)
    return document | {"proof": [proof]}


def verify_proof(document: dict[str, Any], documents: Documents, at: datetime | None = None) -> PublicKey:
    """The key that signed `document` (§4.4 "Verify Proof"). Raises ProofInvalid, InvalidKey or DidInvalid.

    `at` is when: a proof or key that has expired by then is refused.
    """
    return verify_secured(SecuredDocument(document), documents, at)


def verify_secured(secured: SecuredDocument, documents: Documents, at: datetime | None = None) -> PublicKey:
    """`verify_proof` for a document whose linked data is computed already.

    In a set of proofs one good proof is enough (§4.5 "Verify Proof Sets and Chains"); the issuer's, if it is there.
    """
    if not secured.proofs:
        raise ProofMissing("The document carries no proof: nobody signed it.")
    good: list[PublicKey] = []
    refusals: list[OpenBadgesError] = []
    for proof in secured.proofs:
        try:
            good.append(_verify_one(secured, proof, documents, at))
        except OpenBadgesError as error:
            refusals.append(error)
        if good and good[-1].controller == issuer_id(secured.unsecured):
            return good[-1]
    if good:
        return good[0]
    raise min(refusals, key=lambda error: isinstance(error, ProofUnsupported))


def _verify_one(
    secured: SecuredDocument, proof: dict[str, Any], documents: Documents, at: datetime | None
) -> PublicKey:
    if proof.get("type") != "DataIntegrityProof":
        raise ProofUnsupported(f"The proof type {proof.get('type')!r} is not one that we verify.")
    suite = cryptosuite(proof.get("cryptosuite"))
    if "previousProof" in proof:
        raise ProofUnsupported("Chains of proofs (`previousProof`) are not verified.")
    if proof.get("proofPurpose") != PURPOSE:
        raise ProofPurpose(f"The proof's purpose is {proof.get('proofPurpose')!r}, not {PURPOSE}.")
    _check_times(proof, at)
    method = proof.get("verificationMethod")
    if not isinstance(method, str):
        raise ProofInvalid("The proof does not name its key in `verificationMethod`.")
    key = resolve_verification_method(method, documents, at)
    suite.check_key(key)
    suite.verify(secured, proof, key)
    return key


def _check_times(proof: dict[str, Any], at: datetime | None) -> None:
    times = {}
    for member in ("created", "expires"):
        if member in proof:
            try:
                times[member] = parse_timestamp(proof[member])
            except (TypeError, ValueError) as error:
                raise ProofInvalid(f"The proof's `{member}` is not a date and time with a zone.") from error
    if at is not None and "expires" in times and at >= times["expires"]:
        raise ProofExpired(f"The proof is not to be relied on since {proof['expires']}.")
