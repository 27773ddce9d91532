"""Parts of a document, and which of its statements each one makes (ECDSA Cryptosuites 1.0 §3.4).

A part names its blank nodes differently than the whole does. So each object of the document gets an address
first (it is "skolemized"), which it keeps in every part, and by which the blank nodes are recognized.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any

from .. import rdfc10
from ..base64url import encode_octets
from ..errors import LinkedDataError, ProofInvalid
from ..rdf import Quad
from .secured import SecuredDocument

Json = dict[str, Any]

_ADDRESS = "urn:bnid:"
_ADDRESSED = re.compile(rf"<{_ADDRESS}(\d+)>")
_IDENTITY = ("id", "@id", "type", "@type")

_WHOLE = object()
"""Stands in a tree of pointers where one of them ends."""


class Divisible:
    """A document with its statements in order, each blank node named by a digest that only the key foretells."""

    def __init__(self, document: SecuredDocument, hmac_key: bytes) -> None:
        """Raises LinkedDataError, also for what cannot be divided."""
        self._own_names: list[str] = []
        self._skolemized = self._skolemize(document.unsecured)
        quads = self._quads(self._skolemized)
        names = rdfc10.canonical_names(quads)
        if "".join(rdfc10.named_lines(quads, names)) != document.canonical:
            raise LinkedDataError("The document is written in a way that does not let its parts be told apart.")
        self.digests = {
            node: hmac.digest(hmac_key, name.removeprefix("_:").encode(), "sha256") for node, name in names.items()
        }
        self.lines = lines(quads, self.digests)

    def part(self, pointers: Sequence[str]) -> list[Quad]:
        """What the parts under `pointers` state, with blank nodes as in `digests`. Raises ProofInvalid."""
        return self._quads(reveal(self._skolemized, pointers)) if pointers else []

    def positions(self, part: Iterable[Quad]) -> list[int]:
        """Where in `lines` the statements of a part are (§3.4.16 "canonicalizeAndGroup"). Raises ProofInvalid."""
        stated = set(lines(part, self.digests))
        if not stated.issubset(self.lines):
            raise ProofInvalid("A part of an ordered list would say something else than the list: select all of it.")
        return [position for position, line in enumerate(self.lines) if line in stated]

    def _skolemize(self, value: Any) -> Any:
        """A copy in which the address of each object is its number; `_own_names` keeps what it was."""
        if isinstance(value, list):
            return [self._skolemize(member) for member in value]
        if not isinstance(value, dict) or "@value" in value:
            return value
        number = len(self._own_names)
        member = "@id" if "@id" in value else "id"
        self._own_names.append(f"<{value[member]}>" if member in value else f"_:n{number}")
        content = {name: part if name == "@context" else self._skolemize(part) for name, part in value.items()}
        return content | {member: f"{_ADDRESS}{number}"}

    def _quads(self, skolemized: Json) -> list[Quad]:
        """The statements, with each address replaced by what it stands for."""
        quads = SecuredDocument(skolemized).quads
        names = _cell_names(quads) | _graph_names(quads)
        for number, name in enumerate(self._own_names):
            names[f"<{_ADDRESS}{number}>"] = name
        return [tuple(names.get(term, term) for term in quad) for quad in quads]  # type: ignore[misc]


def lines(quads: Iterable[Quad], digests: Mapping[str, bytes]) -> list[str]:
    """The statements in order, with their blank nodes named as ecdsa-sd-2023 does (§3.4.4)."""
    return rdfc10.named_lines(quads, {node: f"_:u{encode_octets(digest)}" for node, digest in digests.items()})


def reveal(document: Json, pointers: Sequence[str]) -> Json:
    """What of a document the JSON pointers select (§3.4.13 "selectJsonLd"): with it, the id and type of all above it.

    Raises ProofInvalid if one points to nothing.
    """
    tree: dict[Any, Any] = {}
    for pointer in pointers:
        branch, value = tree, document
        for step in _steps(pointer):
            try:
                value = value[_index(step)] if isinstance(value, list) else value[step]
            except (LookupError, TypeError, ValueError):
                raise ProofInvalid(f"The JSON pointer {pointer} leads to nothing in the document.") from None
            branch = branch.setdefault(step, {})
        branch[_WHOLE] = {}
    revealed: Json = _reveal(document, tree)
    return {"@context": document["@context"]} | revealed


def _reveal(value: Any, tree: dict[Any, Any]) -> Any:
    if _WHOLE in tree:
        return value
    if isinstance(value, list):
        return [_reveal(value[int(step)], tree[step]) for step in sorted(tree, key=int)]
    return {
        name: member if name in _IDENTITY else _reveal(member, tree[name])
        for name, member in value.items()
        if name in tree or name in _IDENTITY
    }


def _steps(pointer: str) -> list[str]:
    """The members that a JSON pointer names, one inside the other (RFC 6901 §4)."""
    if not re.fullmatch(r"(/([^~/]|~[01])*)+", pointer):
        raise ProofInvalid(f"{pointer!r} is not a JSON pointer into a document.")
    return [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]


def _index(step: str) -> int:
    if not re.fullmatch(r"0|[1-9][0-9]*", step):
        raise ValueError(f"{step!r} is not a position in an array.")
    return int(step)


def _cell_names(quads: Iterable[Quad]) -> dict[str, str]:
    """A name for each cell of a list, by the object that has the list and how far the cell is from its beginning."""
    leads = {object_: (subject, predicate) for subject, predicate, object_, _ in quads if object_.startswith("_:")}
    names = {}
    for cell in leads:
        node, predicate, steps = cell, "", 0
        while node in leads:
            (node, predicate), steps = leads[node], steps + 1
        names[cell] = f"_:l{sha256(f'{node} {predicate} {steps}'.encode()).hexdigest()}"
    return names


def _graph_names(quads: Iterable[Quad]) -> dict[str, str]:
    """A name for each graph, by its outermost object: of those within, it has the lowest number."""
    roots: dict[str, int] = {}
    for subject, _, _, graph in quads:
        if graph and (found := _ADDRESSED.fullmatch(subject)):
            roots[graph] = min(int(found[1]), roots.get(graph, int(found[1])))
    return {graph: f"_:g{number}" for graph, number in roots.items()}
