"""The checks of a Verifiable Credential: Open Badges 3.0, endorsements, CLR 2.0 and what else VCDM describes."""

from __future__ import annotations

from time import thread_time
from typing import Any
from urllib.parse import unquote

from .. import jsonld
from ..checks import Check, Finding, Step, Verdict, run_checks
from ..errors import (
    CredentialsForged,
    EndorsementForged,
    Expired,
    IssuerMismatch,
    NotABadge,
    NotYetValid,
    OpenBadgesError,
    RecipientMismatch,
    StructureError,
    TooManyNested,
)
from ..jws import is_compact
from ..model import IdentityObject
from ..proofs import VcJwt, verify_secured
from ..status import check_status
from ..structure import check_structure, is_strict, issuer_id, kind_of, unknown_schemas, validity_period
from ..structure.contexts import check_context_order
from ..structure.shapes import IDENTITY_OBJECT
from ..timestamps import CLOCK_SKEW, parse_timestamp
from . import contained
from .case import Case
from .reading import Earlier, read
from .resources import check_resources

MOST_NESTED = 3
"""How deep credentials are looked for in credentials."""

Json = dict[str, Any]


def judge(case: Case) -> Verdict:
    """The verdict on one credential."""
    checks = run_checks(STEPS, case)
    return Verdict(kind_of(case.document), checks, case.document or None, tuple(case.contained))


def refuse(error: OpenBadgesError) -> Verdict:
    """The verdict on what could not be read: every check by its name, and none reached."""
    skipped = (Check.not_reached(step.name, "format") for step in STEPS[1:])
    return Verdict("unknown", (Check.failed("format", error), *skipped))


def _format(case: Case) -> str:
    """Reading is done: what could not be read has no case."""
    return "format.jws" if isinstance(case.given, VcJwt) else "format.ok"


def _structure(case: Case) -> str:
    if check_structure(case.document) == "VP":
        raise NotABadge("This is a presentation, by which somebody shows credentials; give a credential in it.")
    return "structure.ok" if is_strict(case.document) else "structure.lenient"


def _schemas(case: Case) -> str | Finding:
    """A schema of the issuer's own must be there at least; that the credential fits it, we do not say."""
    unknown = unknown_schemas(case.document)
    for address in unknown:
        case.documents.get(address)
    if unknown:
        return Finding("schemas.own", f"We did not check the badge by the issuer's own schema, {unknown[0]}.")
    return "schemas.ok" if "credentialSchema" in case.document else "schemas.none"


def check_contexts(case: Case) -> str:
    """VC Data Integrity §4.6 "Context Validation": what a signature covers is what these contexts say."""
    check_context_order(case.document)
    if isinstance(case.given, VcJwt):
        jsonld.to_quads(case.document)
        return "context.ok"
    _ = case.secured.canonical
    for proof in case.secured.proofs:
        case.secured.canonical_options(proof)
    return "context.ok"


def _proof(case: Case) -> str:
    if isinstance(case.given, VcJwt):
        case.key = case.given.verify(case.documents, case.at)
    else:
        case.key = verify_secured(case.secured, case.documents, case.at)
    return "proof.ok"


def _claims(case: Case) -> str:
    return case.given.check_claims() if isinstance(case.given, VcJwt) else "claims.none"


def _issuer(case: Case) -> str:
    issuer = issuer_id(case.document)
    if issuer != case.key.controller:
        raise IssuerMismatch(f"The issuer is {issuer}, but the key that signed belongs to {case.key.controller}.")
    return "issuer.ok"


def _refresh(case: Case) -> str | Finding:
    """OB 3.0 §8.2.5 "Refresh": asked once; whatever fails there, the credential at hand is judged.

    A newer version replaces it, so that what follows is about that.
    """
    services = listed(case.document.get("refreshService"))
    url = next((one.get("id") for one in services if "1EdTechCredentialRefresh" in listed(one.get("type"))), None)
    if not isinstance(url, str):
        return "refresh.none"
    try:
        fresh = _within(case, url)
    except OpenBadgesError as error:
        return Finding("refresh.failed", f"A newer version could not be had: {error}")
    faults = [check for check in run_checks(AUTHENTICITY, fresh) if check.status == "fail"]
    if faults:
        return Finding("refresh.failed", f"The newer version is not to be trusted: {faults[0].detail}")
    if not _replaces(fresh.document, case.document):
        return Finding("refresh.failed", f"What {url} answers is not a newer version of this credential.")
    case.replace(fresh)
    return "refresh.ok"


def _replaces(fresh: Json, old: Json) -> bool:
    """OB 3.0 §7.1 "Credential equality": same issuer and id; and not the older of the two."""
    names = [[unquote(str(one).strip()) for one in (issuer_id(each), each.get("id"))] for each in (fresh, old)]
    (fresh_start, _), (old_start, _) = validity_period(fresh), validity_period(old)
    is_older = fresh_start and old_start and parse_timestamp(fresh_start) < parse_timestamp(old_start)
    return names[0] == names[1] and not is_older


def _validity(case: Case) -> str:
    start, end = validity_period(case.document)
    if end and case.at >= parse_timestamp(end):
        raise Expired(f"The badge was valid until {end}.")
    if start and case.at < parse_timestamp(start):
        if case.at + CLOCK_SKEW < parse_timestamp(start):
            raise NotYetValid(f"The badge is valid from {start}.")
        return "validity.clock_skew"
    return "validity.ok"


def _status(case: Case) -> str:
    return check_status(case.document, case.documents, case.at)


def _recipient(case: Case) -> str:
    """OB 3.0 §8.2: the subject's id, or any of its identifiers, is the person asked about."""
    if case.recipient is None:
        return "recipient.not_asked"
    for subject in listed(case.document["credentialSubject"]):
        if subject.get("id") in (case.recipient, f"mailto:{case.recipient}"):
            return "recipient.ok"
        if any(_is_identity(one, case.recipient) for one in listed(subject.get("identifier"))):
            return "recipient.ok"
    raise RecipientMismatch(f"The badge does not say that it was awarded to {case.recipient}.")


def _is_identity(identifier: Any, person: str) -> bool:
    """Whether it identifies the person: in a credential that is no badge, `identifier` may be something else."""
    try:
        IDENTITY_OBJECT(identifier, "identifier")
    except StructureError:
        return False
    return IdentityObject.from_json(identifier).matches(person)


def _resources(case: Case) -> str:
    return check_resources(listed(case.document.get("relatedResource")), case.documents)


def _endorsements(case: Case) -> str | Finding:
    verdicts = judge_contained(case, contained.endorsements(case.document))
    sound = [verdict.credential for verdict in verdicts if verdict.valid and verdict.credential]
    found = contained.finding(verdicts, "endorsements", contained.elsewhere(sound, case.document))
    if isinstance(found, Finding) and found.code == "endorsements.forged":
        raise EndorsementForged(found.detail)
    return found


def _credentials(case: Case) -> str | Finding:
    found = contained.finding(judge_contained(case, contained.credentials(case.document)), "credentials")
    if isinstance(found, Finding) and found.code == "credentials.forged":
        raise CredentialsForged(found.detail)
    return found


def judge_contained(case: Case, given: list[Any]) -> list[Verdict]:
    """The verdicts on credentials that the case carries. Raises TooManyNested."""
    if len(given) > contained.MOST or (given and case.depth >= MOST_NESTED):
        raise TooManyNested("The badge carries more credentials than anyone should have to read.")
    verdicts = []
    for one in given:
        if thread_time() > case.deadline:
            raise TooManyNested("What the badge carries takes longer to read than anyone should have to wait.")
        try:
            verdicts.append(judge(_carried(case, one)))
        except OpenBadgesError as error:
            verdicts.append(refuse(error))
    case.contained += verdicts
    return verdicts


def _carried(case: Case, given: Any) -> Case:
    """A credential that the case carries, as an object or a token: an address leads out of it, and is not followed."""
    if not (isinstance(given, dict) or (isinstance(given, str) and is_compact(given))):
        raise NotABadge("What is carried there is no Verifiable Credential.")
    return _within(case, given)


def _within(case: Case, given: Json | str) -> Case:
    """A credential that the case carries or points to. Raises as `read` does, and NotABadge."""
    found = read(given, case.documents)
    if isinstance(found, Earlier):
        raise NotABadge("What is carried there is no Verifiable Credential.")
    return case.within(found)


def listed(value: Any) -> list[Any]:
    """What may be one, several or absent."""
    return [] if value is None else value if isinstance(value, list) else [value]


AUTHENTICITY = (
    Step("format", (), _format),
    Step("structure", ("format",), _structure),
    Step("schemas", ("structure",), _schemas),
    Step("contexts", ("format",), check_contexts),
    Step("proof", ("contexts",), _proof),
    Step("claims", ("proof",), _claims),
    Step("issuer", ("proof",), _issuer),
)
"""Whether it is what its issuer signed."""

STEPS = (
    *AUTHENTICITY,
    Step("refresh", ("structure", "issuer"), _refresh),
    Step("validity", ("structure",), _validity),
    Step("status", ("structure", "issuer"), _status),
    Step("recipient", ("structure",), _recipient),
    Step("resources", ("structure", "issuer"), _resources),
    Step("endorsements", ("structure", "issuer"), _endorsements),
    Step("credentials", ("structure", "issuer"), _credentials),
)
"""In the order of OB 3.0 §8: the shape, the proof, a newer version, the period and status, whose, who vouches."""
