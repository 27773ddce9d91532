"""A real site, seeded, with its worker; a real Chromium; axe on every page it visits."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import ClassVar

import chromium
import demo_site
import pytest
from playwright.sync_api import Browser, Page, sync_playwright

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
SIZES = {"phone": {"width": 390, "height": 844}, "desktop": {"width": 1280, "height": 800}}


def pytest_collection_modifyitems(items):
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Browser:
    if not chromium.find() or not AXE.exists():
        if os.environ.get("CI") == "true":
            pytest.fail("CI runs everything: install Chromium and the packages of package.json.")
        pytest.skip("needs Chromium and the packages of package.json")
    with sync_playwright() as playwright, chromium.launch(playwright) as launched:
        yield launched


@pytest.fixture(scope="session")
def site():
    with demo_site.running(AROUEZ_MAP_TILES="") as running:  # no tile is fetched here
        yield running


@pytest.fixture(params=SIZES)
def visit(request, browser, site):
    """Open a browser window of someone's own: `visit()`; on a phone, then on a desktop."""
    contexts = []

    def window(**options) -> Visitor:
        options = {"locale": "fr-FR", "viewport": SIZES[request.param], "base_url": site.url, **options}
        context = browser.new_context(**options)
        contexts.append(context)
        return Visitor(context.new_page(), site.url)

    window.size = request.param
    yield window
    for context in contexts:
        context.close()


class Visitor:
    """Someone at a browser: goes to pages, says who they are, and is stopped by what axe finds."""

    signed_in: ClassVar[dict[tuple[str, str], list]] = {}

    def __init__(self, page: Page, site: str) -> None:
        self.page, self.site = page, site
        self.problems: list[str] = []
        page.on("pageerror", lambda error: self.problems.append(str(error)))
        page.on("console", self.overhear)

    def overhear(self, message) -> None:
        """Keep what the console complains of; a refused form (422) is no complaint."""
        if message.type == "error" and "422" not in message.text:
            self.problems.append(message.text)

    def open(self, address: str) -> None:
        self.page.goto(address)
        self.look()

    def look(self) -> None:
        """No violation of WCAG 2.2 AA, nothing wider than the screen, nothing wrong in the console."""
        self.page.wait_for_load_state("load")
        self.page.evaluate(AXE.read_text())
        options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
        found = self.page.evaluate("options => axe.run(document, options)", options)
        violations = [(v["id"], v["help"], [n["html"] for n in v["nodes"]][:3]) for v in found["violations"]]
        assert not violations, f"{self.page.url}: {violations}"
        overflow = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert overflow <= 0, f"{self.page.url} is {overflow} px wider than the screen"
        assert not self.problems, f"{self.page.url}: {self.problems}"

    def click(self, words: str) -> None:
        """Follow the link or press the button that says this, in the page itself."""
        main = self.page.locator("main")
        target = main.get_by_role("button", name=words).or_(main.get_by_role("link", name=words)).first
        target.click()
        self.look()

    def fill(self, label: str, text: str) -> None:
        self.page.get_by_label(label, exact=False).first.fill(text)

    def reads(self, words: str) -> None:
        """The page says this, now or within a few seconds."""
        self.page.get_by_text(words, exact=False).first.wait_for(timeout=15_000)

    def mail(self, to: str, subject: str = "") -> str:
        """The newest mail sent to an address, from the demonstration's mailbox."""
        with self.page.context.browser.new_context(locale="fr-FR") as other:
            inbox = other.new_page()
            letter = inbox.locator("main h2 a", has_text=re.compile(subject))
            for _try in range(60):
                inbox.goto(f"{self.site}/courrier/?to={to}")
                if letter.count():
                    break
                inbox.wait_for_timeout(250)
            letter.first.click()
            inbox.wait_for_load_state()
            return inbox.locator("main").inner_text()

    def sign_in(self, email: str) -> None:
        """Ask for the code, read it in the mail, type it; the second time, from the cookies of the first."""
        if cookies := self.signed_in.get((self.site, email)):
            self.page.context.add_cookies(cookies)
            return
        self.open("/compte/connexion/")
        self.fill("Votre adresse e-mail", email)
        self.click("Recevoir mon code")
        code = re.search(r"[0-9A-Z]{3,4}-?[0-9A-Z]{3,4}(?=\s:)", self.mail(email, "votre code")).group()
        self.page.locator("input[name=code]").fill(code)
        self.click("Continuer")
        self.signed_in[self.site, email] = self.page.context.cookies()
