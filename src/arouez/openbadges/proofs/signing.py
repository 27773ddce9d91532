"""Signing a document: what must hold before a key is used."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from ..errors import IssuerMismatch, ProofInvalid, StructureError
from ..keys import SigningKey
from ..strict_json import check_value
from ..structure import check_structure, is_strict, issuer_id
from ..structure.contexts import check_context_order
from .data_integrity import add_proof


def sign(
    document: dict[str, Any],
    key: SigningKey,
    created: datetime,
    suite: str = "eddsa-rdfc-2022",
    mandatory_pointers: Sequence[str] | None = None,
) -> dict[str, Any]:
    """The document with its issuer's proof, in array form.

    `mandatory_pointers` are for `ecdsa-sd-2023`: what the holder cannot leave out, as JSON pointers.

    Refuses what a verifier would refuse later: a shape the standard does not allow (StructureError), a
    context out of place or a term that none defines (LinkedDataError), a key that is not the issuer's (IssuerMismatch).
    """
    check_signable(document)
    if issuer_id(document) != key.controller:
        raise IssuerMismatch(f"The issuer is {issuer_id(document)}, but the key belongs to {key.controller}.")
    return add_proof(document, key, created, suite, mandatory_pointers)


def check_signable(document: dict[str, Any]) -> None:
    """Refuse what no verifier would accept, whoever signs it: a wrong shape, or a proof that is there already."""
    if "proof" in document:
        raise ProofInvalid("The document is signed already; sign the unsigned one.")
    check_value(document)
    check_structure(document)
    check_context_order(document)
    if not is_strict(document):
        raise StructureError(
            "The document has empty arrays, or names nobody who achieved it; a badge of ours has neither fault."
        )
