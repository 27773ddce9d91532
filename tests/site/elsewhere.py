"""Badges issued elsewhere, and the servers that publish them."""

import json
from datetime import UTC, datetime

from arouez.openbadges import keys, model, sign
from arouez.openbadges.documents import Document
from arouez.openbadges.errors import DocumentUnavailable

FAB = "https://fab.example"
ISSUED = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
KEY = keys.SigningKey.generate()


def foreign(*, to="lena@example.org", key=KEY, number=1, issuer=None, name="Broderie numérique", **changes):
    """A badge signed by someone elsewhere."""
    identifiers = (model.IdentityObject.hashed_email(to, salt="sel"),) if to else ()
    credential = model.OpenBadgeCredential(
        id=f"{FAB}/badges/{number}",
        issuer=model.Profile(id=issuer or key.controller, name=changes.pop("issuer_name", "Les Fabriques du Ponant")),
        name=name,
        valid_from=changes.pop("valid_from", ISSUED),
        valid_until=changes.pop("valid_until", None),
        subject=model.AchievementSubject(
            id=changes.pop("subject_id", None),
            identifiers=identifiers,
            achievement=model.Achievement(
                id=f"{FAB}/achievements/broderie", name=name, description="Sait broder.",
                criteria=model.Criteria(narrative="Trois motifs brodés."),
            ),
        ),
    ).to_json()  # fmt: skip
    return sign(credential | changes, key, created=ISSUED)


def text(credential) -> bytes:
    return json.dumps(credential).encode()


class Elsewhere(dict):
    """The documents of other servers, by address."""

    def get(self, url):
        if url not in self:
            raise DocumentUnavailable(f"{url} does not answer.")
        return Document(url, self[url], "application/json", 200)


def hosted(elsewhere, **changes):
    """An Open Badge 2.0 published elsewhere."""
    v2 = "https://w3id.org/openbadges/v2"
    issuer = {
        "@context": v2, "type": "Issuer", "id": f"{FAB}/issuer", "name": "Fabriques", "url": FAB,
        "email": "bonjour@fab.example",
    }  # fmt: skip
    badge = {
        "@context": v2, "type": "BadgeClass", "id": f"{FAB}/class", "name": "Couture", "description": "Sait coudre.",
        "image": f"{FAB}/couture.png", "criteria": {"narrative": "Un ourlet."}, "issuer": f"{FAB}/issuer",
    }  # fmt: skip
    assertion = {
        "@context": v2, "type": "Assertion", "id": f"{FAB}/awards/1", "badge": f"{FAB}/class",
        "recipient": {"type": "email", "hashed": False, "identity": "lena@example.org"},
        "verification": {"type": "hosted"}, "issuedOn": "2026-05-01T10:00:00Z",
    } | changes  # fmt: skip
    for document in (issuer, badge, assertion):
        elsewhere[document["id"]] = text(document)
    return assertion
