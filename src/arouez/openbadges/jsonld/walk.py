"""The fast route: from a document straight to quads, by tables of what its terms mean (JSON-LD 1.1 API §5).

Covers what badges are made of: nodes, texts, numbers, references, sets, lists, graphs, under pinned contexts.
Anything else raises NotCovered, and the trusted route reads the document instead. Both say the same: the
tests compare them.
"""

from __future__ import annotations

from typing import Any, NoReturn

from ..errors import LinkedDataError, PoisonedGraph, RelativeReference, UndefinedTerm
from ..rdf import RDF, XSD, Quad, is_absolute_iri, literal
from .active_context import DOUBLE, ActiveContext, Property, initial_context
from .contexts import context_urls, refuse_too_many

_TYPE, _FIRST, _REST, _NIL = (f"<{RDF}{name}>" for name in ("type", "first", "rest", "nil"))
_BOOLEAN, _INTEGER = (XSD + name for name in ("boolean", "integer"))
_SAFE_INTEGER = 2**53

MAX_QUADS = 20_000
"""The most that a document may state, with all it carries: more would take seconds to canonicalize."""


class NotCovered(Exception):
    """The tables do not say what this means; the trusted route does."""


def to_quads(document: dict[str, Any]) -> list[Quad]:
    """The dataset of `document`. Raises LinkedDataError, or NotCovered."""
    walk = _Walk()
    walk.node(document, initial_context(), "")
    if not walk.quads:
        raise NotCovered("nothing is said")
    walk.refuse_too_many()
    return walk.quads


class _Walk:
    def __init__(self) -> None:
        self.quads: list[Quad] = []
        self._blank_nodes = 0
        self._entered: set[tuple[int, tuple[str, ...]]] = set()
        self._contexts = 0

    def node(self, element: dict[str, Any], context: ActiveContext, graph: str, name: str = "") -> str:
        """State what a node object says, and return its subject. `name` is the property it is the value of."""
        context = self._enter(element, context, name)
        typing = context
        types = _types(element, typing)
        for type_ in types:
            if term := typing.terms.get(type_):
                context = context.in_type(term, type_)
        if context.has_defaults:
            raise NotCovered("a default vocabulary")
        self.refuse_too_many()
        subject = self._subject(element, context)
        for type_ in types:
            self.quads.append((subject, _TYPE, _type_iri(type_, typing), graph))
        for key, value in element.items():
            if key in context.no_properties:
                continue
            property_ = context.property(key) or _refuse(key, context)
            if property_.is_text and isinstance(value, str):  # as most are
                self.quads.append((subject, property_.predicate, literal(value, property_.datatype), graph))
            else:
                self._property(subject, key, value, property_, graph)
        return subject

    def refuse_too_many(self) -> None:
        """Raise PoisonedGraph past `MAX_QUADS`."""
        if len(self.quads) > MAX_QUADS:
            raise PoisonedGraph(
                f"The document states more than {MAX_QUADS:,} things; an honest badge states a hundred."
            )

    def _enter(self, element: dict[str, Any], context: ActiveContext, name: str) -> ActiveContext:
        """The context inside a node: types around it no longer count, its property and `@context` do."""
        if len(element) == 1 and next(iter(element)) in context.id_names:
            return context
        term = context.terms.get(name)
        context = context.reverted
        if term is not None:
            context = context.in_property(term, name)
        if "@context" in element:
            context = self._under(context, context_urls(element["@context"]))
        return context

    def _under(self, context: ActiveContext, urls: tuple[str, ...]) -> ActiveContext:
        """With more contexts: what is to be processed is counted, once for each place that is alike."""
        if (id(context), urls) not in self._entered:
            self._entered.add((id(context), urls))
            self._contexts += len(urls)
            refuse_too_many(self._contexts)
        return context.under(urls)

    def _subject(self, element: dict[str, Any], context: ActiveContext) -> str:
        subject = ""
        for key in context.id_names:
            if key in element:
                if subject:
                    raise NotCovered("two identifiers")
                subject = _iri(element[key], context)
        return subject or self._blank_node()

    def _property(self, subject: str, key: str, value: Any, property_: Property, graph: str) -> None:
        if property_.container == "@list":
            objects = [self._list(key, _each(value), property_, graph)]
        elif property_.container == "@graph":
            objects = [self._graph(key, item, property_.inside) for item in _each(value)]
        else:
            objects = [self._object(key, item, property_, graph) for item in _each(value)]
        self.quads += [(subject, property_.predicate, object_, graph) for object_ in objects]

    def _object(self, key: str, item: Any, property_: Property, graph: str) -> str:
        if isinstance(item, str):
            if property_.type == "@id":
                return _iri(item, property_.inside)
            if property_.type == "@vocab":
                term = property_.inside.terms.get(item)
                return _iri(term.iri if term else item, property_.inside)
            if property_.datatype != DOUBLE:
                return literal(item, property_.datatype)
        if isinstance(item, dict):
            return self.node(item, property_.inside, graph, key)
        if item is None:
            raise LinkedDataError(f"`{key}` is null; leave it out instead.")
        return _number(item, property_.datatype)

    def _graph(self, key: str, item: Any, context: ActiveContext) -> str:
        """A node in a graph of its own, as each proof and each embedded credential is."""
        if not isinstance(item, dict):
            raise NotCovered(key)
        graph, before = self._blank_node(), len(self.quads)
        self.node(item, context, graph, key)
        if len(self.quads) == before:
            raise NotCovered("an empty graph")
        return graph

    def _list(self, key: str, items: list[Any], property_: Property, graph: str) -> str:
        """An RDF collection, from its end to its head."""
        head = _NIL
        for item in reversed(items):
            cell = self._blank_node()
            self.quads.append((cell, _FIRST, self._object(key, item, property_, graph), graph))
            self.quads.append((cell, _REST, head, graph))
            head = cell
        return head

    def _blank_node(self) -> str:
        self._blank_nodes += 1
        return f"_:b{self._blank_nodes}"


def _each(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _refuse(key: str, context: ActiveContext) -> NoReturn:
    """There is no such property, or none that the tables cover."""
    if key not in context.terms and ":" not in key and "@" not in key:
        raise UndefinedTerm(f"`{key}` is defined by no context, so no signature would cover it.")
    raise NotCovered(key)


def _types(element: dict[str, Any], context: ActiveContext) -> list[str]:
    """The types of a node, in the order in which their contexts apply (JSON-LD 1.1 API §5.1.2, step 11)."""
    types = []
    for key in context.type_names:
        if key in element:
            types += _each(element[key])
    return sorted(map(_text, types))


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise NotCovered("not a text")
    return value


def _iri(value: Any, context: ActiveContext) -> str:
    """An identifier, which may be written short behind a prefix (JSON-LD 1.1 API §5.2 "IRI Expansion")."""
    prefix, _, rest = _text(value).partition(":")
    if prefix in context.prefixes and not rest.startswith("//"):
        value = context.prefixes[prefix] + rest
    if prefix == "_" or value.startswith("@"):
        raise NotCovered(value)
    if not is_absolute_iri(value):
        raise RelativeReference(f"`{value}` is not an absolute IRI.")
    return f"<{value}>"


def _type_iri(name: str, context: ActiveContext) -> str:
    term = context.terms.get(name)
    if term is not None and term.predicate:
        return term.predicate
    try:
        return _iri(name, context)
    except RelativeReference:
        raise UndefinedTerm(f"`{name}` is not an absolute IRI, nor a known type.") from None


def _number(value: Any, datatype: str) -> str:
    """A whole number or a truth, typed (JSON-LD 1.1 API §7.2.2 "Object to RDF Conversion")."""
    if datatype == DOUBLE:
        raise NotCovered("a fraction")
    if isinstance(value, bool):
        return literal("true" if value else "false", datatype or _BOOLEAN)
    if isinstance(value, int) and abs(value) <= _SAFE_INTEGER:
        return literal(str(value), datatype or _INTEGER)
    raise NotCovered("a fraction, or no JSON at all")
