"""What people do with canvases, whichever story it is in."""

from __future__ import annotations

from datetime import date, timedelta

MIDNIGHT_COMES = """
from arouez.canvases import rounds
from arouez.canvases.models import Round
round = Round.objects.get(closed_at=None, canvas__title="{title}")
rounds.close(round, now=round.deadline)
"""


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
