"""What a credential carries: endorsements, wherever they are in it, and the credentials of a CLR.

A forged one makes what carries it invalid: whoever signed the whole vouched for it. One that lapsed, was revoked
or cannot be checked from here leaves the rest as good as it was, and is remarked on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ..checks import Check, Finding, Verdict
from ..structure import kind_of

Json = dict[str, Any]

MOST = 100
"""How many credentials are looked at in one; those of a CLR are counted apart from its endorsements."""

MOST_SECONDS = 2.0
"""How long a processor may work on one badge before no more of what it carries is looked at: an honest credential
takes milliseconds, and of some made to take long there could be hundreds, one inside the other."""

_TELLING = {"proof", "claims", "issuer"}
"""The checks that tell a credential from a forgery."""
_UNAVAILABLE = ("did.unavailable", "did.unsupported", "document.", "proof.unsupported")


def endorsements(document: Json) -> list[Any]:
    """Each EndorsementCredential, embedded or as a compact JWS, but those inside contained credentials."""
    return list(_endorsements(document))


def credentials(document: Json) -> list[Any]:
    """The credentials of a ClrCredential (CLR 2.0 §ClrSubject)."""
    if kind_of(document) != "CLR2":
        return []
    return _listed(document["credentialSubject"].get("verifiableCredential"))


def elsewhere(endorsements: Iterable[Json], document: Json) -> list[Json]:
    """Those that endorse nothing in the document (OB 3.0 §5.5): their subject's id is not found there."""
    known = set(_ids(document))
    subjects = ((endorsement, _listed(endorsement["credentialSubject"])) for endorsement in endorsements)
    return [endorsement for endorsement, about in subjects if known.isdisjoint(one.get("id") for one in about)]


def finding(verdicts: Sequence[Verdict], name: str, beside: Iterable[Json] = ()) -> str | Finding:
    """What `verdicts` amount to: `<name>.ok`, `.none`, `.lapsed`, or `.forged`.

    `beside` are endorsements that are sound but speak of something else.
    """
    if not verdicts:
        return f"{name}.none"
    faults = [(verdict, check) for verdict in verdicts for check in verdict.checks if check.status == "fail"]
    forged = [fault for fault in faults if _tells_forgery(fault[1])]
    for code, found in ((f"{name}.forged", forged), (f"{name}.lapsed", faults)):
        if found:
            verdict, check = found[0]
            return Finding(code, f"{_name(verdict.credential)}: {check.detail}")
    for other in beside:
        return Finding(f"{name}.elsewhere", f"{_name(other)} is about something that is not in this badge.")
    return f"{name}.ok"


def _tells_forgery(check: Check) -> bool:
    return check.name in _TELLING and not check.code.startswith(_UNAVAILABLE)


def _endorsements(value: Any) -> Iterator[Any]:
    if isinstance(value, list):
        for item in value:
            yield from _endorsements(item)
    elif isinstance(value, dict):
        for name, member in value.items():
            if name in ("endorsement", "endorsementJwt"):
                yield from _listed(member)
            elif name != "verifiableCredential":
                yield from _endorsements(member)


def _ids(value: Any) -> Iterator[str]:
    """Every id outside the endorsements themselves."""
    if isinstance(value, list):
        for item in value:
            yield from _ids(item)
    elif isinstance(value, dict):
        if isinstance(value.get("id"), str):
            yield value["id"]
        for name, member in value.items():
            if name != "endorsement":
                yield from _ids(member)
            if name == "issuer" and isinstance(member, str):
                yield member


def _listed(value: Any) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]


def _name(document: Json | None) -> str:
    document = document or {}
    return str(document.get("name") or document.get("id") or "A credential it carries")
