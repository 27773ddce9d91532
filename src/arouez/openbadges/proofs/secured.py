"""A document apart from its proofs, with its linked data computed once (VC Data Integrity §4.2)."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from .. import jsonld, rdfc10
from ..errors import ProofInvalid
from ..rdf import Quad
from ..structure import kind_of

_MAX_PROOFS = 10

_SUITE_CONTEXTS = {"Ed25519Signature2020": "https://w3id.org/security/suites/ed25519-2020/v1"}
"""The context of a type of proof, which not every signer put into the document."""


class SecuredDocument:
    """What is signed (`unsecured`), and the proofs that say so."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.unsecured = {name: value for name, value in document.items() if name != "proof"}
        proofs = document.get("proof", [])
        self.proofs: list[dict[str, Any]] = proofs if isinstance(proofs, list) else [proofs]
        self._options: dict[int, str] = {}
        if len(self.proofs) > _MAX_PROOFS:
            raise ProofInvalid(f"The document carries {len(self.proofs)} proofs; more than {_MAX_PROOFS} are not read.")
        if not all(isinstance(proof, dict) for proof in self.proofs):
            raise ProofInvalid("`proof` is not an object or an array of objects.")

    @cached_property
    def quads(self) -> list[Quad]:
        """What the document says. Raises LinkedDataError."""
        return jsonld.to_quads(self.unsecured, self._own_terms)

    @cached_property
    def canonical(self) -> str:
        """The document in canonical N-Quads. Raises LinkedDataError."""
        return rdfc10.canonicalize(self.quads)

    def bound_to(self, previous: list[dict[str, Any]]) -> SecuredDocument:
        """What a proof in a chain signs: the document with the proofs before it (§4.3 "Add Proof Set/Chain", step 6)."""
        bound = SecuredDocument({})
        bound.unsecured = self.unsecured | {"proof": previous}
        return bound

    def canonical_options(self, proof: dict[str, Any]) -> str:
        """One of `proofs` without its value, in canonical N-Quads, under the document's contexts.

        Raises LinkedDataError.
        """
        if id(proof) not in self._options:
            self._options[id(proof)] = rdfc10.canonicalize(self.option_quads(proof))
        return self._options[id(proof)]

    def option_quads(self, proof: dict[str, Any]) -> list[Quad]:
        """What a proof says of itself, without its value. Raises LinkedDataError."""
        contexts = self.unsecured.get("@context", [])
        if suite_context := _SUITE_CONTEXTS.get(str(proof.get("type"))):
            contexts = contexts if isinstance(contexts, list) else [contexts]
            contexts = contexts if suite_context in contexts else [*contexts, suite_context]
        options = {name: value for name, value in proof.items() if name != "proofValue"}
        return jsonld.to_quads(options | {"@context": contexts}, self._own_terms)

    @cached_property
    def _own_terms(self) -> bool:
        """Whether the document may define terms itself: a badge may not."""
        return kind_of(self.unsecured) in ("VC", "VP")
