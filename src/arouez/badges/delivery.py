"""The mail that goes with an award: sent in the background, tried again, never in anybody's way."""

from __future__ import annotations

import smtplib
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django_tasks import task

from arouez.people.models import Person

from .models import Award, Delivery

# A server that is down comes back within minutes, or within a day; after that someone should know.
RETRY_DELAYS = [
    timedelta(minutes=1),
    timedelta(minutes=10),
    timedelta(hours=1),
    timedelta(hours=6),
    timedelta(hours=24),
]


@task(priority=10)
def announce_award(award_id: int) -> None:
    """Send the person their badge, once; record how it went; come back later if the mail server did not answer."""
    award = Award.objects.with_everything().get(pk=award_id)
    delivery, _created = Delivery.objects.get_or_create(award=award)
    if delivery.state in (Delivery.State.SENT, Delivery.State.OPENED) or award.is_revoked:
        return
    delivery.attempts += 1
    try:
        _send(award, "badges/mail/award")
    except smtplib.SMTPRecipientsRefused as error:
        delivery.state, delivery.last_error = Delivery.State.FAILED, _explain(error)
    except (OSError, smtplib.SMTPException) as error:
        delivery.last_error = _explain(error)
        retry = delivery.attempts <= len(RETRY_DELAYS)
        delivery.state = Delivery.State.RETRYING if retry else Delivery.State.FAILED
        if retry:
            later = timezone.now() + RETRY_DELAYS[delivery.attempts - 1]
            announce_award.using(run_after=later).enqueue(award_id)
    else:
        delivery.state, delivery.sent_at, delivery.last_error = Delivery.State.SENT, timezone.now(), ""
    delivery.save()


@task(priority=10)
def announce_revocation(award_id: int, attempt: int = 0) -> None:
    """Tell the person that their badge was revoked, and why."""
    award = Award.objects.with_everything().get(pk=award_id)
    try:
        _send(award, "badges/mail/revocation")
    except smtplib.SMTPRecipientsRefused:
        return
    except (OSError, smtplib.SMTPException):
        if attempt < len(RETRY_DELAYS):
            later = timezone.now() + RETRY_DELAYS[attempt]
            announce_revocation.using(run_after=later).enqueue(award_id, attempt + 1)


def record_opened(award: Award) -> None:
    """The person followed the link of the mail."""
    Delivery.objects.filter(award=award, opened_at=None).update(state=Delivery.State.OPENED, opened_at=timezone.now())


def send_again(award: Award) -> None:
    """Send the mail anew because someone asked: it failed, or the person did not find it."""
    Delivery.objects.filter(award=award).update(state=Delivery.State.RETRYING, attempts=0)
    announce_award.enqueue(award.pk)


def resume(older_than: timedelta = timedelta(minutes=10)) -> int:
    """Queue again the mail of awards that no worker has finished with; how many. For a worker that starts."""
    forgotten = (
        Award.objects.filter(network=None, delivery=None, revocation=None, awarded_at__lt=timezone.now() - older_than)
        .exclude(recipient_email="")
        .values_list("pk", flat=True)
    )
    for award_id in forgotten:
        announce_award.enqueue(award_id)
    return len(forgotten)


def _send(award: Award, template: str) -> None:
    person = Person.objects.with_address(award.recipient_email)
    with translation.override(person.language if person else award.achievement.language):
        context = {
            "award": award,
            "achievement": award.achievement,
            "awarder": award.awarder,
            "claim_url": settings.BASE_URL + reverse("received", args=[award.claim_code]),
            "verify_url": settings.BASE_URL + reverse("verify"),
            "site_url": settings.BASE_URL,
        }
        subject = " ".join(render_to_string(f"{template}_subject.txt", context).split())
        message = EmailMultiAlternatives(
            subject,
            render_to_string(f"{template}.txt", context),
            to=[award.recipient_email],
            reply_to=[award.awarder.email] if award.awarder.email else None,
            headers={"Auto-Submitted": "auto-generated"},
        )
        message.attach_alternative(render_to_string(f"{template}.html", context), "text/html")
    message.send()


def _explain(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:500]
