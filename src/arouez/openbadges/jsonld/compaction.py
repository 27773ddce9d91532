"""That a credential says by name what is said of it (VCDM 2.0 §6.1 "JSON-LD": documents are in compacted form).

A signature covers what is said, in whatever way. Written by its full IRI, under a term of one's own, or in another
object with the credential's id, `validUntil` would still be signed, but nobody who reads the JSON would find it: a
badge that is over, or revoked, would come out valid.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..errors import LinkedDataError
from ..rdf import Quad

_VOCABULARY = "<https://www.w3.org/2018/credentials#"
"""What VCDM says of credentials. The terms of its contexts are called as the IRIs end."""


def check_members(document: dict[str, Any], quads: Iterable[Quad]) -> None:
    """Raise LinkedDataError if something of VCDM is said of the document and is no member of it."""
    said = [
        (subject, predicate[len(_VOCABULARY) : -1])
        for subject, predicate, _, graph in quads
        if predicate.startswith(_VOCABULARY) and not graph
    ]
    identifier = str(document.get("id", document.get("@id", "_:")))
    own = "_:" if identifier.startswith("_:") else f"<{identifier}>"  # which one, of blank nodes, nobody can tell
    said_of_it = [name for subject, name in said if subject.startswith(own)]
    if hidden := [name for name in said_of_it if name not in document]:
        raise LinkedDataError(f"The document says its `{hidden[0]}`, but not in a member of that name.")
    if said and not said_of_it:
        raise LinkedDataError(f"The document's id, {identifier}, is short for another.")
