"""The letters of requests."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django_tasks import task

from arouez.letters import RETRY_DELAYS, post
from arouez.people.models import Person

from . import queries
from .models import BadgeRequest


def tell_team(request: BadgeRequest, letter: str) -> None:
    """Whoever may award the badge: `asked`, or `answered`."""
    page = reverse("requests:answer", args=[request.structure.slug, request.public_id])
    for person in queries.may_answer(request.structure, request.achievement, timezone.now()):
        send.enqueue(request.pk, letter, person.pk, page)


def tell_person(request: BadgeRequest, letter: str) -> None:
    """Who asked: `answered` or `declined`."""
    send.enqueue(request.pk, letter, request.person_id, request.get_absolute_url())


@task(priority=10)
def send(request_id: int, letter: str, person_id: int, page: str, attempt: int = 0) -> None:
    """One letter to one person. It says that there is something to read, and not what: mail is read by many eyes."""
    request = BadgeRequest.objects.select_related("achievement", "structure", "person").filter(pk=request_id).first()
    reader = Person.objects.filter(pk=person_id).first()
    if not request or not reader or not reader.email:
        return
    context = {"request": request, "reader": reader, "url": settings.BASE_URL + page}
    settled = post(f"requests/mail/{letter}", context, to=reader.email, language=reader.language)
    if not settled and attempt < len(RETRY_DELAYS):
        later = timezone.now() + RETRY_DELAYS[attempt]
        send.using(run_after=later).enqueue(request_id, letter, person_id, page, attempt + 1)
