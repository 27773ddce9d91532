"""An issuer of Open Badges 2.0, whose documents are on a shelf."""

from __future__ import annotations

import copy
import json

from arouez.openbadges import ob2
from arouez.openbadges.documents import Document
from arouez.openbadges.errors import DocumentMissing, DocumentNotGiven
from arouez.openbadges.jws import Jws

from .shelf import AT, Shelf

V2 = "https://w3id.org/openbadges/v2"
FAB = "https://fab.example"
ISSUER_URL = f"{FAB}/issuer.json"
BADGE_URL = f"{FAB}/laser.json"
ASSERTION_URL = f"{FAB}/awards/1.json"
KEY_URL = f"{FAB}/key.json"
LIST_URL = f"{FAB}/revoked.json"

ISSUER = {
    "@context": V2,
    "type": "Issuer",
    "id": ISSUER_URL,
    "name": "Les Fabriques du Ponant",
    "url": FAB,
    "email": "bonjour@fab.example",
}
BADGE = {
    "@context": V2,
    "type": "BadgeClass",
    "id": BADGE_URL,
    "name": "Découpe laser",
    "description": "Sait régler la machine.",
    "image": f"{FAB}/laser.png",
    "criteria": {"narrative": "- sécurité"},
    "issuer": ISSUER_URL,
}
ASSERTION = {
    "@context": V2,
    "type": "Assertion",
    "id": ASSERTION_URL,
    "recipient": {"type": "email", "hashed": False, "identity": "nolwenn@example.org"},
    "badge": BADGE_URL,
    "verification": {"type": "hosted"},
    "issuedOn": "2026-05-01T10:00:00+02:00",
}


class Fab(Shelf):
    """Its documents, published; `assertion` is the one to judge."""

    def __init__(self):
        super().__init__()
        self.issuer, self.badge, self.assertion = map(copy.deepcopy, (ISSUER, BADGE, ASSERTION))
        self.statuses: dict[str, int] = {}

    def get(self, url):
        if url in self.statuses:
            body = dict.get(self, url, b"")
            raise DocumentMissing(f"{url} answers with status.", Document(url, body, "", self.statuses[url]))
        return super().get(url)

    def publish(self):
        for document in (self.issuer, self.badge, self.assertion):
            if str(document["id"]).startswith("http"):
                self.put(document["id"], document)
        return self

    def judge(self, given=None, **options):
        given = self.assertion if given is None else given
        return ob2.judge(Jws.parse(given) if isinstance(given, str) else given, self, options.pop("at", AT), **options)


class Offline(dict):
    """A source of documents that asks nobody."""

    def get(self, url):
        if url not in self:
            raise DocumentNotGiven(f"{url} is not here.")
        return Document(url, json.dumps(self[url]).encode())


def outcome(verdict):
    """What did not simply pass: name to code."""
    return {check.name: check.code for check in verdict.checks if check.status in ("fail", "warn")}


def failures(verdict):
    return {check.name: check.code for check in verdict.checks if check.status == "fail"}
