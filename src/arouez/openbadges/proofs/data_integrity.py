"""Data Integrity proofs, whatever their cryptosuite (VC Data Integrity 1.0 §4)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ..did import resolve_verification_method
from ..documents import Documents
from ..errors import (
    ChallengeMismatch,
    DomainMismatch,
    OpenBadgesError,
    ProofChainBroken,
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
from .signature import Proof
from .suites import Cryptosuite, cryptosuite, suite_of


@dataclass(frozen=True)
class Expected:
    """What a verifier wants of a proof besides a good signature (§4.4).

    A credential's controller asserts that it is so. Who presents credentials authenticates, to the one who asked:
    `Expected("authentication", frozenset({"verifier.example"}), challenge)`.
    """

    purpose: str = "assertionMethod"
    domains: frozenset[str] | None = None
    challenge: str | None = None

    def check(self, proof: Proof) -> None:
        """Raises ProofPurpose, DomainMismatch or ChallengeMismatch."""
        if proof.get("proofPurpose") != self.purpose:
            raise ProofPurpose(f"The proof's purpose is {proof.get('proofPurpose')!r}, not {self.purpose}.")
        if self.domains is not None and sorted(self.domains) != sorted(map(str, _listed(proof.get("domain", [])))):
            raise DomainMismatch(f"The proof was made for {proof.get('domain')!r}, not for this verifier.")
        if self.challenge is not None and proof.get("challenge") != self.challenge:
            raise ChallengeMismatch(
                "The proof does not answer the challenge: it may have been made for another occasion."
            )


CREDENTIAL = Expected()


def add_proof(
    document: dict[str, Any],
    key: SigningKey,
    created: datetime,
    suite: str = "eddsa-rdfc-2022",
    mandatory_pointers: Sequence[str] | None = None,
) -> dict[str, Any]:
    """The document with a proof in array form (§4.2 "Add Proof"). Raises LinkedDataError, or ProofInvalid.

    A context that defines the terms of the proof is added where the document's own do not (§2.4.1 "Context Injection").
    `ecdsa-sd-2023` alone has JSON pointers, to what the holder cannot leave out.
    """
    used = cryptosuite(suite)
    used.check_key(key)
    options = used.header | {
        "created": format_timestamp(created),
        "verificationMethod": key.id,
        "proofPurpose": CREDENTIAL.purpose,
    }
    if mandatory_pointers is not None:
        if not used.is_selective:
            raise ProofInvalid(f"{suite} has no mandatory pointers: nothing that it signs can be left out.")
        options["mandatoryPointers"] = list(mandatory_pointers)
    document = _with_terms_of(used, document)
    return document | {"proof": [used.create(SecuredDocument(document), options, key)]}


def _with_terms_of(suite: Cryptosuite, document: dict[str, Any]) -> dict[str, Any]:
    """VCDM 2.0's context knows Data Integrity proofs; that of 1.1 knows none, and neither the older type."""
    contexts = _listed(document.get("@context", []))
    needed = _ED25519_2020 if suite.is_type else _DATA_INTEGRITY if contexts[:1] == [_VCDM_1] else None
    return document if needed is None or needed in contexts else document | {"@context": [*contexts, needed]}


_VCDM_1 = "https://www.w3.org/2018/credentials/v1"
_DATA_INTEGRITY = "https://w3id.org/security/data-integrity/v2"
_ED25519_2020 = "https://w3id.org/security/suites/ed25519-2020/v1"


def verify_proof(document: dict[str, Any], documents: Documents, at: datetime | None = None) -> PublicKey:
    """The key that signed `document` (§4.4 "Verify Proof"). Raises ProofInvalid, InvalidKey or DidInvalid.

    `at` is when: a proof or key that has expired by then is refused.
    """
    return verify_secured(SecuredDocument(document), documents, at)


def verify_secured(
    secured: SecuredDocument, documents: Documents, at: datetime | None = None, expected: Expected = CREDENTIAL
) -> PublicKey:
    """`verify_proof` for a document whose linked data is computed already.

    In a set of proofs one good proof is enough (§4.5 "Verify Proof Sets and Chains"); the issuer's, if it is there.
    """
    if not secured.proofs:
        raise ProofMissing("The document carries no proof: nobody signed it.")
    proofs = _Proofs(secured, documents, at, expected)
    good: list[PublicKey] = []
    refusals: list[OpenBadgesError] = []
    for proof in secured.proofs:
        try:
            good.append(proofs.key_of(proof))
        except OpenBadgesError as error:
            refusals.append(error)
        if good and good[-1].controller == issuer_id(secured.unsecured):
            return good[-1]
    if good:
        return good[0]
    raise min(refusals, key=lambda error: isinstance(error, ProofUnsupported))


class _Proofs:
    """The proofs of one document, each verified once, and after those that it builds on."""

    def __init__(self, secured: SecuredDocument, documents: Documents, at: datetime | None, expected: Expected) -> None:
        """Raises ProofChainBroken if a proof builds on one that is not there."""
        self._secured, self._documents, self._at, self._expected = secured, documents, at, expected
        self._previous = {id(proof): self._named(proof.get("previousProof", [])) for proof in secured.proofs}
        self._found: dict[int, PublicKey | OpenBadgesError] = {}

    def key_of(self, proof: Proof) -> PublicKey:
        """The key that made `proof`. Raises whatever is wrong with it, or with a proof before it."""
        if id(proof) not in self._found:
            self._found[id(proof)] = ProofChainBroken("The proof builds on itself.")  # until it is found otherwise
            try:
                self._found[id(proof)] = self._verify(proof)
            except OpenBadgesError as error:
                self._found[id(proof)] = error
        found = self._found[id(proof)]
        if isinstance(found, OpenBadgesError):
            raise found
        return found

    def _verify(self, proof: Proof) -> PublicKey:
        suite = suite_of(proof)
        self._expected.check(proof)
        _check_times(proof, self._at)
        method = proof.get("verificationMethod")
        if not isinstance(method, str):
            raise ProofInvalid("The proof does not name its key in `verificationMethod`.")
        previous = self._previous[id(proof)]
        for one in previous:
            self.key_of(one)
        key = resolve_verification_method(method, self._documents, self._at, self._expected.purpose)
        suite.check_key(key)
        suite.verify(self._secured.bound_to(previous) if previous else self._secured, proof, key)
        return key

    def _named(self, identifiers: Any) -> list[Proof]:
        """The proofs with these ids (§2.1 `previousProof`: one or several)."""
        names = _listed(identifiers)
        named = [proof for proof in self._secured.proofs if isinstance(proof.get("id"), str) and proof["id"] in names]
        if len(named) != len(names):
            raise ProofChainBroken(f"The proof builds on {identifiers!r}, which names no other proof of the document.")
        return named


def _check_times(proof: Proof, at: datetime | None) -> None:
    times = {}
    for member in ("created", "expires"):
        if member in proof:
            try:
                times[member] = _moment(proof[member])
            except (TypeError, ValueError) as error:
                raise ProofInvalid(f"The proof's `{member}` is not a date and time with a zone.") from error
    if at is not None and "expires" in times and at >= times["expires"]:
        raise ProofExpired(f"The proof is not to be relied on since {proof['expires']}.")


def _moment(text: Any) -> datetime:
    """Without a zone it is taken as UTC (§2.1 `created`). Raises TypeError or ValueError."""
    try:
        return parse_timestamp(text)
    except ValueError:
        return parse_timestamp(f"{text}Z")


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
