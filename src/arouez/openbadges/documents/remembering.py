"""Documents asked for once: what one badge may make us fetch."""

from __future__ import annotations

from ..errors import DocumentUnavailable, TooManyDocuments
from .document import Document, Documents

MOST = 50
"""How many addresses one badge, with all it carries, may send us to."""


class Remembering:
    """Another source's documents, each asked for once, and no more than `MOST` of them.

    Within one verification an address has one answer, and a badge full of addresses is not a way to have us
    knock at every door.
    """

    def __init__(self, source: Documents) -> None:
        self._source = source
        self._answers: dict[str, Document | DocumentUnavailable] = {}

    def get(self, url: str) -> Document:
        if url not in self._answers:
            self._answers[url] = self._ask(url)
        answer = self._answers[url]
        if isinstance(answer, DocumentUnavailable):
            raise answer
        return answer

    def _ask(self, url: str) -> Document | DocumentUnavailable:
        if len(self._answers) >= MOST:
            raise TooManyDocuments(f"{url} was not looked up: this badge refers to more than {MOST} documents.")
        try:
            return self._source.get(url)
        except DocumentUnavailable as error:
            return error
