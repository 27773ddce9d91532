"""JSON-LD in safe mode: from a document to what it says, with nothing left out (JSON-LD 1.1).

    quads = to_quads(document)      # every member is there, or LinkedDataError is raised

Contexts come from the pinned set only. Whatever an ordinary processor would drop in silence, and so leave out
of a signature (an undefined term, a relative reference, a null), is an error here.

Two routes lead there and say the same: `walk`, by tables, for what badges are made of; `processor`, by PyLD,
for all the rest.
"""

from __future__ import annotations

from typing import Any

from ..rdf import Quad
from . import processor, walk
from .contexts import pinned_contexts

__all__ = ["pinned_contexts", "to_quads"]


def to_quads(document: dict[str, Any]) -> list[Quad]:
    """The RDF dataset that `document` states. Raises LinkedDataError."""
    try:
        return walk.to_quads(document)
    except walk.NotCovered:
        return processor.to_quads(document)
