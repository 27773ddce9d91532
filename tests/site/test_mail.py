"""Mail goes out over real SMTP, is tried again when the server is down, and is never in anybody's way."""

from __future__ import annotations

import email
import socket

import pytest
from aiosmtpd.controller import Controller
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from arouez.badges import delivery
from arouez.badges.models import Delivery


class Postman:
    """A mail server on this machine, down until started. Keeps what it is given; refuses `nobody@`."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.letters = []
        self.controller = None

    def start(self) -> None:
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self.controller.start()

    def stop(self) -> None:
        if self.controller:
            self.controller.stop()
            self.controller.loop.close()

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802  named by aiosmtpd
        if address.startswith("nobody@"):
            return "550 no such person"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.letters.append(email.message_from_bytes(envelope.content))
        return "250 OK"


@pytest.fixture
def smtp(settings):
    """A mail server, and the site set to use it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    postman = Postman(port)
    yield postman
    postman.stop()


def test_the_badge_is_announced_in_text_and_html_with_the_structure_to_answer_to(give, smtp, work):
    smtp.start()
    award = give()
    work()
    (letter,) = smtp.letters
    assert letter["To"] == "lena@example.org"
    assert letter["Reply-To"] == "bonjour@recouvrance.example"
    assert [part.get_content_type() for part in letter.walk()][1:] == ["text/plain", "text/html"]
    assert award.claim_code in letter.get_payload()[0].get_payload(decode=True).decode()


def test_a_server_that_is_down_is_asked_again_later(give, smtp, work):
    award = give()
    work()
    state = Delivery.objects.get(award=award)
    assert (state.state, state.attempts) == (Delivery.State.RETRYING, 1)
    assert "ConnectionRefused" in state.last_error
    smtp.start()
    DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now())
    work()
    state.refresh_from_db()
    assert (state.state, state.last_error) == (Delivery.State.SENT, "")
    assert len(smtp.letters) == 1


def test_after_the_last_try_the_structure_sees_that_it_failed(give, smtp, work, signed_in, facilitator, fablab):
    award = give()
    for _try in range(len(delivery.RETRY_DELAYS) + 1):
        work()
        DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now())
    assert Delivery.objects.get(award=award).state == Delivery.State.FAILED
    page = signed_in(facilitator).get(f"/structures/{fablab.slug}/badges-attribues/").content.decode()
    assert "en échec" in page


def test_an_address_that_does_not_exist_is_not_asked_again(give, smtp, work):
    smtp.start()
    award = give("nobody@example.org")
    work()
    assert Delivery.objects.get(award=award).state == Delivery.State.FAILED
    assert not DBTaskResult.objects.filter(status="READY").exists()


def test_a_task_run_twice_sends_once(give, smtp, work):
    smtp.start()
    award = give()
    delivery.announce_award.enqueue(award.pk)
    work()
    assert len(smtp.letters) == 1


def test_what_no_worker_sent_is_found_again(give, smtp, work, now):
    smtp.start()
    give()
    DBTaskResult.objects.all().delete()  # the worker that had it was killed
    assert delivery.resume() == 1
    work()
    assert len(smtp.letters) == 1


def test_it_can_be_sent_again_by_the_team_only(give, smtp, work, signed_in, facilitator, reader, stranger, fablab):
    smtp.start()
    award = give()
    work()
    address = f"/structures/{fablab.slug}/badges-attribues/{award.public_id}/renvoyer/"
    assert signed_in(reader).post(address).status_code == 403
    assert signed_in(stranger).post(address).status_code == 403
    assert signed_in(facilitator).post(address).status_code == 302
    work()
    assert len(smtp.letters) == 2
