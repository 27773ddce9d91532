"""The letters of workshops: one on the list, a session that moves or is not held."""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone
from django_tasks import task

from arouez.letters import RETRY_DELAYS, post
from arouez.people.models import Person

from .models import Participation, Session


def write_one(participation: Participation, letter: str) -> None:
    """Queue one of `joined`, `moved`, `cancelled`."""
    send.enqueue(participation.pk, letter)


def write_to_all(session: Session, letter: str) -> None:
    """To everybody on the list who has an address."""
    for participation in session.participations.filter(cancelled_at=None).exclude(email=""):
        write_one(participation, letter)


@task(priority=10)
def send(participation_id: int, letter: str, attempt: int = 0) -> None:
    """One letter, in the language its reader chose if they are known."""
    found = Participation.objects.select_related("session__workshop__structure").filter(pk=participation_id).first()
    if found is None:
        return
    person = Person.objects.with_address(found.email)
    context = {
        "participation": found, "session": found.session, "url": settings.BASE_URL + found.get_absolute_url(),
    }  # fmt: skip
    language = person.language if person else Person.Language.FRENCH
    if not post(f"workshops/mail/{letter}", context, to=found.email, language=language) and attempt < len(RETRY_DELAYS):
        send.using(run_after=timezone.now() + RETRY_DELAYS[attempt]).enqueue(participation_id, letter, attempt + 1)
