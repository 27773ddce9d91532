"""JSON-LD in safe mode: from a document to what it says, with nothing left out (JSON-LD 1.1).

    quads = to_quads(document)      # every member is there, or LinkedDataError is raised

Contexts come from the pinned set only. Whatever an ordinary processor would drop in silence, and so leave out
of a signature (an undefined term, a relative reference, a null), is an error here.

Two routes lead there and say the same: `walk`, by tables, for what badges are made of; `processor`, by PyLD,
for all the rest. What both say must be where readers of the JSON look for it: `compaction`.
"""

from __future__ import annotations

from typing import Any

from ..rdf import Quad
from . import processor, walk
from .compaction import check_members
from .contexts import has_own_terms, pinned_contexts

__all__ = ["pinned_contexts", "to_quads"]


def to_quads(document: dict[str, Any], own_terms: bool = False) -> list[Quad]:
    """The RDF dataset that `document` states. Raises LinkedDataError.

    Without `own_terms`, contexts that the document brings itself are refused: what a badge says is said in the
    standard's terms. A plain credential may have its own (VCDM 2.0 §4.3).
    """
    quads = _quads(document, own_terms)
    check_members(document, quads)
    return quads


def _quads(document: dict[str, Any], own_terms: bool) -> list[Quad]:
    if own_terms and has_own_terms(document):
        return processor.to_quads(document, own_terms=True)
    try:
        return walk.to_quads(document)
    except walk.NotCovered:
        return processor.to_quads(document)
