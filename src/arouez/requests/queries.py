"""What is read often of requests."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from arouez.badges.models import Achievement, Mandate
from arouez.charter.models import Signature
from arouez.network.models import Membership, Structure
from arouez.people.models import Person

from .models import BadgeRequest

AWARDING = (Membership.Role.FACILITATOR, Membership.Role.MANAGER)


def structures_to_ask(achievement: Achievement, now: datetime) -> QuerySet[Structure]:
    """Where someone may award the badge now, by name."""
    if achievement.published_at is None or achievement.retired_at or achievement.is_label:
        return Structure.objects.none()
    if achievement.structure_id:
        return Structure.objects.filter(pk=achievement.structure_id)
    mandates = Mandate.objects.running_at(now).filter(achievement=achievement)
    signatures = Signature.objects.in_force_at(now).filter(version__network=achievement.network_id)
    found = Structure.objects.filter(networks=achievement.network_id, pk__in=mandates.values("structure"))
    return found.filter(pk__in=signatures.values("structure")).order_by("name")


def may_answer(structure: Structure, achievement: Achievement, now: datetime) -> QuerySet[Person]:
    """Who of the team may award the badge: they are told of a request."""
    team = Person.objects.filter(memberships__structure=structure, memberships__role__in=AWARDING)
    if achievement.structure_id:
        return team.distinct()
    mandates = Mandate.objects.running_at(now).filter(structure=structure, achievement=achievement)
    return team.filter(pk__in=mandates.values("person")).distinct()


def queue_of(structure: Structure) -> QuerySet[BadgeRequest]:
    """Those that wait for an answer, the oldest first."""
    found = BadgeRequest.objects.filter(structure=structure, state__in=BadgeRequest.OPEN)
    return found.select_related("achievement", "person").order_by("asked_at", "pk")


def answered_by(structure: Structure) -> QuerySet[BadgeRequest]:
    """Those that were answered, the last first."""
    found = BadgeRequest.objects.filter(structure=structure).exclude(state__in=BadgeRequest.OPEN)
    return (
        found.exclude(state=BadgeRequest.State.WITHDRAWN)
        .select_related("achievement", "person")
        .order_by("-decided_at")
    )


def requests_of(person: Person) -> QuerySet[BadgeRequest]:
    """Those of a person, the last first."""
    return BadgeRequest.objects.filter(person=person).select_related("achievement", "structure", "award")
