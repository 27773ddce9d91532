"""What a verdict means for a passport: whether the badge is kept, and what is said of it."""

from __future__ import annotations

from collections.abc import Collection

from arouez.openbadges import Verdict
from arouez.openbadges.did import did_web_url
from arouez.openbadges.errors import DidInvalid
from arouez.people.models import Person
from arouez.verification.documents import is_ours
from arouez.verification.facts import Facts

from ..models import ImportedBadge, ImportLine

State = ImportedBadge.State
Outcome = ImportLine.Outcome

TEMPORARY = {
    "document.unavailable", "document.too_slow", "did.unavailable", "status.unavailable",
    "hosting.unavailable", "linked.unavailable",
}  # fmt: skip
"""Codes of checks that may pass another day: somebody's server did not answer."""
WITHDRAWN = {"status.revoked", "status.suspended"}


def failed_codes(verdict: Verdict) -> set[str]:
    return {check.code for check in verdict.checks if check.status == "fail"}


def state_of(failed: Collection[str]) -> State:
    """What its failed checks make of a badge. One that only expired is genuine; one that nobody answers for may be."""
    failed = set(failed)
    if not failed:
        return State.VALID
    if failed & WITHDRAWN:
        return State.REVOKED
    if failed == {"validity.expired"}:
        return State.EXPIRED
    return State.UNSURE if failed <= TEMPORARY | {"validity.expired"} else State.INVALID


def refusal_of(verdict: Verdict, facts: Facts, person: Person) -> str:
    """Why the badge is not to be kept, or ""."""
    failed = failed_codes(verdict)
    if state_of(failed - {"recipient.mismatch"}) in (State.REVOKED, State.INVALID):
        return Outcome.REFUSED
    if "recipient.mismatch" in failed or (facts.names_an_email and not person.verified_emails()):
        return Outcome.SOMEONE_ELSE
    if not facts.is_badge:
        return Outcome.REFUSED if failed else Outcome.NOT_A_BADGE
    return ""


def address_here(facts: Facts) -> str:
    """The address on this site of a badge that says it is from here, by its id or its issuer's; "" for all others."""
    issuer = facts.issuer_id
    if issuer.startswith("did:web:"):
        try:
            issuer = did_web_url(issuer)
        except DidInvalid:
            issuer = ""
    return next((address for address in (facts.id, issuer) if is_ours(address)), "")
