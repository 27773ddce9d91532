"""Someone designs the picture of a badge: it changes as they choose, by keyboard too, and is kept when they save."""

from __future__ import annotations

MAELLE = "maelle@recouvrance.example"


def test_the_picture_follows_what_is_chosen_and_is_kept(visit):
    maelle = visit()
    maelle.sign_in(MAELLE)
    maelle.open("/canevas/nouveau/")
    maelle.fill("Titre", f"Drone {visit.size}")
    maelle.click("Commencer")
    maelle.page.goto(maelle.page.url.partition("/ecrire/")[0] + "/visuel/")
    maelle.look()
    page = maelle.page

    page.get_by_label("Chercher un emblème").fill("drone")
    page.locator(".emblem", has_text="drone").wait_for()
    page.wait_for_function("document.querySelectorAll('.emblem').length < 10")
    page.get_by_role("radio", name="drone", exact=True).focus()
    page.keyboard.press("Space")
    page.get_by_label("L’inscription").fill("Je pilote")
    page.locator("#apercu img[src*='inscription=Je+pilote&emblem=drone']").first.wait_for()
    maelle.look()

    page.get_by_label("L’inscription").fill("Je pilote un drone " * 4)
    maelle.reads("trop longue pour s’y lire")
    page.get_by_label("L’inscription").fill("Je pilote")
    maelle.click("Enregistrer le visuel")
    maelle.reads("Le visuel est enregistré")
    maelle.reads("Inscription : Je pilote")
