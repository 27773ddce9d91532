"""The mail of the charter-label: one letter per person and task, tried again when the server does not answer."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django_tasks import task

from arouez.letters import RETRY_DELAYS, post
from arouez.network.models import Network, Structure
from arouez.network.queries import managers_of
from arouez.people.models import Person

from . import queries
from .models import CharterVersion

REMINDERS = (timedelta(days=30), timedelta(days=7), timedelta(days=1))
"""How long before a version lapses those that have not signed the next one are reminded."""


def reminders_of(superseded: CharterVersion, *, since: datetime) -> list[datetime]:
    """When those that have not signed are reminded, once the next version was published (`since`)."""
    moments = [superseded.lapses_at - before for before in REMINDERS]
    return [moment for moment in moments if moment > since]


@task()
def announce_version(superseded_id: int) -> None:
    """Tell the signatories of the version before that a new one is to be signed, and by when."""
    _ask_to_renew(superseded_id, "renew")


@task()
def remind(superseded_id: int) -> None:
    """Ask again those that have not signed the new one, while there is time."""
    _ask_to_renew(superseded_id, "reminder")


def _ask_to_renew(superseded_id: int, kind: str) -> None:
    version = CharterVersion.objects.select_related("network").get(pk=superseded_id)
    if timezone.now() < version.lapses_at:
        for structure in queries.still_to_sign(version):
            _write_to_managers(structure, version.network, kind, "", version)


def tell(structure: Structure, network: Network, kind: str, reason: str = "") -> None:
    """Tell the structure's managers what becomes of its label: "lapsed", "left", "taken_out", "suspended" or "lifted"."""
    _write_to_managers(structure, network, kind, reason, None)


def _write_to_managers(
    structure: Structure, network: Network, kind: str, reason: str, lapsing: CharterVersion | None
) -> None:
    for person in managers_of([structure]):
        if person.email:
            send.enqueue(kind, structure.pk, network.pk, person.pk, reason, lapsing.pk if lapsing else None)


@task(priority=10)
def send(
    kind: str,
    structure_id: int,
    network_id: int,
    person_id: int,
    reason: str,
    lapsing_id: int | None,
    attempt: int = 0,
) -> None:
    """One letter to one person."""
    network, person = Network.objects.get(pk=network_id), Person.objects.get(pk=person_id)
    context = {
        "structure": Structure.objects.get(pk=structure_id),
        "network": network,
        "person": person,
        "reason": reason,
        "lapsing": CharterVersion.objects.filter(pk=lapsing_id).first(),
        "url": settings.BASE_URL + reverse("charter:charter", args=[network.slug]),
    }
    settled = post(f"charter/mail/{kind}", context, to=person.email, language=person.language)
    if not settled and attempt < len(RETRY_DELAYS):
        later = timezone.now() + RETRY_DELAYS[attempt]
        send.using(run_after=later).enqueue(kind, structure_id, network_id, person_id, reason, lapsing_id, attempt + 1)
