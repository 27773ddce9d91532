"""The badges' pictures: drawn anew they are the same, they run nothing, and they become PNG."""

from __future__ import annotations

import io
import re

import pytest
from PIL import Image

from arouez.badges import artwork
from arouez.badges.artwork.draw import FAMILIES
from arouez.badges.artwork.emblems import EMBLEMS
from arouez.badges.artwork.render import svg_to_png
from arouez.openbadges.carriers.svg import refuse_active_content


@pytest.mark.parametrize("name", artwork.NETWORK_BADGES)
def test_the_networks_badges_are_what_the_code_draws(name):
    assert artwork.read_artwork(name) == artwork.draw_network_badge(name) + "\n"


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("emblem", EMBLEMS)
def test_a_drawing_runs_nothing_and_needs_nothing_else(family, emblem):
    svg = artwork.draw_badge(family, emblem=emblem, title="Découpe & gravure", network="Fab@Brest", posture=3)
    refuse_active_content(svg.encode())
    assert not re.search(r"<text|<style|href|url\(|font-family", svg)


def test_each_posture_shows_in_the_drawing():
    drawings = {artwork.draw_badge("skill", posture=posture) for posture in (0, 1, 2, 3)}
    assert len(drawings) == 4


def test_a_long_title_still_fits_on_the_ring():
    artwork.draw_badge(
        "skill", title="Fraiseuse numérique à commande de grand format pour le bois", network="Fab@Brest"
    )


def test_it_becomes_a_png_that_is_transparent_around():
    png = Image.open(io.BytesIO(svg_to_png(artwork.read_artwork("decoupeuse-laser").encode(), 512)))
    assert png.size == (512, 512)
    assert png.convert("RGBA").getpixel((0, 0))[3] == 0
    assert png.convert("RGBA").getpixel((256, 60))[3] == 255
