"""A document, and what any source of documents promises."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from ..errors import DocumentMissing, DocumentUnavailable


@dataclass(frozen=True)
class Document:
    """What was found at `url`: after a redirect, the address it led to."""

    url: str
    body: bytes
    content_type: str = ""
    status: int = 200

    def if_found(self) -> Document:
        """Itself, if the answer was a success. Raises DocumentMissing otherwise."""
        if not 200 <= self.status < 300:
            raise DocumentMissing(f"{self.url} answers with status {self.status}; ask its owner.", self)
        return self


class Documents(Protocol):
    """A source of documents."""

    def get(self, url: str) -> Document:
        """The document at `url`, whatever its fragment. Raises DocumentUnavailable."""
        ...


class Nowhere:
    """Has no document: for checks that must not depend on anything else."""

    def get(self, url: str) -> Document:
        raise DocumentUnavailable(f"{url} was not looked up; give a source of documents.")
