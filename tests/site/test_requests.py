"""Someone who already knows how asks for the badge: what they show, what is answered, what comes of it."""

from __future__ import annotations

import io
from contextlib import contextmanager

import pytest
from conftest import make_person
from django.core import mail
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from PIL import Image

from arouez.badges.mandates import withdraw_mandate
from arouez.badges.models import Award
from arouez.errors import DomainError, NotAllowed
from arouez.passport.models import Entry
from arouez.requests import queries, services
from arouez.requests.models import BadgeRequest
from arouez.requests.services import Shown


@pytest.fixture(autouse=True)
def _files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def now():
    """The pages ask the clock."""
    return timezone.now()


@pytest.fixture
def asked(laser, fablab, lena, now):
    """Lena says that she stays, and tells of a box she cut."""
    shown = {0: Shown(does_it=True), 1: Shown(does_it=True, text="Une boîte à thé.", url="https://example.org/boite")}
    return services.ask(laser, fablab, by=lena, shown=shown, now=now)


@pytest.fixture
def photo():
    out, exif = io.BytesIO(), Image.Exif()
    exif[0x8825] = {1: "N"}
    Image.new("RGB", (80, 60), "#456").save(out, "JPEG", exif=exif)
    return out.getvalue()


@contextmanager
def refused(code):
    with pytest.raises(DomainError) as refusal:
        yield
    assert refusal.value.code.startswith(code)


def ask_page(badge):
    return f"/achievements/{badge.public_id}/demander/"


def team_page(request, rest=""):
    return f"/structures/recouvrance/demandes/{request.public_id}/{rest}"


# ---------------------------------------------------------------- asking


def test_someone_asks_with_what_they_can_show(signed_in, lena, facilitator, laser, fablab, photo, work):
    page = signed_in(lena).get(f"/achievements/{laser.public_id}", headers={"accept": "text/html"})
    assert ask_page(laser) in page.text
    answers = {
        "structure": fablab.pk, "c0-does_it": "on", "c1-text": "Une boîte à thé.",
        "c1-photo": SimpleUploadedFile("p.jpg", photo, "image/jpeg"),
    }  # fmt: skip
    sent = signed_in(lena).post(ask_page(laser), answers)
    asked = BadgeRequest.objects.get()
    assert sent.url == asked.get_absolute_url()
    stays, focus = asked.proofs.all()
    assert (stays.does_it, focus.does_it, focus.text) == (True, False, "Une boîte à thé.")
    with default_storage.open(focus.photo) as file:
        assert not Image.open(file).getexif(), "where and with what it was taken is nobody's business"
    work()
    assert {letter.to[0] for letter in mail.outbox} == {"maelle@example.org", "yann@example.org"}
    assert team_page(asked) in mail.outbox[0].body
    assert "Une boîte à thé." in signed_in(facilitator).get(team_page(asked)).text


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(signed_in, lena, laser, fablab):
    answers = {"structure": "", "c0-text": "Je sais.", "c1-url": "pas un lien"}
    sent = signed_in(lena).post(ask_page(laser), answers)
    assert sent.status_code == 422
    assert "Je sais." in sent.text
    answers = {"structure": fablab.pk, "c0-photo": SimpleUploadedFile("p.jpg", b"not a photo", "image/jpeg")}
    assert "illisible" in signed_in(lena).post(ask_page(laser), answers).text
    assert not BadgeRequest.objects.exists()


def test_only_those_who_could_award_it_can_be_asked(laser, fablab, other_fablab, lena, manager, now):
    assert list(queries.structures_to_ask(laser, now)) == [fablab]
    with refused("request.nobody_there"):
        services.ask(laser, other_fablab, by=lena, shown={}, now=now)
    for mandate in laser.mandates.all():
        withdraw_mandate(mandate, by=manager, now=now)
    with refused("request.nobody_there"):
        services.ask(laser, fablab, by=lena, shown={}, now=now)


def test_one_asks_once_at_a_time_and_not_for_what_one_has(asked, laser, fablab, lena, facilitator, now):
    with refused("request.already"):
        services.ask(laser, fablab, by=lena, shown={}, now=now)
    services.accept(asked, by=facilitator, criteria_seen=[0, 1], now=now)
    with refused("request.held"):
        services.ask(laser, fablab, by=lena, shown={}, now=now)


def test_what_is_withdrawn_is_erased(signed_in, asked, lena, facilitator):
    signed_in(lena).post(asked.get_absolute_url() + "retirer/")
    asked.refresh_from_db()
    assert (asked.state, asked.proofs.count()) == ("withdrawn", 0)
    assert signed_in(facilitator).get(team_page(asked)).status_code == 404


# ---------------------------------------------------------------- answering


def test_they_talk_and_each_is_told_of_the_others_word(signed_in, asked, lena, facilitator, work):
    work()
    mail.outbox.clear()
    signed_in(facilitator).post(f"/demandes/{asked.public_id}/dire/", {"text": "Et la focale ?"})
    asked.refresh_from_db()
    assert asked.state == "talking"
    assert "Et la focale ?" in signed_in(lena).get(asked.get_absolute_url()).text
    work()
    assert [letter.to for letter in mail.outbox] == [["lena@example.org"]]
    assert "focale" not in mail.outbox[0].body, "mail is read by many eyes"
    signed_in(lena).post(f"/demandes/{asked.public_id}/dire/", {"text": "Je vous montre samedi."})
    assert "samedi" in signed_in(facilitator).get(team_page(asked)).text


def test_the_badge_given_is_in_the_passport_with_its_evidence(signed_in, asked, lena, facilitator, laser):
    refused_first = signed_in(facilitator).post(team_page(asked), {"criteria_seen": ["1"]})
    assert refused_first.status_code == 422, "a safety criterion is ticked on its own"
    signed_in(facilitator).post(team_page(asked), {"criteria_seen": ["0", "1"]})
    award = Award.objects.get()
    assert Entry.objects.get(award=award).person == lena
    assert award.evidence == [
        {"kind": "text", "text": "Je règle la focale.\nUne boîte à thé."},
        {"kind": "link", "url": "https://example.org/boite"},
    ]
    asked.refresh_from_db()
    assert (asked.state, asked.award, asked.decided_by) == ("accepted", award, facilitator)
    with refused("request.decided"):
        services.decline(asked, by=facilitator, reason="Trop tard.", now=timezone.now())


def test_what_is_missing_is_said_and_one_may_ask_again(signed_in, asked, lena, facilitator, laser, fablab, now, work):
    services.decline(asked, by=facilitator, reason="Venez montrer la focale.", now=now)
    page = signed_in(lena).get(asked.get_absolute_url()).text
    assert "Venez montrer la focale." in page
    assert ask_page(laser) in page
    services.ask(laser, fablab, by=lena, shown={}, now=now)
    work()
    assert [letter.to for letter in mail.outbox if "pas encore" in letter.subject] == [["lena@example.org"]]


def test_without_a_mandate_one_reads_why_one_may_not_award(signed_in, asked, manager, facilitator, laser, now):
    withdraw_mandate(laser.mandates.get(person=facilitator), by=manager, now=now)
    assert "mandat" in signed_in(facilitator).get(team_page(asked)).text
    with refused("mandate."):
        services.accept(asked, by=facilitator, criteria_seen=[0, 1], now=now)
    assert not Award.objects.exists()


def test_nobody_gives_themselves_a_badge(laser, fablab, facilitator, now):
    own = services.ask(laser, fablab, by=facilitator, shown={}, now=now)
    with refused("award.to_oneself"):
        services.accept(own, by=facilitator, criteria_seen=[0, 1], now=now)


# ---------------------------------------------------------------- who may not


def test_nobody_else_reads_or_changes_a_request(signed_in, client, asked, stranger, other_fablab, laser):
    own, photo = asked.get_absolute_url(), f"/demandes/{asked.public_id}/photos/1"
    for address in (own, photo, team_page(asked).replace("recouvrance", "port")):
        assert signed_in(stranger).get(address).status_code == 404
        assert client.get(address).status_code == 302
    assert signed_in(stranger).post(f"/demandes/{asked.public_id}/dire/", {"text": "x"}).status_code == 404
    assert signed_in(stranger).post(own + "retirer/").status_code == 404
    for address in ("/structures/recouvrance/demandes/", team_page(asked)):
        assert signed_in(stranger).get(address).status_code == 403
    assert signed_in(stranger).post(team_page(asked, "decliner/"), {"reason": "x"}).status_code == 403
    assert client.get(ask_page(laser)).status_code == 302


def test_who_only_reads_answers_nothing(signed_in, asked, reader):
    assert signed_in(reader).get(team_page(asked)).status_code == 200
    assert signed_in(reader).post(team_page(asked), {"criteria_seen": ["0", "1"]}).status_code == 403
    assert signed_in(reader).post(team_page(asked, "decliner/"), {"reason": "x"}).status_code == 403
    assert signed_in(reader).post(f"/demandes/{asked.public_id}/dire/", {"text": "x"}).status_code == 403


def test_services_refuse_the_other_side(asked, stranger, facilitator, now):
    for refuse in (
        lambda: services.show_more(asked, by=facilitator, shown={}),
        lambda: services.withdraw(asked, by=facilitator, now=now),
        lambda: services.say(asked, by=stranger, text="x", now=now),
        lambda: services.accept(asked, by=stranger, criteria_seen=[0, 1], now=now),
        lambda: services.decline(asked, by=stranger, reason="x", now=now),
    ):
        with pytest.raises(NotAllowed):
            refuse()


def test_the_queue_asks_the_same_for_one_and_for_twenty(signed_in, facilitator, asked, laser, fablab, now):
    def queries_of(address):
        with CaptureQueriesContext(connection) as captured:
            assert signed_in(facilitator).get(address).status_code == 200
        return len(captured)

    few = queries_of("/structures/recouvrance/demandes/")
    for number in range(19):
        services.ask(laser, fablab, by=make_person(f"P{number}"), shown={}, now=now)
    assert queries_of("/structures/recouvrance/demandes/") == few
