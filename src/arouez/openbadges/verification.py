"""Judging a badge: every check by name, in the standard's order (OB 3.0 §8 "Verification").

    verdict = verify(credential, documents=Web(), at=now, recipient="nolwenn@example.org")
    verdict.valid, verdict.checks

A check that fails says why. One that cannot run because of it says so, and is skipped.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from . import strict_json
from .codes import CODES, PASSED, WARNED
from .documents import Documents
from .errors import (
    ContextOrder,
    Expired,
    IssuerMismatch,
    NotYetValid,
    OpenBadgesError,
    ProofUnsupported,
    RecipientMismatch,
)
from .keys import PublicKey
from .model import IdentityObject
from .proofs import SecuredDocument, verify_secured
from .status import check_status
from .structure import check_structure, is_strict, issuer_id, kind_of, validity_period
from .timestamps import CLOCK_SKEW, parse_timestamp

Status = Literal["pass", "fail", "warn", "skip"]

_FIRST_CONTEXTS = ("https://www.w3.org/ns/credentials/v2", "https://www.w3.org/2018/credentials/v1")
_BADGE_CONTEXTS = tuple(f"https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.{n}.json" for n in (3, 2, 1))

_COMPACT_JWS = re.compile(r"[\w-]+\.[\w-]+\.[\w-]*", re.ASCII)


@dataclass(frozen=True)
class Check:
    """What one check found. `code` is for programs (codes.py), `detail` for people who read English."""

    name: str
    status: Status
    detail: str
    code: str

    def to_json(self) -> dict[str, str]:
        return {"name": self.name, "status": self.status, "detail": self.detail, "code": self.code}


@dataclass(frozen=True)
class Verdict:
    """What came of it: valid only if no check failed."""

    valid: bool
    kind: str
    checks: tuple[Check, ...]
    credential: dict[str, Any] | None

    @classmethod
    def refused(cls, error: OpenBadgesError) -> Verdict:
        """The verdict on what could not even be taken out of its carrier."""
        return cls(False, "unknown", (Check("format", "fail", str(error), error.code),), None)

    def to_json(self) -> dict[str, Any]:
        """`{"valid", "kind", "checks": […], "credential"}`."""
        return {
            "valid": self.valid,
            "kind": self.kind,
            "checks": [check.to_json() for check in self.checks],
            "credential": self.credential,
        }


def verify(
    credential: dict[str, Any] | str | bytes,
    *,
    documents: Documents,
    at: datetime,
    recipient: str | None = None,
) -> Verdict:
    """Judge `credential` as of `at`, fetching keys and status lists from `documents` only.

    Never raises for what is wrong with the badge: that is in the verdict.
    """
    verification = _Verification(credential, documents, at, recipient or "")
    for name, needs, check in _CHECKS:
        if name != "recipient" or recipient is not None:
            verification.run(name, needs, check)
    checks = tuple(verification.checks.values())
    return Verdict(
        valid=all(check.status != "fail" for check in checks),
        kind=kind_of(verification.document),
        checks=checks,
        credential=verification.document or None,
    )


@dataclass
class _Verification:
    """What is judged, by what, and what has been found so far."""

    credential: dict[str, Any] | str | bytes
    documents: Documents
    at: datetime
    recipient: str
    checks: dict[str, Check] = field(default_factory=dict)

    # Set by a check, and read only by those that need it to have passed.
    document: dict[str, Any] = field(default_factory=dict)
    secured: SecuredDocument = field(default_factory=lambda: SecuredDocument({}))
    key: PublicKey = field(init=False)

    def run(self, name: str, needs: tuple[str, ...], check: Callable[[_Verification], str]) -> None:
        """Run a check, which answers with a code of codes.py or raises, unless one it needs did not pass."""
        missing = [need for need in needs if self.checks[need].status not in ("pass", "warn")]
        if missing:
            detail = f"Not checked, because the check of the {missing[0]} did not pass."
            self.checks[name] = Check(name, "skip", detail, "check.not_reached")
            return
        try:
            code = check(self)
        except OpenBadgesError as error:
            self.checks[name] = Check(name, "fail", str(error), error.code)
        else:
            status: Status = "pass" if code in PASSED else "warn" if code in WARNED else "skip"
            self.checks[name] = Check(name, status, CODES[code], code)


def _format(run: _Verification) -> str:
    if isinstance(run.credential, dict):
        strict_json.check_value(run.credential)
        run.document = run.credential
        return "format.ok"
    text = run.credential.decode("utf-8", errors="replace") if isinstance(run.credential, bytes) else run.credential
    if _COMPACT_JWS.fullmatch(text.strip()):
        raise ProofUnsupported("The badge is a compact JWS (VC-JWT), which we do not verify yet.")
    run.document = strict_json.parse_object(run.credential)
    return "format.ok"


def _structure(run: _Verification) -> str:
    check_structure(run.document)
    return "structure.ok" if is_strict(run.document) else "structure.lenient"


def _contexts(run: _Verification) -> str:
    """VC Data Integrity §4.6 "Context Validation": what a signature covers is what these contexts say."""
    contexts = run.document.get("@context")
    contexts = contexts if isinstance(contexts, list) else [contexts]
    if not contexts or contexts[0] not in _FIRST_CONTEXTS:
        raise ContextOrder(f"The first context must be {_FIRST_CONTEXTS[0]}.")
    if kind_of(run.document) == "OB3" and (len(contexts) < 2 or contexts[1] not in _BADGE_CONTEXTS):
        raise ContextOrder(f"The second context must be {_BADGE_CONTEXTS[0]}.")
    run.secured = SecuredDocument(run.document)
    _ = run.secured.canonical
    for proof in run.secured.proofs:
        run.secured.canonical_options(proof)
    return "context.ok"


def _proof(run: _Verification) -> str:
    run.key = verify_secured(run.secured, run.documents, run.at)
    return "proof.ok"


def _issuer(run: _Verification) -> str:
    issuer = issuer_id(run.document)
    if issuer != run.key.controller:
        raise IssuerMismatch(f"The issuer is {issuer}, but the key that signed belongs to {run.key.controller}.")
    return "issuer.ok"


def _validity(run: _Verification) -> str:
    start, end = validity_period(run.document)
    if end and run.at >= parse_timestamp(end):
        raise Expired(f"The badge was valid until {end}.")
    if start and run.at < parse_timestamp(start):
        if run.at + CLOCK_SKEW < parse_timestamp(start):
            raise NotYetValid(f"The badge is valid from {start}.")
        return "validity.clock_skew"
    return "validity.ok"


def _status(run: _Verification) -> str:
    if "credentialStatus" not in run.document:
        return "status.none"
    entry = check_status(run.document["credentialStatus"], run.key.controller, run.documents, run.at)
    return "status.lenient" if entry.lenient else "status.ok"


def _recipient(run: _Verification) -> str:
    """OB 3.0 §8.2: the subject's id, or any of its identifiers, is the person asked about."""
    subject = run.document["credentialSubject"]
    if subject.get("id") in (run.recipient, f"mailto:{run.recipient}"):
        return "recipient.ok"
    identifiers = subject.get("identifier", [])
    for identifier in identifiers if isinstance(identifiers, list) else [identifiers]:
        if IdentityObject.from_json(identifier).matches(run.recipient):
            return "recipient.ok"
    raise RecipientMismatch(f"The badge does not say that it was awarded to {run.recipient}.")


_CHECKS: tuple[tuple[str, tuple[str, ...], Callable[[_Verification], str]], ...] = (
    ("format", (), _format),
    ("structure", ("format",), _structure),
    ("contexts", ("format",), _contexts),
    ("proof", ("contexts",), _proof),
    ("issuer", ("proof",), _issuer),
    ("validity", ("structure",), _validity),
    ("status", ("structure", "issuer"), _status),
    ("recipient", ("structure",), _recipient),
)
"""Name, the checks it builds on, and what it does; in the order in which they run."""
