"""A key, a badge with everything a badge can have, and the documents that answer for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from arouez.openbadges import did, keys, model, sign, status

from .shelf import AT, ISSUER, STATUS_LIST, Shelf, publish_list


@pytest.fixture(scope="session")
def key():
    return keys.SigningKey.generate(ISSUER, "key-0")


@pytest.fixture
def badge():
    issuer = model.Profile(
        id=ISSUER,
        name="Les Fabriques du Ponant",
        url="https://fab.example",
        email="contact@fab.example",
        description="Un fablab à Brest",
        image=model.Image("https://fab.example/logo.png", "Logo"),
    )
    return model.OpenBadgeCredential(
        id="https://fab.example/badges/1",
        issuer=issuer,
        valid_from=AT - timedelta(days=1),
        valid_until=AT + timedelta(days=365),
        name="Découpe laser",
        description="Sait se servir de la découpeuse",
        subject=model.AchievementSubject(
            id="urn:uuid:5f1c7c1e-0a51-4a1e-9f6a-3f6f0d5f7f11",
            identifiers=(model.IdentityObject.hashed_email("nolwenn@example.org", "sel"),),
            achievement=model.Achievement(
                id="https://fab.example/achievements/laser",
                name="Découpe laser",
                description="Sait préparer un fichier et régler la machine",
                criteria=model.Criteria(narrative="- ★ sécurité\n- réglages", id="https://fab.example/laser"),
                achievement_type="Badge",
                creator=replace(issuer, id="https://network.example/", name="Le réseau", image=None),
                image=model.Image("https://fab.example/laser.png", "Un faisceau"),
                tags=("laser", "fablab"),
                alignments=(model.Alignment("Usinage", "https://esco.example/1", "ESCO", "CFItem", "1", "…"),),
                in_language="fr",
                version="2",
            ),
        ),
        evidence=(
            model.Evidence(narrative="A coupé une boîte"),
            model.Evidence(id="https://fab.example/photo.jpg", name="Photo", genre="Photo"),
        ),
        status=model.BitstringStatusListEntry(f"{STATUS_LIST}#42", STATUS_LIST, 42),
    )


@pytest.fixture
def signed(badge, key):
    return sign(badge.to_json(), key, created=AT)


@pytest.fixture
def revoked():
    """The bits of the status list: raise one to revoke."""
    return status.BitstringStatusList()


@pytest.fixture
def shelf(key, revoked):
    """The issuer's DID document and status list."""
    shelf = Shelf()
    shelf.put("https://fab.example/issuers/1/did.json", did.did_document(ISSUER, [key.public]))
    publish_list(shelf, key, revoked)
    return shelf
