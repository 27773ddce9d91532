"""RDF in its simplest form: a quad is four texts in N-Quads notation (RDF 1.1 N-Quads; RDFC-1.0 §5).

    ("<did:key:z6Mk…>", "<https://schema.org/name>", '"Fablab"', "")

Blank nodes begin with `_:`; the last text, the graph, is empty in the default graph.
"""

from __future__ import annotations

import re

Quad = tuple[str, str, str, str]

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XSD = "http://www.w3.org/2001/XMLSchema#"

_ABSOLUTE_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]*")
_ESCAPED = re.compile(r'[\x00-\x1f\x7f"\\]')
_SHORT = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}


def is_absolute_iri(text: str) -> bool:
    """Whether `text` is absolute, and without a character that N-Quads forbids between angle brackets."""
    return _ABSOLUTE_IRI.fullmatch(text) is not None


def literal(value: str, datatype: str = "", language: str = "") -> str:
    """`"value"`, with `^^<datatype>` or `@language` unless it is a plain string, in canonical form."""
    if _ESCAPED.search(value):
        value = _ESCAPED.sub(lambda found: _SHORT.get(found[0]) or f"\\u{ord(found[0]):04X}", value)
    if language:
        return f'"{value}"@{language}'
    if datatype and datatype != XSD + "string":
        return f'"{value}"^^<{datatype}>'
    return f'"{value}"'


def line(quad: Quad) -> str:
    """The quad as a line of canonical N-Quads."""
    subject, predicate, object_, graph = quad
    if graph:
        return f"{subject} {predicate} {object_} {graph} .\n"
    return f"{subject} {predicate} {object_} .\n"
