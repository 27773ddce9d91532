"""A badge from elsewhere comes to the passport, is seen apart, verified again, and goes."""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime

import pytest
from PIL import Image

from arouez.openbadges import carriers, keys, model, sign

LENA = "lena.morvan@exemple.example"


@pytest.fixture
def broderie() -> bytes:
    """A picture with a badge in it, signed by someone elsewhere who calls themselves as the network does."""
    key, now = keys.SigningKey.generate(), datetime.now(UTC)
    credential = model.OpenBadgeCredential(
        id="https://fab.example/badges/1",
        issuer=model.Profile(id=key.controller, name="Fab@Brest"),
        name="Broderie numérique",
        valid_from=now,
        subject=model.AchievementSubject(
            identifiers=(model.IdentityObject.hashed_email(LENA, salt="sel"),),
            achievement=model.Achievement(
                id="https://fab.example/achievements/broderie",
                name="Broderie numérique",
                description="Sait préparer un motif et broder.",
                criteria=model.Criteria(narrative="Trois motifs brodés."),
            ),
        ),
    )
    picture = io.BytesIO()
    Image.radial_gradient("L").save(picture, "PNG")
    return carriers.bake(
        picture.getvalue(), json.dumps(sign(credential.to_json(), key, created=now), ensure_ascii=False)
    )


def test_a_badge_from_elsewhere_is_added_seen_apart_verified_again_and_removed(visit, broderie):
    tampered = carriers.extract(broderie).replace("Sait préparer", "Sait inventer").encode()
    lena = visit()
    lena.sign_in(LENA)
    lena.open("/passeport/")
    lena.click("Ajouter un badge d’ailleurs")
    lena.page.locator("input[type=file]").set_input_files(
        {"name": "broderie.png", "mimeType": "image/png", "buffer": broderie}
    )
    lena.click("Ajouter")
    lena.reads("Ajouté à votre passeport")
    lena.reads("Ce badge est authentique")

    with lena.page.expect_download() as download:
        lena.page.get_by_role("link", name="Télécharger l’original").click()
    assert download.value.path().read_bytes() == broderie
    lena.click("Vérifier de nouveau")
    lena.reads("vient d’être vérifié")

    lena.page.goto("/passeport/ailleurs/ajouter/")
    lena.page.locator("input[type=file]").set_input_files(
        {"name": "modifié.json", "mimeType": "application/json", "buffer": tampered}
    )
    lena.click("Ajouter")
    lena.reads("La signature ne correspond pas")

    lena.open("/passeport/")
    card = lena.page.locator("section.foreign article")
    for words in ("Broderie numérique", "did:key:", "émis ailleurs", "Valable"):
        assert words in card.inner_text()
    card.get_by_role("link").click()
    lena.page.get_by_text("Retirer de mon passeport").click()
    lena.click("Retirer")
    lena.reads("n’est plus dans votre passeport")
    assert not lena.page.get_by_text("Broderie numérique").count()
