"""The canonicalization algorithm (RDFC-1.0 §4).

Most blank nodes of a badge differ by what is said of them, and one hash each names them (§4.6). Those that do
not are told apart by walking their neighbours in every order (§4.8), which a hostile graph can make endless:
`work` counts the orders tried, and past the budget the graph is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Any

from ..errors import PoisonedGraph
from ..rdf import Quad, line
from .issuer import IdentifierIssuer

MAX_WORK = 5_000
"""The orders of neighbours that are tried before a graph is refused; honest badges need a handful."""

Digest = Callable[[bytes], Any]
"""A hash function of hashlib: SHA-256 unless a cryptosuite asks for another (§4.1)."""

_POSITIONS = (("s", 0), ("o", 2), ("g", 3))


def canonicalize(quads: Iterable[Quad], max_work: int = MAX_WORK, digest: Digest = sha256) -> str:
    """The canonical N-Quads of a dataset. Raises PoisonedGraph."""
    dataset = set(quads)
    return "".join(named_lines(dataset, canonical_names(dataset, max_work, digest)))


def canonical_names(quads: Iterable[Quad], max_work: int = MAX_WORK, digest: Digest = sha256) -> dict[str, str]:
    """The canonical name of each blank node, such as `_:c14n0`. Raises PoisonedGraph."""
    try:
        return _Canonicalization(set(quads), max_work, digest).names()
    except RecursionError:
        raise PoisonedGraph("The document chains too many blank nodes that look alike.") from None


def named_lines(quads: Iterable[Quad], names: Mapping[str, str]) -> list[str]:
    """The dataset in N-Quads, a line for each statement, in order, with these names for its blank nodes."""
    name = names.get
    return sorted([line((name(s, s), p, name(o, o), name(g, g) if g else g)) for s, p, o, g in set(quads)])


def quads_by_node(dataset: set[Quad]) -> dict[str, list[Quad]]:
    """The quads that mention each blank node (§4.4.3, step 2)."""
    quads_of: dict[str, list[Quad]] = {}
    for quad in dataset:
        subject, _, object_, graph = quad
        if subject[0] == "_":
            quads_of.setdefault(subject, []).append(quad)
        if object_[0] == "_" and object_ != subject:
            quads_of.setdefault(object_, []).append(quad)
        if graph and graph[0] == "_" and graph not in (subject, object_):
            quads_of.setdefault(graph, []).append(quad)
    return quads_of


def hash_first_degree(node: str, quads: Iterable[Quad], digest: Digest = sha256) -> str:
    """Hash First Degree Quads (§4.6.3): what is said of a node, itself called `_:a` and any other `_:z`."""

    lines = []
    for subject, predicate, object_, graph in quads:
        if subject[0] == "_":
            subject = "_:a" if subject == node else "_:z"
        if object_[0] == "_":
            object_ = "_:a" if object_ == node else "_:z"
        if graph and graph[0] == "_":
            graph = "_:a" if graph == node else "_:z"
        lines.append(line((subject, predicate, object_, graph)))
    lines.sort()
    return str(digest("".join(lines).encode()).hexdigest())


class _Canonicalization:
    """The canonicalization state (§4.2)."""

    def __init__(self, dataset: set[Quad], max_work: int, digest: Digest) -> None:
        self._digest = digest
        self.quads_of = quads_by_node(dataset)
        self.first_degree = {node: hash_first_degree(node, quads, digest) for node, quads in self.quads_of.items()}
        self.canonical = IdentifierIssuer("_:c14n")
        self.work = max_work

    def names(self) -> dict[str, str]:
        """The canonical name of each blank node (§4.4.3, steps 3 to 5)."""
        by_hash: dict[str, list[str]] = {}
        for node, digest in self.first_degree.items():
            by_hash.setdefault(digest, []).append(node)
        for digest in sorted(by_hash):
            if len(by_hash[digest]) == 1:
                self.canonical.issue(by_hash[digest][0])
        for digest in sorted(by_hash):
            results = []
            for node in by_hash[digest]:
                if node not in self.canonical.issued:
                    issuer = IdentifierIssuer("_:b")
                    issuer.issue(node)
                    results.append(self._hash_n_degree(node, issuer))
            for _, issuer in sorted(results, key=lambda result: result[0]):
                for node in issuer.issued:
                    self.canonical.issue(node)
        return self.canonical.issued

    def _hash_n_degree(self, node: str, issuer: IdentifierIssuer) -> tuple[str, IdentifierIssuer]:
        """Hash N-Degree Quads (§4.8.3)."""
        related_by_hash: dict[str, list[str]] = {}
        for quad in self.quads_of[node]:
            for position, index in _POSITIONS:
                related = quad[index]
                if related != node and related.startswith("_:"):
                    digest = self._hash_related(related, quad, issuer, position)
                    related_by_hash.setdefault(digest, []).append(related)
        data = ""
        for digest in sorted(related_by_hash):
            path, issuer = self._shortest_path(related_by_hash[digest], issuer)
            data += digest + path
        return self._hash(data), issuer

    def _shortest_path(self, related: list[str], issuer: IdentifierIssuer) -> tuple[str, IdentifierIssuer]:
        """The order of `related` whose path comes first, and the names given on the way (step 5)."""
        orders = _orders(related)
        best = self._path(next(orders), issuer.copy(), None)
        for order in orders:
            attempt = self._path(order, issuer.copy(), best[0])
            if attempt[0] < best[0]:
                best = attempt
        return best

    def _path(self, order: tuple[str, ...], issuer: IdentifierIssuer, best: str | None) -> tuple[str, IdentifierIssuer]:
        """The path of one order (steps 5.4.1 to 5.4.6), cut short once it cannot come before `best`."""
        self._spend()
        path = ""
        unnamed = []
        for node in order:
            if node in self.canonical.issued:
                path += self.canonical.issued[node]
            else:
                if node not in issuer.issued:
                    unnamed.append(node)
                path += issuer.issue(node)
            if best is not None and len(path) >= len(best) and path > best:
                return path, issuer
        for node in unnamed:
            digest, result = self._hash_n_degree(node, issuer)
            path += f"{issuer.issue(node)}<{digest}>"
            issuer = result
            if best is not None and len(path) >= len(best) and path > best:
                return path, issuer
        return path, issuer

    def _hash_related(self, related: str, quad: Quad, issuer: IdentifierIssuer, position: str) -> str:
        """Hash Related Blank Node (§4.7.3)."""
        name = self.canonical.issued.get(related) or issuer.issued.get(related) or self.first_degree[related]
        predicate = "" if position == "g" else quad[1]
        return self._hash(f"{position}{predicate}{name}")

    def _hash(self, data: str) -> str:
        return str(self._digest(data.encode()).hexdigest())

    def _spend(self) -> None:
        self.work -= 1
        if self.work < 0:
            raise PoisonedGraph("The document was made so that naming its blank nodes takes unreasonable work.")


def _orders(related: list[str]) -> Iterator[tuple[str, ...]]:
    """Each order of the neighbours, once: one can be there several times, as a proof's graph is in each quad of it."""
    if not related:
        yield ()
    for node in dict.fromkeys(related):
        others = related.copy()
        others.remove(node)
        for order in _orders(others):
            yield node, *order
