"""The charter's next version: written, discussed, published, signed with a code; a label held back and given again."""

from __future__ import annotations

import re

import pytest

COORDINATION = "nolwenn@fab-brest.example"
RIWAL = "riwal@fabcampus.example"
CHARTER = "/reseaux/fab-brest/charte/"


@pytest.fixture
def people(visit):
    """The coordination, the manager of a structure, and someone who passes by, each at a browser of their own."""
    nolwenn, riwal, passer_by = visit(), visit(), visit()
    nolwenn.sign_in(COORDINATION)
    riwal.sign_in(RIWAL)
    return nolwenn, riwal, passer_by


def test_a_new_version_is_discussed_published_and_signed_and_a_label_held_back(visit, people):
    nolwenn, riwal, passer_by = people
    passage = f"Nous partageons aussi nos ratés ({visit.size})."

    riwal.open(CHARTER)
    riwal.click("Lire le projet")
    riwal.page.get_by_text("Dire quelque chose").nth(2).click()
    riwal.page.get_by_label("Votre remarque").locator("visible=true").fill("Et les ratés ?")
    riwal.page.get_by_role("button", name="Ajouter cette remarque").locator("visible=true").click()
    riwal.look()
    riwal.reads("Et les ratés ?")

    nolwenn.open(f"{CHARTER}brouillon/")
    nolwenn.click("Écrire")
    text = nolwenn.page.get_by_label("Le texte")
    text.fill(f"{text.input_value()}\n\n{passage}")
    nolwenn.click("Enregistrer")
    nolwenn.page.get_by_text("Ce qui change depuis").click()
    nolwenn.look()
    nolwenn.click("Relire et publier")
    nolwenn.click("Publier cette version")
    nolwenn.reads("est publiée")
    nolwenn.open(f"{CHARTER}suivi/")
    nolwenn.reads("N’ont pas encore signé la suivante")

    assert "à renouveler" in riwal.mail(RIWAL, "une nouvelle charte-label à signer")
    riwal.open(CHARTER)
    riwal.reads("À renouveler")
    riwal.click("Signer la charte")
    riwal.click("Envoyer le code")
    riwal.reads("Cette personne a lu la charte")
    riwal.page.get_by_label("Cette personne a lu la charte").check()
    address = f"{visit.size}@fabcampus.example"
    riwal.fill("Son adresse e-mail", address)
    riwal.click("Envoyer le code")
    code = re.search(r"\d{4} \d{4}", riwal.mail(address)).group()
    riwal.fill("Le code reçu", "0000 0000")
    riwal.click("Signer")
    riwal.reads("Ce n’est pas le bon code")
    riwal.fill("Le code reçu", code)
    riwal.click("Signer")
    riwal.reads("Cette signature est en vigueur")
    signature = riwal.page.url

    nolwenn.open(f"{CHARTER}structures/fab-campus/")
    nolwenn.page.get_by_text("Suspendre le label").click()
    nolwenn.page.get_by_label("Pourquoi").locator("visible=true").fill("Extincteurs périmés.")
    nolwenn.click("Suspendre")
    nolwenn.reads("Extincteurs périmés.")
    passer_by.open(signature)
    passer_by.reads("Le label de la structure est suspendu")
    assert "Extincteurs" not in passer_by.page.content()
    nolwenn.click("Lever la suspension")
    passer_by.open(f"{CHARTER}signataires/")
    passer_by.click("Fab’Campus")
    passer_by.reads("Cette signature est en vigueur")
    passer_by.open(CHARTER)
    passer_by.reads(passage)
