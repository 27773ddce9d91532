"""The fast route: from a document straight to quads, by tables of what its terms mean (JSON-LD 1.1 API §5).

Covers what badges are made of: nodes, texts, numbers, references, sets, lists, graphs, under pinned contexts.
Anything else raises NotCovered, and the trusted route reads the document instead. Both say the same: the
tests compare them.
"""

from __future__ import annotations

from typing import Any

from ..errors import LinkedDataError, RelativeReference, UndefinedTerm
from ..rdf import RDF, XSD, Quad, is_absolute_iri, literal
from .active_context import ActiveContext, initial_context
from .contexts import context_urls

_TYPE, _FIRST, _REST, _NIL = (f"<{RDF}{name}>" for name in ("type", "first", "rest", "nil"))
_BOOLEAN, _INTEGER, _DOUBLE = (XSD + name for name in ("boolean", "integer", "double"))
_SIMPLE_CONTAINERS = frozenset({"@set", "@list", "@graph"})
_SAFE_INTEGER = 2**53


class NotCovered(Exception):
    """The tables do not say what this means; the trusted route does."""


def to_quads(document: dict[str, Any]) -> list[Quad]:
    """The dataset of `document`. Raises LinkedDataError, or NotCovered."""
    walk = _Walk()
    walk.node(document, initial_context(), "")
    if not walk.quads:
        raise NotCovered("nothing is said")
    return walk.quads


class _Walk:
    def __init__(self) -> None:
        self.quads: list[Quad] = []
        self._blank_nodes = 0

    def node(self, element: dict[str, Any], context: ActiveContext, graph: str, name: str = "") -> str:
        """State what a node object says, and return its subject. `name` is the property it is the value of."""
        context = self._enter(element, context, name)
        typing = context
        types = [type_ for key, value in element.items() if _meaning(context, key) == "@type" for type_ in _each(value)]
        for type_ in sorted(types, key=_text):
            if term := typing.terms.get(type_):
                context = context.in_type(term, type_)
        if context.has_defaults:
            raise NotCovered("a default vocabulary")
        subject = self._subject(element, context)
        for type_ in types:
            self.quads.append((subject, _TYPE, _type_iri(type_, typing), graph))
        for key, value in element.items():
            if key != "@context" and _meaning(context, key) not in ("@id", "@type"):
                self._property(subject, key, value, context, graph)
        return subject

    def _enter(self, element: dict[str, Any], context: ActiveContext, name: str) -> ActiveContext:
        """The context inside a node: types around it no longer count, its property and `@context` do."""
        if len(element) == 1 and _meaning(context, *element) == "@id":
            return context
        term = context.terms.get(name)
        context = context.reverted
        if term is not None:
            context = context.in_property(term, name)
        if "@context" in element:
            context = context.under(context_urls(element["@context"]))
        return context

    def _subject(self, element: dict[str, Any], context: ActiveContext) -> str:
        identifiers = [value for key, value in element.items() if _meaning(context, key) == "@id"]
        if len(identifiers) > 1:
            raise NotCovered("two identifiers")
        return _iri(identifiers[0], context) if identifiers else self._blank_node()

    def _property(self, subject: str, key: str, value: Any, context: ActiveContext, graph: str) -> None:
        term = context.terms.get(key)
        if term is None and ":" not in key and "@" not in key:
            raise UndefinedTerm(f"`{key}` is defined by no context, so no signature would cover it.")
        if term is None or not term.predicate or term.reverse or not term.containers <= _SIMPLE_CONTAINERS:
            raise NotCovered(key)
        inside = context.in_property(term, key)
        type_ = inside.terms[key].type if key in inside.terms else None
        if type_ == "@json":
            raise NotCovered(key)
        if "@list" in term.containers:
            self.quads.append((subject, term.predicate, self._list(key, _each(value), inside, type_, graph), graph))
            return
        for item in _each(value):
            if "@graph" in term.containers:
                object_ = self._graph(key, item, inside)
            else:
                object_ = self._object(key, item, inside, type_, graph)
            self.quads.append((subject, term.predicate, object_, graph))

    def _object(self, key: str, item: Any, context: ActiveContext, type_: str | None, graph: str) -> str:
        match item:
            case dict():
                return self.node(item, context, graph, key)
            case str() if type_ == "@id":
                return _iri(item, context)
            case str() if type_ == "@vocab":
                return _iri(context.terms[item].iri if item in context.terms else item, context)
            case None:
                raise LinkedDataError(f"`{key}` is null; leave it out instead.")
            case _:
                return _literal(item, type_)

    def _graph(self, key: str, item: Any, context: ActiveContext) -> str:
        """A node in a graph of its own, as each proof and each embedded credential is."""
        if not isinstance(item, dict):
            raise NotCovered(key)
        graph, before = self._blank_node(), len(self.quads)
        self.node(item, context, graph, key)
        if len(self.quads) == before:
            raise NotCovered("an empty graph")
        return graph

    def _list(self, key: str, items: list[Any], context: ActiveContext, type_: str | None, graph: str) -> str:
        """An RDF collection, from its end to its head."""
        head = _NIL
        for item in reversed(items):
            cell = self._blank_node()
            self.quads.append((cell, _FIRST, self._object(key, item, context, type_, graph), graph))
            self.quads.append((cell, _REST, head, graph))
            head = cell
        return head

    def _blank_node(self) -> str:
        self._blank_nodes += 1
        return f"_:b{self._blank_nodes}"


def _meaning(context: ActiveContext, key: str) -> str:
    term = context.terms.get(key)
    return term.iri if term else key


def _each(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


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


def _literal(value: Any, type_: str | None) -> str:
    """A typed text (JSON-LD 1.1 API §7.2.2 "Object to RDF Conversion")."""
    datatype = "" if type_ in (None, "@none", "@id", "@vocab") else type_ or ""
    if datatype == _DOUBLE:
        raise NotCovered("a fraction")
    match value:
        case str():
            return literal(value, datatype)
        case bool():
            return literal("true" if value else "false", datatype or _BOOLEAN)
        case int() if abs(value) <= _SAFE_INTEGER:
            return literal(str(value), datatype or _INTEGER)
    raise NotCovered("a fraction, or no JSON at all")
