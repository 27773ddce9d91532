"""The pinned contexts: data in `contexts/`, checked against their hashes, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from ..errors import LinkedDataError, PoisonedGraph, UnknownContext

MAX_LISTED, MAX_READ = 10, 100
"""How many contexts may be in one `@context`, and in all those that differ: to process one takes milliseconds."""


@cache
def pinned_contexts() -> dict[str, dict[str, Any]]:
    """Each context by its address."""
    folder = files("arouez.openbadges") / "contexts"
    contexts = {}
    for row in json.loads((folder / "index.json").read_text(encoding="utf-8")):
        body = (folder / row["file"]).read_bytes()
        if sha256(body).hexdigest() != row["sha256"]:
            raise LinkedDataError(f"The file {row['file']} is not the context that was pinned.")
        contexts[row["url"]] = json.loads(body)
    return contexts


def context_urls(value: Any) -> tuple[str, ...]:
    """The addresses in an `@context`. Raises UnknownContext for any that is not pinned."""
    urls = value if isinstance(value, list) else [value]
    if len(urls) > MAX_LISTED:
        raise PoisonedGraph(f"An `@context` names more than {MAX_LISTED} contexts.")
    for url in urls:
        if not isinstance(url, str):
            raise UnknownContext("The document defines terms of its own in @context; only known contexts are read.")
        if url not in pinned_contexts():
            raise UnknownContext(f"The context {url} is not one that we know.")
    return tuple(urls)


def check_contexts(value: Any, own_terms: bool = False) -> None:
    """Raise UnknownContext unless every `@context` in the document, however deep, is pinned.

    With `own_terms`, a context may also be an object that defines terms, under what JSON-LD protects.
    """
    read: dict[tuple[str, ...], int] = {}
    for chain, contexts in _contexts_in(value):
        context_urls([one for one in contexts if not (own_terms and _defines_terms(one))])
        read[chain] = len(contexts)
        refuse_too_many(sum(read.values()))


def refuse_too_many(read: int) -> None:
    """Raise PoisonedGraph if a document had us process that many contexts."""
    if read > MAX_READ:
        raise PoisonedGraph(
            f"The document has more than {MAX_READ} contexts to process; an honest badge has a handful."
        )


def has_own_terms(value: Any) -> bool:
    """Whether a document, however deep, defines terms in its `@context`."""
    return any(isinstance(one, dict) for _, contexts in _contexts_in(value) for one in contexts)


def _contexts_in(value: Any, around: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], list[Any]]]:
    """What each `@context` in a document lists, however deep it is; before it, the same after those around it."""
    if isinstance(value, dict):
        if "@context" in value:
            contexts = value["@context"]
            around = (*around, repr(contexts))
            yield around, contexts if isinstance(contexts, list) else [contexts]
        for name, member in value.items():
            if name != "@context":
                yield from _contexts_in(member, around)
    elif isinstance(value, list):
        for member in value:
            yield from _contexts_in(member, around)


def _defines_terms(context: Any) -> bool:
    """Whether it is an object that defines terms and does nothing else: no base, no other context to fetch.

    It may be wrapped in another, as a context is in a document of its own.
    """
    if not isinstance(context, dict):
        return False
    if "@context" in context:
        return len(context) == 1 and _defines_terms(context["@context"])
    return all(not name.startswith("@") or name in _HARMLESS_KEYWORDS for name in context)


_HARMLESS_KEYWORDS = ("@version", "@protected", "@vocab", "@language", "@direction")
