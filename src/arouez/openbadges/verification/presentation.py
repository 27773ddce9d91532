"""The checks of a Verifiable Presentation: its own proof, and every credential in it (VCDM 2.0 §4.13)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..checks import Step, Verdict, run_checks
from ..errors import CredentialsInvalid, HolderMismatch, NotAPresentation, StructureError
from ..proofs import Expected, verify_secured
from ..structure import check_structure, is_strict, kind_of
from .case import Case
from .credential import check_contexts, judge_contained, listed

Json = dict[str, Any]


HOLDER = Expected("authentication")
"""Who presents authenticates: that is not to assert anything."""


@dataclass
class Presentation(Case):
    """A presentation to judge, made for whoever gave the challenge."""

    expected: Expected = HOLDER


def judge_presentation(case: Presentation) -> Verdict:
    """The verdict on one presentation."""
    checks = run_checks(_STEPS, case)
    return Verdict("VP", checks, case.document, tuple(case.contained))


def _format(case: Presentation) -> str:
    if kind_of(case.document) != "VP":
        raise NotAPresentation("This document is no Verifiable Presentation.")
    return "format.ok"


def _structure(case: Presentation) -> str:
    check_structure(case.document)
    if not is_strict(case.document):
        raise StructureError("The presentation has empty arrays.")
    return "structure.ok"


def _contexts(case: Presentation) -> str:
    return check_contexts(case)


def _proof(case: Presentation) -> str:
    case.key = verify_secured(case.secured, case.documents, case.at, case.expected)
    return "proof.ok"


def _holder(case: Presentation) -> str:
    """Who presents is who signed, if the presentation names its holder."""
    holder = case.document.get("holder")
    named = holder.get("id") if isinstance(holder, dict) else holder
    if named is None:
        return "holder.none"
    if named != case.key.controller:
        raise HolderMismatch(f"The holder is {named}, but the key that signed belongs to {case.key.controller}.")
    return "holder.ok"


def _credentials(case: Presentation) -> str:
    verdicts = judge_contained(case, listed(case.document.get("verifiableCredential")))
    for verdict in verdicts:
        for check in verdict.checks:
            if check.status == "fail":
                raise CredentialsInvalid(f"A credential presented is not valid: {check.detail}")
    return "credentials.ok" if verdicts else "credentials.none"


_STEPS = (
    Step("format", (), _format),
    Step("structure", ("format",), _structure),
    Step("contexts", ("format",), _contexts),
    Step("proof", ("contexts",), _proof),
    Step("holder", ("proof",), _holder),
    Step("credentials", ("structure",), _credentials),
)
