"""Documents asked for once: what one badge may make us fetch, keep and wait for."""

from __future__ import annotations

from ..errors import DocumentUnavailable, TooManyDocuments
from .deadline import Deadline
from .document import Document, Documents

MOST, MOST_BYTES, MOST_SECONDS = 50, 20 * 1024 * 1024, 60
"""How many addresses one badge, with all it carries, may send us to; what is there in all, and how long it takes."""


class Remembering:
    """Another source's documents, each asked for once, and no more of them than one badge may make us ask for.

    Within one verification an address has one answer, and a badge full of addresses is not a way to have us
    knock at every door.
    """

    def __init__(self, source: Documents) -> None:
        self._source = source
        self._answers: dict[str, Document | DocumentUnavailable] = {}
        self._bytes = 0
        self._deadline = Deadline(MOST_SECONDS)

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
        if self._bytes > MOST_BYTES:
            raise TooManyDocuments(f"{url} was not looked up: this badge refers to more than {MOST_BYTES} bytes.")
        self._deadline.check(url)
        try:
            document = self._source.get(url)
        except DocumentUnavailable as error:
            return error
        self._bytes += len(document.body)
        return document
