"""The charter on paper: what it says, that it is tagged, and that no text breaks it or gets into it as markup."""

from __future__ import annotations

import io

import pytest
from django.utils import timezone
from pypdf import PdfReader

from arouez.charter import drafting, printing, queries, services
from arouez.charter.models import Signature


@pytest.fixture
def signature(label, fablab):
    label(fablab)
    return Signature.objects.get()


@pytest.fixture
def published(network, coordinator):
    """The PDF of a text: `published("# Charte …")`."""

    def pdf_of(text):
        now = timezone.now()
        drafting.write(network, text, base=queries.draft_of(network).base, by=coordinator, now=now)
        return printing.version_pdf(services.publish_version(network, by=coordinator, now=now))

    return pdf_of


def words(pdf: bytes) -> str:
    """What a reader of the PDF hears, on one line."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def test_it_is_tagged_in_french_with_a_title_and_says_so(signature):
    reader = PdfReader(io.BytesIO(printing.signed_pdf(signature, names=True)))
    catalogue = reader.root_object
    assert catalogue["/Lang"] == "fr"
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "/StructTreeRoot" in catalogue
    assert "<pdfuaid:part>1</pdfuaid:part>" in catalogue["/Metadata"].get_data().decode()
    assert reader.metadata.title == "Fab@Brest – Charte-label, version 1"


def test_a_signed_charter_says_who_signed_what_and_when(signature):
    told = words(printing.signed_pdf(signature, names=True))
    for said in (
        "12. Signer", "La Fabrique de Recouvrance", "Anna Le Bras", "présidente", "6 janvier 2020 à 01:00",
        signature.text_sha256, f"http://badges.test{signature.get_absolute_url()}",
    ):  # fmt: skip
        assert said in told


def test_it_names_its_representative_as_they_agreed(signed_in, client, signature, reader, manager):
    page = f"{signature.get_absolute_url()}charte.pdf"
    assert "Anna Le Bras" not in words(client.get(page).content)
    assert "Anna Le Bras" in words(signed_in(reader).get(page).content)
    services.show_representative(signature, by=manager, shown=True)
    assert "Anna Le Bras" in words(client.get(page).content)


def test_what_is_told_to_some_is_not_kept_for_others(client, signature):
    assert client.get(f"{signature.get_absolute_url()}charte.pdf")["Cache-Control"] == "private, no-cache"


def test_the_same_signature_makes_the_same_file(signature, settings):
    first = printing.signed_pdf(signature, names=True)
    assert printing.signed_pdf(signature, names=True) == first


def test_the_bare_text_has_no_signature(signature):
    told = words(printing.version_pdf(signature.version))
    assert ("12. Signer" in told, "La Fabrique" in told) == (True, False)


@pytest.mark.parametrize(
    "text",
    [
        '#set text(red) #read("/etc/passwd")',
        "#panic() $x$ @ref <label> ~ = a // b",
        '"); #panic("',
        "#let charter = none",
    ],
)
def test_words_are_never_markup(published, text):
    assert text in words(published(text))


@pytest.mark.parametrize(
    "text",
    [
        "🎉 fête 漢字 \x07",
        "### trop bas\n\n# trop haut\n\n##### plus bas",
        "#\n\n# []()",
        "> # un titre cité\n\n- # un titre listé",
        ">" * 60 + " profond",
        "\n".join("  " * level + "- point" for level in range(40)),
        "[](https://example.org) [lien](https://example.org/a_b#c) <mailto:a@example.org>",
        "3. trois\n4. quatre\n\n       du code\n\n```js\nlet a = 1\n```\n\n---\n\nfin\\\nligne",
        "![](https://example.org/x.png)",
        "**" * 200 + "a",
    ],
)
def test_any_text_makes_a_pdf(published, text):
    assert published(text).startswith(b"%PDF")


def test_a_sign_that_no_font_has_is_shown_to_be_missing(published):
    assert "Une □ de noms" in words(published("Une 🎉 de noms"))


def test_a_structure_may_have_any_name(signature, fablab):
    fablab.name = "Fab 🎉 Lab"
    signature.structure = fablab
    assert printing.signed_pdf(signature, names=True).startswith(b"%PDF")
