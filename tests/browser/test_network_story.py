"""A network from its first day: a charter, three signatures, a badge designed together, a mandate, an award; and a label lost."""

from __future__ import annotations

import re

import pytest
from steps import MIDNIGHT_COMES, open_round, press, save, say

LAPSED = "gwenola@bellevue.example"


@pytest.fixture
def town(visit, site):
    """A network of its own for each size of screen, so that the story begins at its beginning."""
    slug = f"fab-{visit.size}"
    site.manage("network", "create", slug, f"Fab {visit.size}", f"anna@{slug}.example")
    return slug


def test_a_network_agrees_on_a_badge_and_hands_it_on_under_its_charter(visit, town, site):
    def person(name):
        visitor = visit()
        visitor.sign_in(f"{name}@{town}.example")
        return visitor

    anna = person("anna")
    managers = {}
    for name in ("bran", "cleo", "dora"):
        anna.open(f"/reseaux/{town}/reglages/")
        anna.page.get_by_text("Inviter une nouvelle structure").click()
        form = anna.page.locator("details", has_text="Inviter une nouvelle structure")
        form.get_by_label("Nom").fill(name.title())
        form.get_by_label("Adresse e-mail").fill(f"{name}@{town}.example")
        form.get_by_role("button", name="Envoyer l’invitation").click()
        anna.look()
        managers[name] = person(name)
        accept(managers[name], f"{name}@{town}.example", founding=f"Atelier {name} {visit.size}")

    anna.open(f"/reseaux/{town}/charte/brouillon/")
    anna.click("Relire et publier")
    anna.click("Publier cette version")
    anna.reads("est publiée")
    for name, manager in managers.items():
        sign(manager, town, f"atelier-{name}-{visit.size}", f"presidence-{name}@{town}.example")

    bran, cleo, dora = managers.values()
    title = f"Fraiseuse de {visit.size}"
    canvas = design(bran, title)
    open_round(bran)
    say(cleo, canvas, "Objecte", "Rien sur la poussière.", "Ajouter l’aspiration.")
    bran.page.goto(f"{canvas}consentement/")
    bran.page.get_by_text("Interrompre pour changer le texte").click()
    bran.page.get_by_label("Pourquoi").last.fill("On ajoute l’aspiration.")
    press(bran, "Interrompre le tour")
    bran.page.goto(f"{canvas}ecrire/criteres/")
    bran.fill("Critères observables", "★ La personne bride sa pièce\n★ La personne aspire pendant l’usinage")
    save(bran)
    choose_look(bran, canvas)
    open_round(bran, answer="C’est un critère de sécurité.")
    for manager in managers.values():
        say(manager, canvas, "Consent")
    site.manage("shell", "-c", MIDNIGHT_COMES.format(title=title))
    anna.open(canvas)
    anna.click("Publier le badge")
    anna.reads("Le badge est publié")

    award = f"/structures/atelier-bran-{visit.size}/attribuer/"
    bran.open(award)
    bran.reads("Vous n’avez pas de mandat")
    trainer = mandate(bran, f"atelier-bran-{visit.size}", title, f"yann@{town}.example", person)
    trainer.open(award)
    trainer.click(title)
    trainer.fill("Nom de la personne", "Lena")
    trainer.fill("Adresse e-mail", f"lena@{town}.example")
    for box in trainer.page.get_by_role("checkbox").all():
        box.check()
    trainer.click("Attribuer le badge")
    trainer.reads("Charte-label, version 1")

    letter = visit().mail(f"lena@{town}.example", title)
    lena = visit()
    lena.open(re.search(r"/recu/\S+", letter).group())
    lena.reads("Ce badge est authentique")
    dora.open(f"/reseaux/{town}/journal/")
    for words in ("Charte-label publiée", "Charte-label signée", "Badge publié", "Mandat donné"):
        dora.reads(words)


def test_a_structure_that_let_its_label_lapse_is_told_why_and_its_badges_still_verify(visit):
    """Of the demonstration: Maison numérique de Bellevue signed the first version of the charter, and not the second."""
    gwenola, passer_by = visit(), visit()
    gwenola.sign_in(LAPSED)
    gwenola.open("/structures/maison-numerique-de-bellevue/attribuer/")
    gwenola.reads("Votre structure n’a plus le label depuis la fin du")
    gwenola.click("Découpeuse laser")
    assert not gwenola.page.get_by_role("link", name="Attribuer").count()

    gwenola.open("/structures/maison-numerique-de-bellevue/badges-attribues/")
    gwenola.page.get_by_role("link", name="Malo Prigent").first.click()
    gwenola.reads("Label, ce jour-là")
    recipient = gwenola.page.locator("dt", has_text="Adresse").locator("xpath=following-sibling::dd").inner_text()
    letter = passer_by.mail(recipient.strip(), "badge")
    file = passer_by.page.request.get(f"{re.search(r'/recu/[^/]+/', letter).group()}badge.json").body()
    passer_by.open("/verifier/")
    passer_by.page.locator("input[type=file]").set_input_files(
        {"name": "badge.json", "mimeType": "application/json", "buffer": file}
    )
    passer_by.click("Vérifier")
    passer_by.reads("Authentique, avec une réserve")
    passer_by.reads("Se portait garant ; ne le fait plus aujourd’hui")


def accept(person, address, founding=""):
    """Follow the link of the invitation, and accept; saying which structure comes with it."""
    person.open(re.search(r"/invitations/\S+", person.mail(address, "Invitation")).group())
    if founding:
        person.fill("Nom", founding)
    person.click("Accepter")


def sign(manager, town, structure, address):
    """Sign the charter, with the code that the representative received."""
    manager.open(f"/reseaux/{town}/charte/structures/{structure}/signer/")
    manager.page.locator("[name=representative_name]").fill("Marie Le Goff")
    manager.fill("En qualité de", "présidente")
    manager.fill("Son adresse e-mail", address)
    manager.page.get_by_label("Cette personne a lu la charte").check()
    manager.click("Envoyer le code")
    manager.fill("Le code reçu", re.search(r"\d{4} \d{4}", manager.mail(address)).group())
    manager.click("Signer")
    manager.reads("Cette signature est en vigueur")


def design(person, title):
    """An idea, written down and opened to discussion; where it is."""
    person.open("/canevas/")
    person.click("Commencer un canevas")
    person.fill("Titre", title)
    person.click("Commencer")
    person.fill("En une phrase", "J’usine une pièce en sécurité.")
    person.fill("Ce qu’il reconnaît", "La personne a usiné une pièce, seule.")
    press(person, "Enregistrer et continuer")
    person.page.get_by_label("Type de badge").select_option("skill")
    press(person, "Enregistrer et continuer")
    person.fill("Critères observables", "★ La personne bride sa pièce")
    save(person)
    canvas = person.page.url
    press(person, "Ouvrir la discussion")
    return canvas


def choose_look(person, canvas):
    """An emblem that is looked for in French, and seen at once."""
    person.open(f"{canvas}visuel/")
    person.page.get_by_label("Chercher un emblème").fill("perceuse")
    person.page.locator(".emblem").filter(has=person.page.locator("[value=drill]")).click()
    person.page.get_by_text("Bleu (azur)").click()
    person.page.wait_for_selector(
        "#apercu img[src*='emblem=drill'][src*='tincture=azure'], #apercu img[src*='tincture=azure'][src*='emblem=drill']"
    )
    person.look()
    press(person, "Enregistrer le visuel")


def mandate(manager, structure, badge, email, person):
    """Bring a trainer into the team, and name them for the badge; the trainer, signed in."""
    manager.open(f"/structures/{structure}/equipe/")
    manager.page.locator("[name=name]").fill("Yann")
    manager.page.locator("[name=email]").fill(email)
    manager.click("Envoyer l’invitation")
    trainer = person("yann")
    accept(trainer, email)
    manager.open(f"/structures/{structure}/mandats/")
    manager.page.get_by_label("Le badge").select_option(label=badge)
    manager.page.get_by_label("La personne").select_option(label="Yann")
    manager.click("Donner ce mandat")
    manager.reads("peut remettre")
    return trainer
