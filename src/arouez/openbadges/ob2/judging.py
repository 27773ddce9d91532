"""The checks of Open Badges 1 and 2, in the order of the standard (OB 2.0 §"Data Validation", §Verification)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from .. import strict_json
from ..checks import Check, Finding, Step, Verdict, run_checks
from ..documents import Documents
from ..errors import (
    EndorsementForged,
    Expired,
    IssuerMismatch,
    LinkUnavailable,
    Malformed,
    NotYetValid,
    OpenBadgesError,
    ProofMissing,
    RecipientMismatch,
    TooManyNested,
    WrongType,
)
from ..jws import Jws
from ..model import IdentityObject
from ..timestamps import CLOCK_SKEW
from . import hosting
from .case import Case
from .classes import check_class, class_of, remains_of
from .extensions import check_extensions
from .links import Node, agrees, follow, read_node
from .revocation import check_revocation
from .scope import check_scope
from .signatures import check_signature
from .tidying import Json, as_list
from .values import parse_moment
from .vocabulary import check_contexts

MOST_ENDORSEMENTS = 30

_PROFILES = ("Issuer", "Profile")
_LINKING = ("Assertion", "BadgeClass", "Endorsement")
_TELLING = ("hosting.differs", "scope.outside", "proof.signature_mismatch", "key.not_authorized")
"""The codes that tell a forged endorsement from one that lapsed or cannot be had."""


def judge(
    given: Json | Jws,
    documents: Documents,
    at: datetime,
    recipient: str | None = None,
    address: str | None = None,
) -> Verdict:
    """The verdict on an Open Badge of any version from 0.5 to 2.0: an Assertion, signed or not, or another document.

    `address` is where it was found, if it was: Open Badges 0.5 do not say it themselves. The verdict's credential is
    in the words of 2.0, with the badge class and issuer that its links lead to.
    """
    return _judge(Case(given, documents, at, recipient, address))


def _judge(case: Case) -> Verdict:
    checks = run_checks(STEPS, case)
    kind = "OB1" if case.node and case.node.version != "2.0" else "OB2"
    return Verdict(kind, checks, case.credential, tuple(case.contained))


def _format(case: Case) -> str:
    document = strict_json.parse_object(case.given.payload) if isinstance(case.given, Jws) else case.given
    strict_json.check_value(document)
    case.node = read_node(document, case.address)
    return "format.jws" if isinstance(case.given, Jws) else "format.ok"


def _contexts(case: Case) -> str | Finding:
    if case.node and case.node.version in ("0.5", "1.0"):
        return Finding("check.not_applicable", "Open Badges of this age have no context.")
    return check_contexts(case.document)


def _structure(case: Case) -> str | Finding:
    if case.node and case.document.get("revoked") is True:
        case.node = replace(case.node, document=remains_of(case.document))
        return "structure.ok"
    found = check_class(case.document, case.node.version if case.node else "2.0")
    if isinstance(case.given, Jws) and not (case.is_asserted and case.is_signed):
        raise WrongType("verification.type must be SignedBadge, since the badge is signed.")
    return Finding(found, "The badge class has no picture.") if found == "structure.lenient" else found


def _hosting(case: Case) -> str | Finding:
    """The hosted badge takes the place of the given one: that only told where to look."""
    if case.node is None or not case.is_asserted:
        return "check.not_applicable"
    if case.is_signed:
        return Finding("check.not_applicable", "The badge is signed: it need not be published.")
    found = hosting.hosted(case.node, case.documents)
    if found is None:
        return "hosting.not_looked_up"
    if found.version not in ("0.5", "1.0"):
        check_contexts(found.document)
    check_class(found.document, found.version)
    case.node = found
    return Finding("linked.lenient", found.remarks[0]) if found.remarks else "hosting.ok"


def _linked(case: Case) -> str | Finding:
    """The badge class and the issuer, at their addresses and well formed."""
    kind = class_of(case.document)
    if case.node is None or kind not in _LINKING:
        return "check.not_applicable"
    holder, path = case.node, "issuer"
    if kind == "Assertion":
        holder, path = _follow(case.node, "badge", "badge", ("BadgeClass",), case.documents), "badge.issuer"
        _check_same_issuer(case.document["badge"], holder)
    issuer = _follow(holder, "issuer", path, _PROFILES, case.documents)
    if issuer.address is None:
        issuer = issuer.remarked("The issuer has no address on the web.")
    case.badge, case.issuer = None if kind == "Endorsement" else holder, issuer
    remarks = [remark for node in case.nodes for remark in node.remarks]
    return Finding("linked.lenient", remarks[0]) if remarks else "linked.ok"


def _follow(holder: Node, member: str, path: str, expected: tuple[str, ...], documents: Documents) -> Node:
    """The document that a member links to, once it is known to be one of the expected classes."""
    node = follow(holder.document[member], holder, documents)
    if node.document.get("revoked") is True:
        raise LinkUnavailable(f"{path} was withdrawn by its issuer.")
    if node.address is not None and node.version != "1.0":
        check_contexts(node.document)
    if check_class(node.document, node.version, path, expected) == "structure.lenient":
        return node.remarked("The badge class has no picture.")
    return node


def _check_same_issuer(copy: Json | str, badge: Node) -> None:
    """A badge class copied into the assertion may be older than the one published, but not somebody else's."""
    if isinstance(copy, dict) and "issuer" in copy and not agrees(copy["issuer"], badge.document["issuer"], "issuer"):
        raise IssuerMismatch("The badge says that its issuer is another than the one of its badge class.")


def _proof(case: Case) -> str | Finding:
    if case.node is None or not case.is_asserted:
        return "check.not_applicable"
    if not case.is_signed:
        return Finding("check.not_applicable", "The badge is not signed, but published by its issuer.")
    if not isinstance(case.given, Jws):
        raise ProofMissing("The badge is said to be signed, but was given without its signature.")
    if case.issuer is None:
        return "check.not_applicable"
    return check_signature(case.given, case.node, case.issuer, case.documents)


def _scope(case: Case) -> str | Finding:
    if case.issuer is None or not case.is_asserted:
        return "check.not_applicable"
    if case.is_signed:
        return Finding("check.not_applicable", "The badge is signed: where it is published does not matter.")
    return check_scope(str(case.document["id"]), case.issuer, case.badge)


def _validity(case: Case) -> str:
    start, end = (case.document.get(name) for name in ("issuedOn", "expires"))
    if start is None and end is None:
        return "check.not_applicable"
    if end and case.at >= parse_moment(end):
        raise Expired(f"The badge was valid until {end}.")
    if start and case.at < parse_moment(start):
        if case.at + CLOCK_SKEW < parse_moment(start):
            raise NotYetValid(f"The badge was issued on {start}, which is later than now.")
        return "validity.clock_skew"
    return "validity.ok"


def _status(case: Case) -> str:
    """What the issuer says of it: in the hosted badge itself, or in the issuer's list."""
    if case.node is None or not (case.is_asserted or "revoked" in case.document):
        return "check.not_applicable"
    if case.issuer is None and case.document.get("revoked") is not True:
        return "check.not_reached"
    return check_revocation(case.node, case.issuer, case.documents)


def _recipient(case: Case) -> str:
    """OB 2.0 §IdentityObject: the identity, or its salted hash, is that of the person asked about."""
    if case.recipient is None:
        return "recipient.not_asked"
    said = case.document.get("recipient")
    if class_of(case.document) == "Assertion" and isinstance(said, dict):
        kind = "emailAddress" if said["type"] == "email" else said["type"]
        if IdentityObject(said["identity"], kind, said["hashed"], said.get("salt")).matches(case.recipient):
            return "recipient.ok"
    raise RecipientMismatch(f"The badge does not say that it was awarded to {case.recipient}.")


def _extensions(case: Case) -> str | Finding:
    return check_extensions(case.nodes, case.documents)


def _endorsements(case: Case) -> str | Finding:
    """Each endorsement of the assertion, its badge class or its issuer, judged as an assertion is."""
    listed = [one for node in case.nodes for one in as_list(node.document.get("endorsement"))]
    if not listed or case.is_contained:
        return "endorsements.none"
    if len(listed) > MOST_ENDORSEMENTS:
        raise TooManyNested("The badge carries more endorsements than anyone should have to read.")
    case.contained = [_judge_endorsement(one, case) for one in listed]
    faults = [(verdict, check) for verdict in case.contained for check in verdict.checks if check.status == "fail"]
    forged = [fault for fault in faults if fault[1].code.startswith(_TELLING)]
    if forged:
        raise EndorsementForged(_about(*forged[0]))
    if faults:
        return Finding("endorsements.lapsed", _about(*faults[0]))
    names = {name for node in case.nodes for name in node.names}
    for verdict in case.contained:
        if verdict.credential and verdict.credential["claim"]["id"] not in names:
            about = verdict.credential["claim"]["id"]
            return Finding("endorsements.elsewhere", f"An endorsement is about {about}, which is not in this badge.")
    return "endorsements.ok"


def _judge_endorsement(endorsement: Json | str, case: Case) -> Verdict:
    try:
        given, address = _read_endorsement(endorsement, case)
        return _judge(Case(given, case.documents, case.at, address=address, is_contained=True))
    except OpenBadgesError as error:
        return Verdict("OB2", (Check.failed("format", error),))


def _read_endorsement(endorsement: Json | str, case: Case) -> tuple[Json, str | None]:
    if isinstance(endorsement, dict):
        given, address = endorsement, None
    else:
        given, address = strict_json.parse_object(case.documents.get(endorsement).body), endorsement
    if class_of(given) != "Endorsement":
        raise Malformed("What should be an endorsement is none.")
    return given, address


def _about(verdict: Verdict, check: Check) -> str:
    name = (verdict.credential or {}).get("id", "An endorsement")
    return f"{name}: {check.detail}"


STEPS = (
    Step("format", (), _format),
    Step("contexts", ("format",), _contexts),
    Step("structure", ("format",), _structure),
    Step("hosting", ("structure",), _hosting),
    Step("linked", ("structure",), _linked),
    Step("proof", ("linked",), _proof),
    Step("scope", ("linked",), _scope),
    Step("validity", ("structure",), _validity),
    Step("status", ("structure",), _status),
    Step("recipient", ("structure",), _recipient),
    Step("extensions", ("structure",), _extensions),
    Step("endorsements", ("linked",), _endorsements),
)
"""What it is, whether its issuer says so, from when to when, whose, what else it says, and who vouches."""
