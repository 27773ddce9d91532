"""The badges' pictures: drawn anew they are the same, they run nothing, and they become PNG."""

from __future__ import annotations

import io
import re

import pytest
from PIL import Image

from arouez.artwork import draw_badge
from arouez.artwork.draw import FAMILIES
from arouez.artwork.emblems import EMBLEMS
from arouez.artwork.hatching import TINCTURES
from arouez.artwork.icons import _french, emblems, find, french_name, icons
from arouez.artwork.lettering import not_cut
from arouez.artwork.look import Look, contrast, contrasts_of, fits, read_look
from arouez.artwork.render import svg_to_png
from arouez.openbadges.carriers.svg import refuse_active_content


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("emblem", EMBLEMS)
def test_a_drawing_runs_nothing_and_needs_nothing_else(family, emblem):
    svg = draw_badge(family, emblem=emblem, title="Découpe & gravure", network="Fab@Brest", posture=3)
    refuse_active_content(svg.encode())
    assert not re.search(r"<text|<style|href|url\(|font-family", svg)


def test_each_posture_shows_in_the_drawing():
    drawings = {draw_badge("skill", posture=posture) for posture in (0, 1, 2, 3)}
    assert len(drawings) == 4


def test_a_long_title_still_fits_on_the_ring():
    draw_badge("skill", title="Fraiseuse numérique à commande de grand format pour le bois", network="Fab@Brest")


def test_it_becomes_a_png_that_is_transparent_around():
    png = Image.open(io.BytesIO(svg_to_png(draw_badge("skill", emblem="laser").encode(), 512)))
    assert png.size == (512, 512)
    assert png.convert("RGBA").getpixel((0, 0))[3] == 0
    assert png.convert("RGBA").getpixel((256, 60))[3] == 255


# ---------------------------------------------------------------- icons


def test_every_icon_can_be_an_emblem():
    for name in list(icons())[::40]:
        svg = draw_badge("skill", emblem=name, title="Badge")
        refuse_active_content(svg.encode())
        assert icons()[name][1] in svg


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("imprimante 3d", "printer-3d"),
        ("Sécurité", "hard-hat"),
        ("couture", "scissors"),
        ("robot", "bot"),
        ("drill", "drill"),
        ("laser", "laser"),
        ("œil", "eye"),
        ("enfants", "baby"),
    ],
)
def test_icons_are_found_in_french_and_in_english(words, name):
    assert name in find(words)[:8]


def test_a_part_of_a_word_finds_nothing():
    assert "cake" not in find("eau")  # which is a gâteau
    assert find("isser") == []


def test_each_emblem_is_found_once_and_ours_come_first():
    everything = find("")
    assert len(everything) == len(set(everything))
    assert set(everything[: len(EMBLEMS)]) == set(EMBLEMS)


def test_french_words_lead_to_emblems_that_are_there():
    assert {name for names in _french().values() for name in names} <= emblems()
    assert french_name("drill") == "perceuse"


def test_a_sign_that_no_letter_is_cut_for_is_known():
    assert not_cut("Ça, c’est l’œuvre n° 1 !") == ["°"]
    assert not_cut("Découpeuse – Plastazel a c’hoarvez") == []


def test_an_emblem_that_nobody_knows_is_an_ermine_spot():
    assert draw_badge("skill", emblem="no such thing") == draw_badge("skill", emblem="ermine")


# ---------------------------------------------------------------- looks


def test_a_look_is_written_in_lines_that_are_read_back():
    look = Look("printer-3d", "azure", 2, "Imprimante 3D", notes="Pas de flamme.")
    assert str(look).splitlines()[1] == "Couleur : azur"
    assert read_look(str(look)) == look


def test_words_that_say_no_look_stay_as_notes():
    text = "Une tête laser.\nCouleur : fuchsia\nNiveau : 9"
    assert read_look(text) == Look(notes=text)
    assert read_look("") == Look()


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == 21
    assert round(contrast("#767676", "#ffffff"), 2) == 4.54


@pytest.mark.parametrize("tincture", TINCTURES)
def test_every_colour_of_ours_can_be_read(tincture):
    found = contrasts_of(TINCTURES[tincture])
    assert found["inscription"] >= 4.5
    assert found["emblem"] >= 3


def test_an_inscription_too_long_to_be_read_is_known():
    assert fits("Fraiseuse numérique")
    assert not fits("Fraiseuse numérique à commande de grand format pour le bois")
