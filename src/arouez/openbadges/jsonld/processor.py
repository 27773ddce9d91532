"""The trusted route: PyLD expands the document, and what it expanded is checked before it becomes quads."""

from __future__ import annotations

import re
from threading import Lock
from typing import Any

from pyld import jsonld  # type: ignore[import-untyped]
from pyld.context_resolver import ContextResolver  # type: ignore[import-untyped]

from ..errors import LinkedDataError, PoisonedGraph, RelativeReference, UndefinedTerm, UnknownContext
from ..rdf import RDF, Quad, is_absolute_iri, literal
from .contexts import check_contexts, pinned_contexts

MAX_VALUES, MAX_REPEATED = 4_000, 500
"""PyLD compares every value of an array with every other: past this, a document could keep it busy for minutes."""

_KEYWORDS = {"@context", "@id", "@type", "@value", "@language", "@direction"}
"""The keywords of JSON-LD that a document may use itself; the pinned contexts have names for the others."""

# PyLD stumbles over some malformed documents, and lets Python's own errors out.
PYLD_ERRORS = (jsonld.JsonLdError, AttributeError, KeyError, IndexError, RecursionError, TypeError, ValueError)

_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")


def load_pinned(url: str, options: Any = None) -> dict[str, Any]:
    """A document loader, as PyLD wants it, that knows the pinned contexts and nothing else."""
    if url not in pinned_contexts():
        raise UnknownContext(f"The context {url} is not one that we know.")
    return {"contextUrl": None, "documentUrl": url, "contentType": "application/ld+json",
            "document": pinned_contexts()[url]}  # fmt: skip


# Our own caches: PyLD's are shared with whoever else uses it in this process, with whatever loader they use.
# Without a base, a relative reference stays relative, and so can be seen.
OPTIONS: dict[str, Any] = {
    "base": None,
    "documentLoader": load_pinned,
    "contextResolver": ContextResolver({}, load_pinned),
    "processingMode": "json-ld-1.1",
    "isFrame": False,
    "rdfDirection": "i18n-datatype",  # else a text's direction would be left out of the signature
}

ONE_AT_A_TIME = Lock()
"""Held while PyLD reads contexts: its caches are not made for several threads."""


def to_quads(document: dict[str, Any], own_terms: bool = False) -> list[Quad]:
    """The dataset of `document`. Raises LinkedDataError."""
    check_contexts(document, own_terms)
    if _count_values(document) > MAX_VALUES:
        raise PoisonedGraph(f"The document has more than {MAX_VALUES:,} values; an honest badge has some hundreds.")
    with ONE_AT_A_TIME:
        expanded = _expand(document)
    _check_expanded(expanded)
    try:
        dataset = jsonld.JsonLdProcessor().to_rdf(expanded, OPTIONS)
    except PYLD_ERRORS as error:
        raise LinkedDataError(f"The document is not processable JSON-LD: {error}") from error
    return [
        (_term(triple["subject"]), _term(triple["predicate"]), _term(triple["object"]), _graph(name))
        for name, triples in dataset.items()
        for triple in triples
    ]


def _count_values(value: Any, name: str = "the document") -> int:
    """How much there is to read. Refuses what says nothing to a signature: a null, and most JSON-LD keywords."""
    if value is None:
        raise LinkedDataError(f"`{name}` is null; leave it out instead.")
    if isinstance(value, dict):
        for member in value:
            if member.startswith("@") and member not in _KEYWORDS:
                raise LinkedDataError(f"`{member}` has no place in a credential.")
        return 1 + sum(
            _size(content) if member == "@context" else _count_values(content, member)
            for member, content in value.items()
        )
    if isinstance(value, list):
        if len(value) > MAX_REPEATED:
            raise PoisonedGraph(f"`{name}` has more than {MAX_REPEATED} values.")
        return 1 + sum(_count_values(content, name) for content in value)
    return 1


def _size(context: Any) -> int:
    """How much a context holds, where a null has a meaning."""
    members = context.values() if isinstance(context, dict) else context if isinstance(context, list) else ()
    return 1 + sum(map(_size, members))


def _expand(document: dict[str, Any]) -> list[Any]:
    dropped: list[Any] = []
    try:
        expanded: list[Any] = jsonld.JsonLdProcessor(on_property_dropped=dropped.append).expand(document, OPTIONS)
    except PYLD_ERRORS as error:
        raise LinkedDataError(f"The document is not processable JSON-LD: {(error.args or [error])[0]}") from error
    if dropped:
        raise UndefinedTerm(f"`{dropped[0]}` is defined by no context, so no signature would cover it.")
    if len(expanded) != 1:
        raise LinkedDataError("The document says nothing that a signature could cover.")
    return expanded


def _check_expanded(value: Any) -> None:
    """Nothing that `to_rdf` would leave out."""
    if isinstance(value, list):
        for member in value:
            _check_expanded(member)
        return
    if "@index" in value:
        raise LinkedDataError(f"`{value['@index']}` is the key of an index, which no signature would cover.")
    if "@value" in value:
        _check_value_object(value)
        return
    for key, member in value.items():
        if key == "@id":
            _require_absolute(member, RelativeReference)
        elif key == "@type":
            for type_ in member:
                _require_absolute(type_, UndefinedTerm)
        elif key == "@graph":
            if not all(set(node) - {"@id"} and not {"@value", "@list"} & set(node) for node in member):
                raise LinkedDataError("An embedded document says nothing that a signature could cover.")
            _check_expanded(member)
        elif key.startswith("@"):
            _check_expanded(member)
        else:
            if not is_absolute_iri(key):
                raise UndefinedTerm(f"`{key}` is not a property that a signature can cover.")
            _check_expanded(member)


def _check_value_object(value: dict[str, Any]) -> None:
    datatype = value.get("@type", RDF + "JSON")
    if datatype != "@json" and not is_absolute_iri(datatype):
        raise UndefinedTerm(f"`{datatype}` is not the name of a datatype.")
    if "@language" in value and not _LANGUAGE.fullmatch(value["@language"]):
        raise LinkedDataError(f"`{value['@language']}` is not a language tag.")


def _require_absolute(text: Any, error: type[LinkedDataError]) -> None:
    if not isinstance(text, str) or not (is_absolute_iri(text) or re.fullmatch(r"_:\w[\w.-]*", text, re.ASCII)):
        raise error(f"`{text}` is not an absolute IRI" + (", nor a known type." if error is UndefinedTerm else "."))


def _term(term: dict[str, Any]) -> str:
    match term["type"]:
        case "IRI":
            return f"<{term['value']}>"
        case "blank node":
            return str(term["value"])
        case _:
            return literal(term["value"], term["datatype"], term.get("language", ""))


def _graph(name: str) -> str:
    if name == "@default":
        return ""
    return name if name.startswith("_:") else f"<{name}>"
