"""The mail of consent rounds: one letter per person and task, tried again when the server does not answer."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django_tasks import task

from arouez.letters import RETRY_DELAYS, post
from arouez.network.queries import managers_of
from arouez.people.models import Person

from . import queries
from .models import Round

REMINDERS = (timedelta(days=3), timedelta(days=1))
"""How long before the deadline the structures that have not spoken are reminded."""


@task()
def announce_round(round_id: int) -> None:
    """Ask every structure for its voice, while the round runs."""
    round = _round(round_id)
    if round.closed_at is None:
        _write_to(managers_of(queries.voters(round.canvas.network, round.opened_at)), "opened", round)


@task()
def remind(round_id: int) -> None:
    """Ask again those that have not spoken, if the round still runs."""
    round = _round(round_id)
    if round.closed_at is None:
        silent = queries.voters_in(round, timezone.now()).exclude(pk__in=_heard(round))
        _write_to(managers_of(silent), "reminder", round)


@task()
def announce_outcome(round_id: int) -> None:
    """Tell every structure what came of it."""
    round = _round(round_id)
    _write_to(managers_of(queries.voters(round.canvas.network, round.opened_at)), "outcome", round)


@task(priority=10)
def send(kind: str, round_id: int, person_id: int, attempt: int = 0) -> None:
    """One letter to one person."""
    round, person = _round(round_id), Person.objects.get(pk=person_id)
    page = "canvases:decision" if round.closed_at else "canvases:round"
    context = {
        "round": round,
        "canvas": round.canvas,
        "person": person,
        "deadline": round.deadline,
        "url": settings.BASE_URL + reverse(page, args=[round.canvas.public_id]),
    }
    settled = post(f"canvases/mail/{kind}", context, to=person.email, language=person.language)
    if not settled and attempt < len(RETRY_DELAYS):
        send.using(run_after=timezone.now() + RETRY_DELAYS[attempt]).enqueue(kind, round_id, person_id, attempt + 1)


def _write_to(people: Iterable[Person], kind: str, round: Round) -> None:
    for person in people:
        if person.email:
            send.enqueue(kind, round.pk, person.pk)


def _heard(round: Round) -> list[int]:
    return list(queries.voices(round).values_list("structure_id", flat=True))


def _round(round_id: int) -> Round:
    return Round.objects.select_related("canvas__network").get(pk=round_id)
