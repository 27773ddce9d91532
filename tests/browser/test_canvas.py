"""Three people and the coordination take a badge from an idea to the day it is published, an objection met on the way."""

from __future__ import annotations

import pytest
from steps import MIDNIGHT_COMES, open_round, press, save, say

COORDINATION = "nolwenn@fab-brest.example"
MAELLE = "maelle@recouvrance.example"
EWEN = "ewen@atelierduport.example"
SOIZIC = "soizic@capucins.example"


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
