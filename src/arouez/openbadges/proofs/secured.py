"""A document apart from its proofs, with its linked data computed once (VC Data Integrity §4.2)."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from .. import jsonld, rdfc10
from ..errors import ProofInvalid
from ..rdf import Quad

_MAX_PROOFS = 10


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
        return jsonld.to_quads(self.unsecured)

    @cached_property
    def canonical(self) -> str:
        """The document in canonical N-Quads. Raises LinkedDataError."""
        return rdfc10.canonicalize(self.quads)

    def canonical_options(self, proof: dict[str, Any]) -> str:
        """One of `proofs` without its value, in canonical N-Quads, under the document's contexts.

        Raises LinkedDataError.
        """
        if id(proof) not in self._options:
            options = {name: value for name, value in proof.items() if name != "proofValue"}
            options["@context"] = self.unsecured.get("@context", [])
            self._options[id(proof)] = rdfc10.canonicalize(jsonld.to_quads(options))
        return self._options[id(proof)]
