"""Extensions: members that others defined, each with a context of its own (OB 2.0 §Extensions)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..checks import Finding
from ..documents import Documents
from ..errors import DocumentUnavailable, ExtensionInvalid, Malformed
from ..strict_json import parse_object
from .links import Node
from .tidying import Json, as_list
from .values import is_url
from .vocabulary import ADDRESSES_OF_V1, ADDRESSES_OF_V2, expand

_PREFIX = "extensions:"
_MOST = 50


def check_extensions(nodes: list[Node], documents: Documents) -> str | Finding:
    """`extensions.ok`, `.none`, or `.unknown` for one whose definition cannot be had. Raises ExtensionInvalid."""
    found = [extension for node in nodes for extension in _extensions(node.document, _contexts(node.document))]
    if len(found) > _MOST:
        raise ExtensionInvalid("The badge has more extensions than anyone should have to read.")
    unknown = ""
    for path, extension, contexts in found:
        try:
            _check(path, extension, contexts, documents)
        except DocumentUnavailable as error:
            unknown = f"What {path} means could not be looked up: {error}"
    if unknown:
        return Finding("extensions.unknown", unknown)
    return "extensions.ok" if found else "extensions.none"


def _extensions(value: Any, contexts: list[str], path: str = "") -> Iterator[tuple[str, Json, list[str]]]:
    """Each extension with its path, and the contexts it is read by."""
    if isinstance(value, list):
        for place, item in enumerate(value):
            yield from _extensions(item, contexts, f"{path}[{place}]")
    elif isinstance(value, dict):
        is_extension = "Extension" in as_list(value.get("type"))
        if path and (is_extension or path.rpartition(".")[2].startswith(_PREFIX)):
            yield path, value, contexts + _contexts(value)
        for name, member in value.items():
            yield from _extensions(member, contexts, f"{path}.{name}" if path else name)


def _contexts(document: Json) -> list[str]:
    own = [context for context in as_list(document.get("@context")) if is_url(context)]
    return [context for context in own if context not in ADDRESSES_OF_V2 + ADDRESSES_OF_V1]


def _check(path: str, extension: Json, contexts: list[str], documents: Documents) -> None:
    """One of its contexts must define one of its types, and say by which schema it is checked."""
    types = [name for name in as_list(extension.get("type")) if isinstance(name, str)]
    if "Extension" not in types:
        raise ExtensionInvalid(f"{path}.type must name Extension.")
    unavailable: DocumentUnavailable | None = None
    for address in dict.fromkeys(contexts):
        try:
            definition = _read(address, path, documents)
            schema = _schema_for(definition, types)
        except DocumentUnavailable as error:
            unavailable = error
            continue
        if schema is not None:
            _read(schema, path, documents)
            return
    if unavailable is not None:
        raise unavailable
    raise ExtensionInvalid(f"No context of {path} defines an extension of its type.")


def _schema_for(definition: Json, types: list[str]) -> str | None:
    """The address of the schema that the context gives for one of the types (OB 2.0 §TypeValidation)."""
    context = definition.get("@context")
    terms = context if isinstance(context, dict) else {}
    wanted = {expand(name, terms) for name in types}
    for validation in as_list(definition.get("obi:validation", definition.get("validation"))):
        if not isinstance(validation, dict):
            continue
        kind, schema = (validation.get(f"obi:{name}", validation.get(name)) for name in _VALIDATION)
        if isinstance(kind, str) and expand(kind, terms) in wanted and isinstance(schema, str):
            return schema
    return None


_VALIDATION = ("validatesType", "validationSchema")


def _read(address: str, path: str, documents: Documents) -> Json:
    try:
        return parse_object(documents.get(address).body)
    except Malformed as error:
        raise ExtensionInvalid(f"The definition of {path} cannot be read: {error}") from error
