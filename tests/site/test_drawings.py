"""A drawing that someone brings as an emblem: what is kept of it, what is refused, and that it stays in its place."""

from __future__ import annotations

import io
import time

import pytest
from PIL import Image

from arouez.artwork import draw_badge
from arouez.artwork.drawings import MOST_BYTES, Undrawable, read_drawing
from arouez.artwork.hatching import INK, TINCTURES
from arouez.artwork.render import svg_to_png
from arouez.openbadges.carriers.active import refuse_active_content

TRIANGLE = '<path d="M1 1L9 9L1 9Z"/>'


def svg(inside: str, frame: str = 'viewBox="0 0 10 10"') -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" {frame}>{inside}</svg>'.encode()


def refusal(data: bytes) -> str:
    with pytest.raises(Undrawable) as caught:
        read_drawing(data)
    return caught.value.reason


def pixels(data: bytes) -> Image.Image:
    badge = draw_badge(drawing=read_drawing(data), tincture="azure")
    return Image.open(io.BytesIO(svg_to_png(badge.encode(), 512))).convert("RGB")


def rgb(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour[1:]))


@pytest.mark.parametrize(
    ("inside", "reason"),
    [
        ("<script>alert(1)</script>", "not_plain"),
        ("<style>path { fill: url(https://elsewhere.example/) }</style>", "not_plain"),
        ('<image href="https://elsewhere.example/a.png"/>', "not_plain"),
        ('<use href="#a"/>', "not_plain"),
        ("<a><path d='M0 0L9 9'/></a>", "not_plain"),
        ("<foreignObject/>", "not_plain"),
        ("<text>Laser</text>", "not_a_shape"),
        ("<svg/>", "not_a_shape"),
        ('<path d="M0 0L9 9" transform="evil()"/>', "not_a_shape"),
        ('<path d="url(https://elsewhere.example/)"/>', "not_a_shape"),
        ("<g/>", "no_shape"),
        ("<title>Nothing</title>", "no_shape"),
        (f'<g style="display: none">{TRIANGLE}</g>', "no_shape"),
        (TRIANGLE * 401, "too_many"),
        ("<g>" * 40 + TRIANGLE + "</g>" * 40, "too_many"),
    ],
)
def test_what_is_no_plain_shape_is_refused(inside, reason):
    assert refusal(svg(inside)) == reason


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"PNG", "not_svg"),
        (b"<html/>", "not_svg"),
        (svg(TRIANGLE) + b" " * MOST_BYTES, "too_large"),
        (svg(TRIANGLE, ""), "no_frame"),
        (svg(TRIANGLE, 'viewBox="nan nan nan nan"'), "no_frame"),
        (svg(TRIANGLE, 'viewBox="0 0 1e-300 1"'), "no_frame"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]>' + svg("&a;"), "not_plain"),
        ('<?xml version="1.0" encoding="utf-16"?><!DOCTYPE svg [<!ENTITY a "M0 0">]><svg/>'.encode("utf-16"), "not_svg"),
    ],
)  # fmt: skip
def test_what_is_no_sound_svg_is_refused(data, reason):
    assert refusal(data) == reason


def test_a_file_made_to_keep_us_busy_is_refused_at_once():
    begun = time.perf_counter()
    assert refusal(svg(f'<path d="M0 0" transform="{"scale(1)    " * 500}!"/>')) == "not_a_shape"
    assert time.perf_counter() - begun < 1


def test_nothing_is_kept_that_does_more_than_draw():
    inside = '<path d="M0 0L9 9" onclick="x()" class="y" id="z" style="fill: url(https://elsewhere.example/)"/>'
    frame = 'viewBox="0 0 10 10" onload="x()"'
    badge = draw_badge(drawing=read_drawing(svg(f'<g onclick="x()">{inside}</g>', frame)))
    refuse_active_content(badge.encode())
    assert not [word for word in ("onclick", "onload", "class", "elsewhere", "url(") if word in badge]


def test_it_stays_in_its_frame_whatever_it_says():
    modest, boundless = pixels(svg(TRIANGLE)), pixels(svg('<path d="M-999 -999H999V999H-999Z"/>'))
    for badge in (modest, boundless):
        badge.paste("white", (165, 145, 360, 340))  # the emblem's place; around it the two are alike
    assert boundless.tobytes() == modest.tobytes()


def test_it_is_drawn_in_our_ink_and_what_is_white_in_it_is_the_ground():
    dark = svg('<path d="M0 0H10V10H0Z" fill="red"/><circle cx="5" cy="5" r="2" fill="#FFF"/>')
    seen = pixels(dark)
    assert seen.getpixel((200, 250)) == rgb(INK)
    assert seen.getpixel((256, 240)) == rgb(TINCTURES["azure"].pale)


def test_an_icon_of_lines_stays_one():
    lines = 'viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round"'
    seen = pixels(svg('<path d="M2 2H22V22H2Z"/>', lines))
    assert seen.getpixel((256, 240)) == rgb(TINCTURES["azure"].pale)
    assert 'stroke-linecap="round"' in read_drawing(svg(TRIANGLE, lines)).shapes


def test_a_frame_may_be_a_size():
    drawing = read_drawing(svg(TRIANGLE, 'width="20mm" height="10mm"'))
    assert (drawing.width, drawing.height) == (20, 10)
