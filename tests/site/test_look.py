"""The designer: the picture of the badge, chosen in its canvas."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from arouez.artwork.hatching import TINCTURES
from arouez.artwork.look import Look, read_look
from arouez.badges.from_canvas import publish_from_canvas
from arouez.canvases import looks, queries, rounds, services
from arouez.canvases.models import Drawing
from arouez.errors import DomainError, NotAllowed
from arouez.network.services import create_network

CHOICES = {"family": "project", "tincture": "vert", "posture": "2", "inscription": "Fraiseuse", "emblem": "drill"}
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M1 1L9 9L1 9Z"/></svg>'
TEXTS = {
    "title": "Fraiseuse numérique", "tagline": "J’usine.", "recognises": "A usiné.", "family": "skill",
    "criteria": "★ La personne bride sa pièce", "look": "Pas de flamme.",
}  # fmt: skip


@pytest.fixture
def canvas(network, facilitator, fablab, now):
    return services.create_canvas(network, by=facilitator, texts=TEXTS, now=now)


@pytest.fixture
def page(canvas):
    return f"/canevas/{canvas.public_id}/visuel/"


@pytest.fixture
def save(signed_in, facilitator, page):
    def save(by=facilitator, **changes):
        return signed_in(by).post(page, {**CHOICES, "look-base": 1, "family-base": 1, **changes})

    return save


def svg(client, canvas, **choices):
    return client.get(f"/canevas/{canvas.public_id}/visuel.svg", choices)


def test_what_is_chosen_is_written_in_the_canvas_beside_what_was_said(save, canvas):
    assert save().status_code == 302
    texts = queries.texts_now(canvas)
    assert texts["family"] == "project"
    assert read_look(texts["look"]) == Look("drill", "vert", 2, "Fraiseuse", notes="Pas de flamme.")


def test_the_picture_is_seen_before_it_is_kept(signed_in, facilitator, page, canvas):
    browser = signed_in(facilitator)
    shown = browser.get(page, CHOICES)
    assert "visuel.svg?family=project" in shown.text
    tried, kept = svg(browser, canvas, **CHOICES), svg(browser, canvas)
    assert "Fraiseuse" in tried.text
    assert tried.content != kept.content
    assert "no-cache" in kept.headers["Cache-Control"]  # or whoever saves would see what was there before
    assert queries.texts_now(canvas)["look"] == "Pas de flamme."


def test_two_people_at_once_lose_nothing(save, manager, canvas):
    assert save().status_code == 302
    answer = save(by=manager, emblem="bot")
    assert answer.status_code == 422
    assert "Yann" in answer.text
    assert read_look(queries.texts_now(canvas)["look"]).emblem == "drill"
    assert 'name="look-base" value="2"' in answer.text
    assert 'value="bot" checked' in answer.text


def test_emblems_are_looked_for_and_cut_in_pages(signed_in, facilitator, page):
    browser = signed_in(facilitator)
    assert 'value="printer-3d"' in browser.get(page, {"q": "imprimante"}).text
    assert "Rien de ce nom" in browser.get(page, {"q": "xyzzy"}).text
    first, second = browser.get(page).text, browser.get(page, {"page": 2}).text
    assert len(first) < 100_000
    assert 'value="laser"' in first
    assert 'value="laser"' not in second


def test_an_inscription_too_long_is_refused_and_kept_in_the_form(save, canvas):
    answer = save(inscription="Fraiseuse numérique à commande de grand format pour le bois")
    assert answer.status_code == 422
    assert "trop longue" in answer.text
    assert "grand format" in answer.text
    assert queries.texts_now(canvas)["look"] == "Pas de flamme."


def test_a_drawing_of_ones_own_is_the_emblem_and_is_kept_once(save, canvas, network, signed_in, facilitator):
    for place in (1, 2):
        drawing = SimpleUploadedFile("a.svg", SVG)
        answer = save(**{"drawing": drawing, "look-base": place, "family-base": place})
        assert answer.status_code == 302
    drawing = Drawing.objects.get()
    look = read_look(queries.texts_now(canvas)["look"])
    assert look.own == drawing.digest
    assert "M1 1L9 9L1 9Z" in svg(signed_in(facilitator), canvas).text


def test_a_drawing_that_is_none_is_refused_in_words(save, canvas):
    bad = SVG.replace(b"<path", b"<script>x</script><path")
    answer = save(drawing=SimpleUploadedFile("a.svg", bad))
    assert answer.status_code == 422
    assert "SVG simple" in answer.text
    assert not Drawing.objects.exists()


def test_a_drawing_that_shows_nothing_is_refused(save):
    answer = save(drawing=SimpleUploadedFile("a.svg", SVG.replace(b"0 0 10 10", b"50 50 10 10")))
    assert answer.status_code == 422
    assert "aucune forme dans son cadre" in answer.text
    assert not Drawing.objects.exists()


def test_the_drawing_of_another_network_is_not_ours_to_take(canvas, coordinator, save, now):
    other = create_network(now=now, coordinator=coordinator, slug="rennes", name="Fab@Rennes")
    theirs = services.create_canvas(other, by=coordinator, texts=TEXTS, now=now)
    emblem = looks.bring_drawing(theirs, SVG, by=coordinator, now=now)
    assert save(emblem=emblem).status_code == 422


def test_the_network_has_a_palette(network, save, signed_in, facilitator, page):
    network.palette = ["azure", "or"]
    network.save()
    assert save(tincture="vert").status_code == 422
    text = signed_in(facilitator).get(page).text
    assert 'value="azure"' in text
    assert 'value="vert"' not in text
    with pytest.raises(DomainError):
        looks.check(network, TEXTS, Look(tincture="vert"))


def test_what_is_not_chosen_is_of_the_networks_palette_too(network, signed_in, facilitator, canvas):
    network.palette = ["azure", "or"]
    network.save()
    assert looks.tincture_of(network, TEXTS, Look()) == "azure"  # that of the family is purple
    assert TINCTURES["azure"].deep in svg(signed_in(facilitator), canvas).text


def test_signs_that_cannot_be_engraved_are_named(save):
    answer = save(inscription="Atelier #7")
    assert answer.status_code == 422
    assert "ne se gravent pas" in answer.text
    assert save(inscription="Atelier 7").status_code == 302


def test_a_badge_that_cannot_be_read_is_not_put_to_consent(canvas, network, facilitator, label, fablab, now):
    label(fablab)
    services.write(
        canvas, "title", "Fraiseuse à commande numérique pour le bois de grand format", base=1, by=facilitator, now=now
    )
    services.open_discussion(canvas, by=facilitator, now=now)
    with pytest.raises(DomainError) as refusal:
        rounds.open_round(canvas, by=facilitator, last_day=timezone.localdate(now), quorum=1, now=now)
    assert refusal.value.code == "look.inscription_too_long"


def test_two_looks_are_seen_beside_each_other(save, signed_in, facilitator, manager, canvas, now):
    save()
    services.suggest(canvas, "look", "Emblème : bot", base=1, reason="", by=manager, now=now)
    page = signed_in(facilitator).get(f"/canevas/{canvas.public_id}/champs/look/").text
    address = f"/canevas/{canvas.public_id}/visuel.svg"
    for said in ("wording=1", "wording=2", f"suggestion={canvas.suggestions.get().pk}"):
        assert f"{address}?{said}" in page
    assert "wording=0" not in page
    suggested = svg(signed_in(facilitator), canvas, suggestion=canvas.suggestions.get().pk)
    assert suggested.text == looks.picture(canvas.network, {**queries.texts_now(canvas), "look": "Emblème : bot"})


def test_the_token_that_protects_the_form_is_in_no_address(signed_in, facilitator, page):
    form = signed_in(facilitator).get(page).text.partition('class="designer"')[2].partition("</form>")[0]
    assert form.count("csrfmiddlewaretoken") == 1
    assert 'formmethod="post" name="csrfmiddlewaretoken"' in form


def test_only_those_who_take_part_choose_and_see(client, signed_in, lena, save, page, canvas, now):
    assert client.get(page).status_code == 302
    assert svg(client, canvas).status_code == 404
    assert signed_in(lena).get(page).status_code == 403
    assert svg(signed_in(lena), canvas, emblem="bot").status_code == 403
    assert svg(signed_in(lena), canvas, wording=1).status_code == 403
    assert save(by=lena).status_code == 403
    with pytest.raises(NotAllowed):
        looks.bring_drawing(canvas, SVG, by=lena, now=now)


def test_the_badge_looks_as_it_was_adopted(save, canvas, client, label, fablab, manager, facilitator, coordinator):
    save()
    label(fablab)
    now = timezone.now()
    services.open_discussion(canvas, by=facilitator, now=now)
    round = rounds.open_round(canvas, by=facilitator, last_day=timezone.localdate(now), quorum=1, now=now)
    rounds.give_voice(round, fablab, by=manager, position="consent", now=now)
    rounds.close(round, now=now + timedelta(days=2))
    badge = publish_from_canvas(canvas, by=coordinator, now=now + timedelta(days=2))
    canvas.refresh_from_db()
    expected = looks.picture(canvas.network, canvas.adopted_version.texts)
    assert badge.picture.svg == expected
    assert svg(client, canvas).text == expected  # anyone sees what was decided
    assert svg(client, canvas, version=1).status_code == 404
