"""What the tests share: a moment, an issuer, and documents in memory."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from arouez.openbadges import sign, status
from arouez.openbadges.documents import Document
from arouez.openbadges.errors import DocumentUnavailable

DATA = Path(__file__).parent / "data"
AT = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
ISSUER = "did:web:fab.example:issuers:1"
STATUS_LIST = "https://fab.example/status/1"


class Shelf(dict[str, bytes]):
    """Documents in memory, by address."""

    def get(self, url):
        if url not in self:
            raise DocumentUnavailable(f"{url} is not on the shelf.")
        return Document(url, self[url], "application/json", 200)

    def put(self, url, document):
        self[url] = json.dumps(document).encode()


def publish_list(shelf, key, bits, issuer=ISSUER, at=AT - timedelta(hours=1), **subject):
    """Sign the list anew and put it on the shelf."""
    unsigned = status.status_list_credential(STATUS_LIST, issuer, bits, at)
    unsigned["credentialSubject"] |= subject
    shelf.put(STATUS_LIST, sign(unsigned, key, created=at))
