"""A badge is made by its owner, drawn or with its own picture, published, retired."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from PIL import Image

from arouez.badges import services, uploads
from arouez.badges.models import Achievement
from arouez.errors import DomainError, NotAllowed
from arouez.network.services import create_network

FORM = {
    "name": "Sérigraphie",
    "tagline": "J’imprime un motif.",
    "family": "skill",
    "description": "La personne a tiré trois épreuves.",
    "criteria": "★ Je porte des gants.\n- Je cale mon écran.\n\n",
    "tags": "sérigraphie, encre",
}
NESTED_USES = b"".join(
    [
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><style>.m{marker-mid:url(#a)}</style><g id="g0"><path d="M0 0h9"/></g>',
        *(b'<g id="g%d">%s</g>' % (n, b'<use href="#g%d"/>' % (n - 1) * 12) for n in range(1, 8)),
        b'<use href="#g7"/></svg>',
    ]
)


@pytest.fixture
def make(signed_in, manager, fablab):
    """Send the form of a new badge, with changes; the answer."""

    def make(by=manager, **changes):
        return signed_in(by).post(f"/structures/{fablab.slug}/badges/nouveau/", {**FORM, **changes})

    return make


def test_the_criteria_are_lines_and_a_star_makes_one_a_matter_of_safety(make):
    make()
    assert Achievement.objects.get(name="Sérigraphie").criteria == [
        {"text": "Je porte des gants.", "safety": True},
        {"text": "Je cale mon écran.", "safety": False},
    ]


def test_a_badge_without_a_picture_gets_one_in_the_networks_shapes(make):
    make()
    picture = Achievement.objects.get(name="Sérigraphie").picture
    assert "<svg" in picture.svg
    assert Image.open(io.BytesIO(bytes(picture.png))).size == (512, 512)


def test_a_png_or_jpeg_of_any_shape_becomes_a_square_png(make, png):
    make(upload=SimpleUploadedFile("badge.png", png))
    assert Image.open(io.BytesIO(bytes(Achievement.objects.get(name="Sérigraphie").picture.png))).size == (512, 512)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "contient du code"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "contient du code"),
        (b"<!DOCTYPE svg [<!ENTITY x 'y'>]><svg xmlns='http://www.w3.org/2000/svg'/>", "contient du code"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><g></svg>", "illisible"),
        (b"\x89PNG\r\n\x1a\nbroken", "illisible"),
        (b"GIF89a", "illisible"),
        (NESTED_USES, "trop lourd"),
        (b"x" * (11 * 1024 * 1024), "dépasse 10 Mo"),
    ],
    ids=["script", "event", "entity", "broken", "broken-png", "gif", "nested-uses", "eleven-megabytes"],
)
def test_a_picture_we_cannot_show_is_refused_in_words_and_nothing_typed_is_lost(make, content, words):
    answer = make(upload=SimpleUploadedFile("image.svg", content))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert "La personne a tiré trois épreuves." in page
    assert not Achievement.objects.exists()


def test_a_photo_loses_its_metadata_and_stands_upright():
    out = io.BytesIO()
    photo = Image.new("RGB", (40, 20), "red")
    exif = photo.getexif()
    exif[0x0112] = 6  # turned a quarter
    exif[0x010F] = "A camera"
    photo.save(out, "JPEG", exif=exif)
    cleaned = Image.open(io.BytesIO(uploads.clean_photo(out.getvalue())))
    assert cleaned.size == (20, 40)
    assert not cleaned.getexif()


def test_a_draft_is_seen_by_its_owner_only_and_awarded_by_nobody(make, client, signed_in, manager, stranger, give):
    make()
    draft = Achievement.objects.get(name="Sérigraphie")
    assert signed_in(manager).get(draft.get_absolute_url(), headers={"accept": "text/html"}).status_code == 200
    assert client.get(draft.get_absolute_url()).status_code == 404
    assert signed_in(stranger).get(draft.get_absolute_url()).status_code == 404
    with pytest.raises(DomainError):
        give(achievement=draft)


def test_the_owner_publishes_then_retires(make, signed_in, manager, give):
    make()
    badge = Achievement.objects.get(name="Sérigraphie")
    signed_in(manager).post(f"{badge.get_absolute_url()}/publier/")
    badge.refresh_from_db()
    assert give(achievement=badge)
    signed_in(manager).post(f"{badge.get_absolute_url()}/retirer/")
    badge.refresh_from_db()
    assert badge.retired_at


def test_a_badge_without_criteria_is_not_published(make, manager, now):
    make(criteria="★")
    assert not Achievement.objects.exists()


@pytest.mark.parametrize("who", ["facilitator", "reader", "stranger", "coordinator"])
def test_nobody_else_makes_changes_publishes_or_retires(who, request, make, signed_in, now, other_fablab):
    person = request.getfixturevalue(who)
    assert make(by=person).status_code == 403
    make()
    badge = Achievement.objects.get(name="Sérigraphie")
    for act in (services.publish_achievement, services.retire_achievement):
        with pytest.raises(NotAllowed):
            act(badge, by=person, now=now)
    for page in ("modifier", "publier", "retirer"):
        assert signed_in(person).post(f"{badge.get_absolute_url()}/{page}/", FORM).status_code == 403


def test_a_badge_of_the_network_comes_of_a_canvas_that_was_adopted(network, coordinator, laser, now):
    """Not even who runs the network makes one alone."""
    draft = Achievement.objects.create(
        network=network, creator=network.issuer, name="Seule", tagline="-", description="-", criteria=laser.criteria
    )
    with pytest.raises(DomainError, match="canevas"):
        services.publish_achievement(draft, by=coordinator, now=now)
    with pytest.raises(IntegrityError, match="canvas"), transaction.atomic():
        Achievement.objects.filter(pk=draft.pk).update(published_at=now)
    draft.pk, draft.public_id, draft.published_at, draft._state.adding = None, "x" * 16, now, True
    with pytest.raises(IntegrityError, match="canvas"), transaction.atomic():
        draft.save()


def test_the_canvas_of_another_network_does_not_do(network, coordinator, laser, now):
    other = create_network(now=now, coordinator=coordinator, slug="ailleurs", name="Ailleurs")
    with pytest.raises(IntegrityError), transaction.atomic():
        Achievement.objects.create(
            network=other, creator=other.issuer, public_id="y" * 16, name="Prise", tagline="-", description="-",
            published_at=now,
        )  # fmt: skip
