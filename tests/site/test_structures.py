"""How a structure presents itself: its page, the map, and the people who agreed to appear."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from PIL import Image

from arouez.errors import DomainError, NotAllowed
from arouez.network import presentation
from arouez.network.models import Structure
from arouez.network.services import create_structure

FORM = {
    "name": "La Fabrique de Recouvrance", "kind": "fablab", "tagline": "Ouvert à toutes et tous.",
    "description": "On y <b>découpe</b>.", "place": "Recouvrance, Brest", "address": "3 rue des Deux-Mâts",
    "latitude": "48.3826", "longitude": "-4.5010", "hours": "Mercredi 14 h\nSamedi 10 h", "email": "a@example.org",
    "phone": "02 00 00 00 01", "url": "", "photo_words": "La grande table.",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def photo() -> bytes:
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x010E] = "lieu secret"
    Image.new("RGB", (2000, 900), "#456").save(out, "JPEG", exif=exif)
    return out.getvalue()


@pytest.fixture
def save(signed_in, manager, fablab):
    def save(by=manager, **changes):
        return signed_in(by).post(f"/structures/{fablab.slug}/modifier/", {**FORM, **changes})

    return save


def test_what_a_manager_says_is_read_by_anyone_as_plain_text(save, client, fablab, photo):
    assert save(new_photo=SimpleUploadedFile("p.jpg", photo)).status_code == 302
    text = client.get(fablab.get_absolute_url()).text
    for words in (
        "3 rue des Deux-Mâts",
        "Samedi 10 h",
        "02 00 00 00 01",
        "La grande table.",
        "&lt;b&gt;découpe",
        "Fab@Brest",
    ):
        assert words in text
    assert "geo:48.3826,-4.501" in text


def test_the_photo_is_redrawn_without_what_the_camera_wrote(save, client, fablab, photo):
    save(new_photo=SimpleUploadedFile("p.jpg", photo))
    answer = client.get(f"{fablab.get_absolute_url()}photo.jpg")
    shown = b"".join(answer.streaming_content)
    assert b"lieu secret" not in shown
    assert Image.open(io.BytesIO(shown)).size == (1600, 720)
    assert client.get(f"{fablab.get_absolute_url()}logo.png").status_code == 404


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"latitude": ""}, "une latitude et une longitude"),
        ({"latitude": "148"}, "90"),
        ({"name": ""}, "obligatoire"),
        ({"new_photo": SimpleUploadedFile("p.jpg", b"nothing")}, "illisible"),
        ({"photo_words": "", "new_photo": SimpleUploadedFile("p.png", b"x")}, "Dites ce que montre la photo"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words_and_nothing_typed_is_lost(save, fablab, changes, words):
    answer = save(**changes)
    assert answer.status_code == 422
    assert words in answer.text
    assert "3 rue des Deux-Mâts" in answer.text
    fablab.refresh_from_db()
    assert fablab.address == ""


def test_half_a_place_is_no_place_in_the_database_either(fablab):
    for latitude, longitude in ((48.0, None), (148.0, 1.0)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Structure.objects.filter(pk=fablab.pk).update(latitude=latitude, longitude=longitude)


@pytest.mark.parametrize("who", ["facilitator", "reader", "stranger", "coordinator"])
def test_nobody_but_a_manager_changes_it(who, request, save, fablab, signed_in):
    person = request.getfixturevalue(who)
    assert save(by=person).status_code == 403
    assert signed_in(person).get(f"/structures/{fablab.slug}/modifier/").status_code == 403
    with pytest.raises(NotAllowed):
        presentation.present(fablab, by=person, address="x")


def test_the_map_has_those_that_said_where_they_are_and_their_tiles(save, client, fablab, other_fablab, settings):
    save()
    answer = client.get("/structures/")
    assert '"at": [48.3826, -4.501]' in answer.text
    assert answer.text.count('"at"') == 1
    assert "img-src 'self' data: https://tile.openstreetmap.org;" in answer["Content-Security-Policy"]
    assert "openstreetmap" not in client.get("/")["Content-Security-Policy"]
    settings.MAP_TILES = ""
    assert "https:" not in client.get("/structures/")["Content-Security-Policy"]


def test_people_appear_if_they_say_so_and_only_they(signed_in, facilitator, manager, stranger, fablab, client):
    assert "Yann" not in client.get(fablab.get_absolute_url()).text
    address = f"/structures/{fablab.slug}/equipe/moi/"
    signed_in(facilitator).post(address, {"words": "Le samedi, à la laser"})
    text = client.get(fablab.get_absolute_url()).text
    assert "Yann" in text
    assert "Le samedi, à la laser" in text
    assert "Maelle" not in text
    assert signed_in(stranger).post(address, {"words": "Moi aussi"}).status_code == 403
    signed_in(facilitator).post(address, {"words": "  "})
    assert "Yann" not in client.get(fablab.get_absolute_url()).text


def test_the_list_and_its_map_cost_the_same_however_many(client, fablab, other_fablab, django_assert_max_num_queries):
    with django_assert_max_num_queries(4):
        client.get("/structures/")


def test_a_refused_photo_does_not_take_the_place_of_the_one_before(fablab, manager, photo):
    presentation.present(fablab, by=manager, photo=photo, photo_words="La table.")
    kept = fablab.photo
    with pytest.raises(DomainError):
        presentation.present(fablab, by=manager, photo=b"nothing", photo_words="La table.")
    fablab.refresh_from_db()
    assert fablab.photo == kept


def test_a_long_list_is_cut_in_pages_and_the_map_shows_all(client, network, manager, now):
    for number in range(51):
        structure = create_structure(network, now=now, manager=manager, slug=f"s{number}", name=f"Lieu {number:02}")
        Structure.objects.filter(pk=structure.pk).update(latitude=48.4, longitude=-4.5)
    first = client.get("/structures/").text
    assert first.count('"url": "/structures/') == 51
    assert "Page 1 sur 2" in first
    assert "Lieu 50" in client.get("/structures/?page=2").text
