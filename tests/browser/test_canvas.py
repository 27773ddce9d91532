"""Three people and the coordination take a badge from an idea to the day it is published, an objection met on the way."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

COORDINATION = "nolwenn@fab-brest.example"
MAELLE = "maelle@recouvrance.example"
EWEN = "ewen@atelierduport.example"
SOIZIC = "soizic@capucins.example"

MIDNIGHT_COMES = """
from arouez.canvases import rounds
from arouez.canvases.models import Round
round = Round.objects.get(closed_at=None, canvas__title="{title}")
rounds.close(round, now=round.deadline)
"""


@pytest.fixture
def people(visit):
    """Each at a browser of their own, signed in."""

    def person(email):
        visitor = visit()
        visitor.sign_in(email)
        return visitor

    return [person(email) for email in (MAELLE, EWEN, SOIZIC, COORDINATION)]


def test_a_badge_from_an_idea_to_its_publication_with_one_objection_met(visit, people, site):
    maelle, ewen, soizic, coordination = people
    title = f"Fraiseuse {visit.size}"

    maelle.open("/canevas/")
    maelle.click("Commencer un canevas")
    maelle.fill("Titre", title)
    maelle.click("Commencer")
    maelle.fill("En une phrase", "J’usine une pièce en sécurité.")
    maelle.fill("Ce qu’il reconnaît", "La personne a usiné une pièce, seule.")
    maelle.click("Enregistrer et continuer")
    maelle.page.get_by_label("Type de badge").select_option("skill")
    maelle.click("Enregistrer et continuer")
    ewen.page.goto(maelle.page.url)
    maelle.fill("Critères observables", "★ La personne bride sa pièce → on tire dessus")
    save(maelle)
    canvas = maelle.page.url

    ewen.fill("Critères observables", "La personne porte des lunettes")
    save(ewen)
    ewen.look()
    ewen.reads("Maëlle Kerdoncuff vient d’écrire")
    both = "★ La personne bride sa pièce → on tire dessus\n★ La personne porte des lunettes → on l’observe"
    ewen.fill("Critères observables", both)
    save(ewen)

    soizic.open(canvas)
    soizic.page.get_by_role("link", name="Ce qu’il ne prouve pas").click()
    soizic.page.get_by_text("Suggérer un autre texte").click()
    soizic.fill("Le texte que vous proposez", "Ni diplôme, ni habilitation réglementaire.")
    soizic.click("Suggérer")
    maelle.page.goto(soizic.page.url)
    press(maelle, "Accepter")
    maelle.reads("Acceptée par Maëlle")

    maelle.page.goto(canvas)
    press(maelle, "Ouvrir la discussion")
    open_round(maelle)
    say(ewen, canvas, "Objecte", "Rien sur la poussière.", "Ajouter l’aspiration.")
    maelle.page.get_by_text("Interrompre pour changer le texte").click()
    maelle.page.get_by_label("Pourquoi").last.fill("On ajoute l’aspiration.")
    press(maelle, "Interrompre le tour")

    maelle.page.goto(f"{canvas}ecrire/criteres/")
    maelle.fill("Critères observables", f"{both}\n★ La personne aspire pendant l’usinage → on l’observe")
    save(maelle)
    open_round(maelle, answer="C’est un critère de sécurité.")
    for person in (maelle, ewen, soizic):
        say(person, canvas, "Consent")
    site.manage("shell", "-c", MIDNIGHT_COMES.format(title=title))

    coordination.open(canvas)
    coordination.click("Publier le badge")
    coordination.reads("Le badge est publié")
    coordination.reads("La personne aspire pendant l’usinage")
    coordination.click("par les structures du réseau, ensemble")
    for words in ("a adopté la version 2", "Rien sur la poussière.", "Texte changé avant le tour 2"):
        coordination.reads(words)


def save(person):
    """Write what was typed, and not the next step."""
    press(person, "Enregistrer")


def open_round(person, answer=""):
    """Put the canvas to consent until next week."""
    press(person, "Mettre au consentement", "link")
    person.fill("Dernier jour", (date.today() + timedelta(days=7)).isoformat())  # noqa: DTZ011  the browser's own day
    if answer:
        person.fill("comment son objection est prise en compte", answer)
    person.click("Ouvrir le tour")


def say(person, canvas, position, reason="", proposal=""):
    """Give the voice of one's structure."""
    person.page.goto(f"{canvas}consentement/")
    person.page.get_by_role("radio", name=position, exact=True).check()
    person.fill("Pourquoi", reason)
    person.fill("Ce que vous proposez", proposal)
    press(person, "Donner cette voix")
    person.reads("est notée")


def press(person, words, role="button"):
    """Go on from a page that axe has seen already."""
    with person.page.expect_navigation():
        person.page.get_by_role(role, name=words, exact=True).click()
