"""What an issuer has published: the documents that every verifier is given, and that none fetches."""

from __future__ import annotations

import json
from typing import Any

from arouez.openbadges.documents import Document
from arouez.openbadges.errors import DocumentNotGiven


class Shelf(dict[str, Document]):
    """Documents in memory, by address."""

    def get(self, url: str) -> Document:
        """As arouez.openbadges.documents.Documents."""
        if url not in self:
            raise DocumentNotGiven(f"{url} is not on the shelf.")
        return self[url].if_found()

    def put(self, url: str, document: Any, content_type: str = "application/json", status: int = 200) -> None:
        """Publish a JSON document, or a text that is none."""
        text = document if isinstance(document, str) else json.dumps(document, ensure_ascii=False)
        self[url] = Document(url, text.encode(), content_type, status)

    def body(self, url: str) -> bytes:
        """What is at `url`, for verifiers that ask for no more."""
        return self.get(url).body

    def to_json(self) -> dict[str, Any]:
        """For verifiers in a process of their own: `{url: {"text", "type", "status"}}`."""
        return {
            url: {"text": document.body.decode(), "type": document.content_type, "status": document.status}
            for url, document in self.items()
        }
