"""What went wrong, as problem details (RFC 9457) of the types that the W3C's specifications name."""

from __future__ import annotations

from typing import Any

from ..checks import Verdict
from ..errors import OpenBadgesError

Json = dict[str, Any]

_VCDM, _STATUS, _PROOF = (
    "https://www.w3.org/TR/vc-data-model#",
    "https://www.w3.org/ns/credentials/status-list#",
    "https://w3id.org/security#",
)

_TYPES = {
    "format.": _VCDM + "PARSING_ERROR",
    "status.range": _STATUS + "RANGE_ERROR",
    "status.list_length": _STATUS + "STATUS_LIST_LENGTH_ERROR",
    "status.unavailable": _STATUS + "STATUS_RETRIEVAL_ERROR",
    "status.invalid": _STATUS + "MALFORMED_VALUE_ERROR",
    "status.": _STATUS + "STATUS_VERIFICATION_ERROR",
    "proof.domain": _PROOF + "INVALID_DOMAIN_ERROR",
    "proof.challenge": _PROOF + "INVALID_CHALLENGE_ERROR",
    "jsonld.": _PROOF + "PROOF_TRANSFORMATION_ERROR",
    "proof.": _PROOF + "PROOF_VERIFICATION_ERROR",
    "key.": _PROOF + "INVALID_VERIFICATION_METHOD",
    "did.": _PROOF + "INVALID_VERIFICATION_METHOD",
    "issuer.": _VCDM + "CRYPTOGRAPHIC_SECURITY_ERROR",
    "validity.": _VCDM + "RANGE_ERROR",
}
"""By the beginning of a code of codes.py; the first that fits."""


def problem(code: str, detail: str) -> Json:
    """One problem. What the specifications have no name for is a malformed value."""
    type_ = next(
        (type_ for prefix, type_ in _TYPES.items() if code.startswith(prefix)), _VCDM + "MALFORMED_VALUE_ERROR"
    )
    return {"type": type_, "title": type_.partition("#")[2], "code": code, "detail": detail}


def refusal(error: OpenBadgesError) -> Json:
    """The body of a 400: the problem itself, and again in the list where VC-API looks for it."""
    found = problem(error.code, str(error))
    return found | {"status": 400, "verified": False, "problemDetails": [found], "errors": [str(error)]}


def report(verdict: Verdict) -> Json:
    """The body that answers a verification."""
    failed = [check for check in verdict.checks if check.status == "fail"]
    problems = [problem(check.code, check.detail) for check in failed]
    body: Json = {
        "verified": verdict.valid,
        "checks": [check.name for check in verdict.checks if check.status in ("pass", "warn")],
        "warnings": [check.detail for check in verdict.checks if check.status == "warn"],
        "errors": [check.detail for check in failed],
        "problemDetails": problems,
    }
    return body | (problems[0] | {"status": 400} if problems else {})
