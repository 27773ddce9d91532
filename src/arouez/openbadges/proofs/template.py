"""Signing documents that are alike, as the awards of one badge are: only what differs is worked on again.

    signed = sign_alike(document, key, created=now)     # to the byte what `sign` makes

A template holds what awards of one badge have in common: the lines of their canonical form that never change,
and the other quads, with holes for the values that do. It is made from a sample and tried on another, by the full
route both times. What it does not fit, by shape or by value, takes the full route: nothing is guessed.

A filled template is exact: a hole's value is one term of the graph, whatever it holds, and quads without blank
nodes have no part in naming those of others (RDFC-1.0 §4.4). A blank node that a hole touches is hashed again.
"""

from __future__ import annotations

import json
import marshal
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from .. import rdfc10
from ..errors import OpenBadgesError
from ..jsonld import walk
from ..keys import SigningKey
from ..rdf import Quad, literal
from ..strict_json import check_value
from ..structure import issuer_id, rules, validity_period
from ..timestamps import format_timestamp, parse_timestamp
from . import signature
from .data_integrity import CREDENTIAL as EXPECTED
from .secured import SecuredDocument
from .signature import Proof
from .signing import check_signable, sign
from .suites import cryptosuite

Json = dict[str, Any]

_SUITE = cryptosuite("eddsa-rdfc-2022")
_TEMPLATES_KEPT = 256
_BY_VALUE = 2
"""The version of marshal whose bytes tell true from 1, and a list from a tuple, but no object from one like it."""


@dataclass(frozen=True)
class _Hole:
    """A text that differs from one document to the next."""

    rule: rules.Rule
    """What it must be."""
    kept: re.Pattern[str]
    """The beginning that stays in the template: it decides how the text is read."""
    sample: str
    write: Callable[[str], str] = literal
    """The text as a term of N-Quads, but for its datatype."""


_TEXT = _Hole(rules.text, re.compile(""), "{0}{0}{0}")
_MOMENT = _Hole(rules.moment, re.compile(""), "{0}-01-01T00:00:00Z")
_IRI = _Hole(rules.uri, re.compile("[^:]*:?(//)?"), "{kept}hole{0}", "<{}>".format)  # a scheme may be a prefix

_HOLES: Mapping[str, Any] = {
    "id": _IRI,
    "validFrom": _MOMENT,
    "validUntil": _MOMENT,
    "awardedDate": _MOMENT,
    "credentialSubject": {"id": _IRI, "identifier": {"identityHash": _TEXT, "salt": _TEXT}},
    "credentialStatus": {"id": _IRI, "statusListIndex": _TEXT, "statusListCredential": _IRI},
    "evidence": {"id": _IRI, "name": _TEXT, "narrative": _TEXT, "description": _TEXT},
}


def sign_alike(document: Json, key: SigningKey, created: datetime) -> Json:
    """What `sign` returns, and raises, in less than half the time once a document like this one was signed.

    Worth it for awards of one badge by one issuer; the first of them takes longer.
    """
    values: list[str] = []

    def take_out(hole: _Hole, value: str) -> str:
        values.append(value)
        return hole.kept.match(value)[0]  # type: ignore[index]

    try:
        template = _template(marshal.dumps(_changed(document, take_out), _BY_VALUE))
        if template is not None and _may_sign(key, document):
            return document | {"proof": [template.proof(values, key, created)]}
    except (OpenBadgesError, TypeError, ValueError, RecursionError):
        pass  # a value that cannot be signed, or no JSON at all: `sign` says what is wrong
    return sign(document, key, created)


def _may_sign(key: SigningKey, document: Json) -> bool:
    """What `sign` asks that concerns several values: the issuer's own key, an end that is not before the start."""
    start, end = validity_period(document)
    is_period = not start or not end or parse_timestamp(start) <= parse_timestamp(end)
    return is_period and issuer_id(document) == key.controller and key.algorithm in _SUITE.algorithms


class _Template:
    """What documents say that have all but the values of their holes in common."""

    def __init__(self, constant: Json) -> None:
        """Raises NotCovered, and what `sign` would raise."""
        self._contexts = json.dumps(constant.get("@context", []))
        sample, values = _sample(constant, 1000)
        check_signable(sample)
        quads = set(walk.to_quads(sample))
        self._holes = [(hole, _term(hole.write(value), quads), len(hole.write(value))) for hole, value in values]
        terms = {term for _, term, _ in self._holes}
        nodes = rdfc10.quads_by_node(quads)
        self._touched = {node: said for node, said in nodes.items() if any(map(terms.intersection, said))}
        self._hashes = {node: rdfc10.hash_first_degree(node, said) for node, said in nodes.items()}
        self._quads = {quad for quad in quads if (terms | nodes.keys()).intersection(quad)}
        self._lines = rdfc10.named_lines(quads - self._quads, {})

    def proof(self, values: list[str], key: SigningKey, created: datetime) -> Proof:
        """The proof for the document with these values. Raises OpenBadgesError if one is not what it must be."""
        options = _options(key.id, format_timestamp(created))
        before, after = _canonical_options(self._contexts, key.id)
        data = signature.hash_data(before + options["created"] + after, self.fill(values), key.algorithm)
        return options | {"proofValue": signature.make_value(key, data)}

    def fill(self, values: list[str]) -> str:
        """The canonical form with these values. Raises OpenBadgesError if one is not what it must be."""
        terms = {}
        for (hole, term, length), value in zip(self._holes, values, strict=True):
            hole.rule(value, "The value")
            check_value(value)
            terms[term] = hole.write(value) + term[length:]
        lines = rdfc10.named_lines(self._quads, terms | self._names(terms))
        return "".join(sorted(dict.fromkeys(self._lines + lines)))

    def _names(self, terms: dict[str, str]) -> dict[str, str]:
        """The canonical names of the blank nodes: in the order of their hashes, if these differ (RDFC-1.0 §4.4.3)."""
        hashes = self._hashes | {
            node: rdfc10.hash_first_degree(node, _put(terms, quads)) for node, quads in self._touched.items()
        }
        if len(set(hashes.values())) < len(hashes):
            return rdfc10.canonical_names(_put(terms, self._quads))
        return {node: f"_:c14n{place}" for place, node in enumerate(sorted(hashes, key=hashes.__getitem__))}


@lru_cache(_TEMPLATES_KEPT)
def _template(constant: bytes) -> _Template | None:
    """The template of a document that marshal wrote, without the values of its holes, or None if there can be none."""
    document = marshal.loads(constant)  # noqa: S302 - only `sign_alike` wrote it
    try:
        template = _Template(document)
        other, values = _sample(document, 2000)
        is_sound = template.fill([value for _, value in values]) == rdfc10.canonicalize(walk.to_quads(other))
    except (OpenBadgesError, walk.NotCovered):
        return None
    return template if is_sound else None


@lru_cache(_TEMPLATES_KEPT)
def _canonical_options(contexts: str, method: str) -> tuple[str, str]:
    """What a proof by this key says of itself, before and after its moment. Raises LinkedDataError or ValueError."""
    secured = SecuredDocument({"@context": json.loads(contexts)})
    moment = _MOMENT.sample.format(1000)
    before, after = secured.canonical_options(_options(method, moment)).split(moment)
    return before, after


def _options(method: str, created: str) -> Proof:
    return _SUITE.header | {"created": created, "verificationMethod": method, "proofPurpose": EXPECTED.purpose}


def _sample(constant: Json, number: int) -> tuple[Json, list[tuple[_Hole, str]]]:
    """A document with the holes filled, each with a value of its own, and these."""
    values: list[tuple[_Hole, str]] = []

    def put_in(hole: _Hole, kept: str) -> str:
        values.append((hole, hole.sample.format(number + len(values), kept=kept)))
        return values[-1][1]

    return _changed(constant, put_in), values


def _changed(value: Any, change: Callable[[_Hole, str], str], holes: Any = _HOLES) -> Any:
    """A copy with each text that is a hole changed."""
    if isinstance(value, list):
        return [_changed(item, change, holes) for item in value]
    if isinstance(holes, _Hole):
        return change(holes, value) if isinstance(value, str) else value
    if isinstance(value, dict):
        return {
            name: _changed(member, change, holes[name]) if name in holes else member for name, member in value.items()
        }
    return value


def _term(written: str, quads: Iterable[Quad]) -> str:
    """The one term that the text became."""
    found = {term for quad in quads for term in quad if term.startswith(written)}
    if len(found) != 1:
        raise walk.NotCovered(written)
    return found.pop()


def _put(terms: Mapping[str, str], quads: Iterable[Quad]) -> set[Quad]:
    """The quads with these terms in place of others."""
    put = terms.get
    return {(put(s, s), p, put(o, o), put(g, g)) for s, p, o, g in quads}
