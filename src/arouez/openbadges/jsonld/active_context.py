"""What each term means in a place of a document, as tables (JSON-LD 1.1 API §4 "Context Processing").

PyLD, the trusted processor, processes each combination of pinned contexts once. What it says of every term
becomes a row of a table, kept for the life of the process: reading a document is then only looking up.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from pyld import jsonld  # type: ignore[import-untyped]

from ..errors import LinkedDataError
from ..rdf import XSD, is_absolute_iri
from .processor import ONE_AT_A_TIME, OPTIONS, PYLD_ERRORS

_MAX_TABLES = 1_000
"""Past this many, forget them: somebody is trying every combination of contexts."""

_SIMPLE_CONTAINERS = frozenset({"@set", "@list", "@graph"})
DOUBLE = XSD + "double"
_NO_DATATYPE = (None, "@none", "@id", "@vocab")

_PROCESSOR = jsonld.JsonLdProcessor()


@dataclass(frozen=True, slots=True)
class Term:
    """A term's definition: its IRI or keyword, and how its values are to be read."""

    iri: str
    predicate: str
    """The IRI as quads write it, or nothing if no predicate can be made of it."""
    type: str | None
    containers: frozenset[str]
    reverse: bool
    is_tagged: bool
    """Whether its texts are in a language, or have a direction."""
    local_context: Any
    """Its scoped context, when it has one."""


@dataclass(frozen=True, slots=True)
class Property:
    """A term where it is the name of a member: the predicate of quads, and how their objects are to be read."""

    predicate: str
    container: str
    """`@list`, `@graph`, or nothing."""
    inside: ActiveContext
    type: str | None
    datatype: str
    """The datatype of its texts; nothing for plain ones."""
    is_text: bool
    """Whether a text there is a text: no reference, no number in disguise, no list or graph."""


class ActiveContext:
    """The terms in force, and what they become inside a property, inside a type, under other contexts."""

    def __init__(self, processed: Any) -> None:
        self._processed = processed
        self.terms = {name: _term(mapping) for name, mapping in processed["mappings"].items() if mapping}
        self.id_names, self.type_names = (self._names_of(keyword) for keyword in ("@id", "@type"))
        self.no_properties = {"@context", *self.id_names, *self.type_names}
        """The members of a node that are no properties of it."""
        self.prefixes = {name: mapping["@id"] for name, mapping in processed["mappings"].items()
                         if mapping and mapping["_prefix"]}  # fmt: skip
        self.has_defaults = any(name in processed for name in ("@vocab", "@base", "@language", "@direction"))
        """Whether what is written without a definition means something too: the tables do not know what."""
        previous = processed.get("previousContext")
        self.reverted = _tabled(previous) if previous is not None else self
        """The context around a type-scoped one: in force again in the nodes below."""
        self._inside: dict[tuple[Any, ...], ActiveContext] = {}
        self._properties: dict[str, Property | None] = {}

    def property(self, name: str) -> Property | None:
        """What a member of that name says; None when the tables do not tell."""
        if name not in self._properties and name in self.terms:
            self._properties[name] = self._property(name, self.terms[name])
        return self._properties.get(name)

    def under(self, urls: tuple[str, ...]) -> ActiveContext:
        """With the pinned contexts at `urls` added: an `@context` in the document."""
        return self._become(urls, list(urls)) if urls else self

    def in_property(self, term: Term, name: str) -> ActiveContext:
        """With the property-scoped context of `term`, which may redefine protected terms."""
        if term.local_context is None:
            return self
        return self._become((name, id(term.local_context)), term.local_context, override_protected=True)

    def in_type(self, term: Term, name: str) -> ActiveContext:
        """With the type-scoped context of `term`, for this node alone."""
        if term.local_context is None:
            return self
        return self._become((name, id(term.local_context), "type"), term.local_context, propagate=False)

    def _property(self, name: str, term: Term) -> Property | None:
        if not term.predicate or term.reverse or term.is_tagged or not term.containers <= _SIMPLE_CONTAINERS:
            return None
        container = next((kind for kind in ("@list", "@graph") if kind in term.containers), "")
        inside = self.in_property(term, name)
        type_ = inside.terms[name].type if name in inside.terms else None
        if type_ == "@json":
            return None
        datatype = "" if type_ in _NO_DATATYPE else type_ or ""
        is_text = not container and type_ not in ("@id", "@vocab") and datatype != DOUBLE
        return Property(term.predicate, container, inside, type_, datatype, is_text)

    def _names_of(self, keyword: str) -> tuple[str, ...]:
        """The keyword, and what else it is called here."""
        return (keyword, *(name for name, term in self.terms.items() if term.iri == keyword))

    def _become(self, key: tuple[Any, ...], local_context: Any, **how: bool) -> ActiveContext:
        if key not in self._inside:
            try:
                with ONE_AT_A_TIME:
                    processed = _PROCESSOR._process_context(self._processed, local_context, OPTIONS, **how)
            except PYLD_ERRORS as error:
                raise LinkedDataError(f"The contexts contradict each other: {(error.args or [error])[0]}") from error
            self._inside[key] = _tabled(processed)
        return self._inside[key]


@cache
def initial_context() -> ActiveContext:
    """No term defined yet."""
    return ActiveContext(_PROCESSOR._get_initial_context(OPTIONS))


_TABLED: dict[str, ActiveContext] = {}


def _tabled(processed: Any) -> ActiveContext:
    """One table for each context that PyLD processed."""
    uuid = processed["_uuid"]
    if len(_TABLED) > _MAX_TABLES:
        _TABLED.clear()
        initial_context.cache_clear()
    if uuid not in _TABLED:
        _TABLED[uuid] = ActiveContext(processed)
    return _TABLED[uuid]


def _term(mapping: Any) -> Term:
    containers = mapping.get("@container", ())
    iri = mapping["@id"] or ""  # nothing, if the context undefines it
    return Term(
        iri=iri,
        predicate=f"<{iri}>" if is_absolute_iri(iri) else "",
        type=mapping.get("@type"),
        containers=frozenset([containers] if isinstance(containers, str) else containers),
        reverse=mapping["reverse"],
        is_tagged="@language" in mapping or "@direction" in mapping,
        local_context=mapping.get("@context"),
    )
