"""Someone who already knows how asks for a badge, talks with the fablab, and has it in their passport."""

from __future__ import annotations

MAELLE, LENA = "maelle@recouvrance.example", "lena.morvan@exemple.example"


def test_a_request_is_talked_over_and_becomes_a_badge(visit):
    badge = {"phone": "Découpeuse vinyle", "desktop": "Imprimante 3D"}[visit.size]
    lena, maelle = visit(), visit()
    lena.sign_in(LENA)
    lena.open("/badges/")
    lena.click(badge)
    lena.click("Demander ce badge")
    lena.page.get_by_label("À qui le demandez-vous").select_option(label="La Fabrique de Recouvrance")
    lena.page.get_by_label("Je sais le faire").first.check()
    lena.page.locator("summary", has_text="Le montrer").first.click()
    lena.fill("En quelques mots", "Des autocollants pour la fête du quartier.")
    lena.click("Déposer ma demande")
    lena.reads("Votre demande est déposée")

    maelle.sign_in(MAELLE)
    maelle.open("/structures/fabrique-de-recouvrance/demandes/")
    maelle.click("Lena Morvan")
    maelle.reads("Des autocollants pour la fête du quartier.")
    maelle.fill("Votre message", "Passez samedi me montrer un réglage ?")
    maelle.click("Envoyer")

    lena.page.reload()
    lena.reads("Passez samedi me montrer un réglage ?")
    lena.fill("Votre message", "Avec plaisir.")
    lena.click("Envoyer")

    maelle.page.reload()
    maelle.reads("Avec plaisir.")
    for box in maelle.page.locator("input[name=criteria_seen]").all():
        box.check()
    maelle.click("Remettre le badge")
    maelle.reads("il est déjà dans son passeport")
    lena.open("/passeport/")
    lena.reads(badge)
