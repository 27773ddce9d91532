"""Pictures of a freshly seeded site: each page on a phone and a desktop, light and dark, fr and en.

screenshots.py [FOLDER] [--only NAME]…

All go to FOLDER (var/screenshots), for whoever looks the pages over; the few of GALLERY go to docs/screenshots too.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).parent))
import chromium
import demo_site

ROOT = Path(__file__).resolve().parent.parent
SIZES = {"phone": {"width": 390, "height": 844}, "desktop": {"width": 1280, "height": 800}}
FACILITATOR, MANAGER, LENA = "yann@recouvrance.example", "maelle@recouvrance.example", "lena.morvan@exemple.example"
COORDINATION, LAPSED = "nolwenn@fab-brest.example", "gwenola@bellevue.example"
STRUCTURE = "/structures/fabrique-de-recouvrance"

GALLERY = [
    "home-desktop-light-fr",
    "received-desktop-light-fr",
    "award-phone-light-fr",
    "passport-phone-light-fr",
    "passport-badge-phone-dark-fr",
    "verify-desktop-light-en",
]
COLOURS = 64  # of a picture in the gallery: as good to look at, and a quarter of the weight in the repository

# name, who is signed in, address (or how to get there)
PAGES = [
    ("home", None, "/"),
    ("catalogue", None, "/badges/"),
    ("badge", None, "/badges/ > Découpeuse laser"),
    ("structures", None, "/structures/"),
    ("structure", None, f"{STRUCTURE}/"),
    ("sign-in", None, "/compte/connexion/"),
    ("verify", None, "/verifier/"),
    ("private", None, "/credentials/0000000000000000"),
    ("inbox", None, "/courrier/"),
    ("mail", None, "/courrier/ > Découpeuse laser"),
    ("received", None, "/courrier/ > Découpeuse laser > /recu/"),
    ("choose", FACILITATOR, f"{STRUCTURE}/attribuer/"),
    ("award", FACILITATOR, f"{STRUCTURE}/attribuer/ > Découpeuse laser"),
    ("award-list", FACILITATOR, f"{STRUCTURE}/attribuer/ > Découpeuse laser > Une liste"),
    ("given", MANAGER, f"{STRUCTURE}/badges-attribues/"),
    ("award-detail", MANAGER, f"{STRUCTURE}/badges-attribues/ > Lena Morvan"),
    ("present", MANAGER, f"{STRUCTURE}/modifier/"),
    ("team", MANAGER, f"{STRUCTURE}/equipe/"),
    ("mandates", MANAGER, f"{STRUCTURE}/mandats/"),
    ("local-criteria", MANAGER, f"{STRUCTURE}/mandats/ > /criteres/"),
    ("journal", MANAGER, "/reseaux/fab-brest/journal/"),
    ("choose-refused", LAPSED, "/structures/maison-numerique-de-bellevue/attribuer/"),
    ("new-badge", MANAGER, f"{STRUCTURE}/badges/nouveau/"),
    ("canvases", MANAGER, "/canevas/"),
    ("canvas", MANAGER, "/canevas/ > Fraiseuse numérique"),
    ("canvas-write", MANAGER, "/canevas/ > Fraiseuse numérique > /ecrire/criteres/"),
    ("canvas-field", MANAGER, "/canevas/ > Fraiseuse numérique > /champs/limits/"),
    ("canvas-look", MANAGER, "/canevas/ > Fraiseuse numérique > /visuel/"),
    ("canvas-round", MANAGER, "/canevas/ > /consentement/"),
    ("canvas-decision", MANAGER, "/canevas/?etat=decides > Brodeuse numérique > /decision/"),
    ("charter", None, "/reseaux/fab-brest/charte/"),
    ("charter-mine", MANAGER, "/reseaux/fab-brest/charte/"),
    ("charter-version", None, "/reseaux/fab-brest/charte/versions/1/"),
    ("charter-signatories", None, "/reseaux/fab-brest/charte/signataires/"),
    ("charter-signature", MANAGER, "/reseaux/fab-brest/charte/signataires/ > La Fabrique de Recouvrance"),
    ("charter-lapsed", None, "/reseaux/fab-brest/charte/signataires/ > Maison numérique de Bellevue"),
    ("charter-draft", MANAGER, "/reseaux/fab-brest/charte/brouillon/"),
    ("charter-structure", MANAGER, "/reseaux/fab-brest/charte/structures/fabrique-de-recouvrance/"),
    ("charter-to-sign", LAPSED, "/reseaux/fab-brest/charte/structures/maison-numerique-de-bellevue/signer/"),
    ("charter-write", COORDINATION, "/reseaux/fab-brest/charte/brouillon/ecrire/"),
    ("charter-publish", COORDINATION, "/reseaux/fab-brest/charte/brouillon/publier/"),
    ("charter-overview", COORDINATION, "/reseaux/fab-brest/charte/suivi/"),
    ("charter-end", COORDINATION, "/reseaux/fab-brest/charte/structures/fabrique-de-recouvrance/"),
    ("account", LENA, "/compte/"),
    ("addresses", LENA, "/compte/adresses/"),
    ("passport", LENA, "/passeport/"),
    ("passport-badge", LENA, "/passeport/ > Découpeuse laser"),
]


def sign_in(page: Page, site: str, email: str) -> None:
    """As anyone would: ask for the code, read it in the demonstration's mail, type it."""
    page.goto(f"{site}/compte/connexion/")
    page.locator("input[name=email]").fill(email)
    page.locator("main form button").first.click()
    with page.context.browser.new_context() as other:
        inbox = other.new_page()
        inbox.goto(f"{site}/courrier/?to={email}")
        letter = inbox.locator("main h2", has_text=re.compile("code")).first
        code = re.match(r"\s*(\S+)", letter.inner_text()).group(1)
    page.locator("input[name=code]").fill(code)
    page.locator("main form button").first.click()
    page.wait_for_url("**/passeport/")


def go(page: Page, site: str, where: str) -> None:
    """Open an address, then follow links by their words (or part of their address, from "/")."""
    address, *steps = where.split(" > ")
    page.goto(site + address)
    for step in steps:
        link = (
            page.locator(f"main a[href*='{step}']") if step.startswith("/") else page.locator("main a", has_text=step)
        )
        page.goto(site + link.first.get_attribute("href").removeprefix(site))


def take(browser: Browser, site: str, folder: Path, only: list[str], states: dict) -> None:
    for size, viewport in SIZES.items():
        for scheme in ("light", "dark"):
            for language in ("fr", "en"):
                if (scheme, language) == ("dark", "en"):
                    continue
                for who in (None, FACILITATOR, MANAGER, LENA, COORDINATION, LAPSED):
                    shoot(browser, site, folder, only, states, (size, viewport, scheme, language, who))


def shoot(browser: Browser, site: str, folder: Path, only: list[str], states: dict, view: tuple) -> None:
    size, viewport, scheme, language, who = view
    pages = [(name, where) for name, whom, where in PAGES if whom == who and (not only or name in only)]
    if not pages:
        return
    locale = {"fr": "fr-FR", "en": "en-GB"}[language]
    with browser.new_context(
        viewport=viewport, color_scheme=scheme, locale=locale, device_scale_factor=1, storage_state=states.get(who)
    ) as context:
        page = context.new_page()
        if who and who not in states:
            sign_in(page, site, who)
            states[who] = context.storage_state()
        for name, where in pages:
            if language == "en":
                where = where.replace("Une liste", "/liste/")
            go(page, site, where)
            file = folder / f"{name}-{size}-{scheme}-{language}.png"
            page.screenshot(path=file, full_page=True)
            if file.stem in GALLERY:
                picture = Image.open(file).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
                picture.save(ROOT / "docs" / "screenshots" / file.name, optimize=True)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "var" / "screenshots")
    parser.add_argument("--only", action="append", default=[])
    parser.add_argument("--site", help="a site that runs already")
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright, chromium.launch(playwright) as browser:
        if arguments.site:
            take(browser, arguments.site, arguments.folder, arguments.only, {})
        else:
            with demo_site.running() as site:
                take(browser, site.url, arguments.folder, arguments.only, {})


if __name__ == "__main__":
    main()
