"""What is read often of badges and awards."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Q, QuerySet

from arouez.network.models import Membership, Structure
from arouez.people.models import Person

from .models import Achievement, Award


def achievements() -> QuerySet[Achievement]:
    """Badges with their creator at hand."""
    return Achievement.objects.select_related("creator", "network__issuer", "structure__issuer")


def catalogue() -> QuerySet[Achievement]:
    """The badges one may still receive, the networks' before the structures'."""
    return (
        achievements()
        .published()
        .filter(retired_at=None)
        .annotate(award_count=Count("awards", filter=Q(awards__revocation=None)))
        .order_by("structure_id", "pk")
    )


def awardable(structure: Structure) -> QuerySet[Achievement]:
    """The badges this structure may award now, with their creators."""
    return Achievement.objects.awardable_by(structure).select_related("creator", "network__issuer", "structure__issuer")


def given_by(structure: Structure) -> QuerySet[Achievement]:
    """The badges this structure may award, with how many it gave of each."""
    given = Count("awards", filter=Q(awards__structure=structure, awards__revocation=None), distinct=True)
    return awardable(structure).annotate(award_count=given).order_by("structure_id", "pk")


def drafts_of(structure: Structure) -> QuerySet[Achievement]:
    """The structure's badges that are not published yet."""
    return Achievement.objects.filter(structure=structure, published_at=None)


def structures_awarding(achievement: Achievement) -> QuerySet[Structure]:
    """The structures that have given this badge, the most active first."""
    return (
        Structure.objects.filter(awards__achievement=achievement)
        .annotate(given=Count("awards", filter=Q(awards__achievement=achievement)))
        .order_by("-given", "name")
    )


def memberships_that_may_award(person: Person | AnonymousUser, achievement: Achievement) -> list[Membership]:
    """The places from which the person may award this badge now."""
    if not person.is_authenticated or not achievement.published_at or achievement.retired_at:
        return []
    roles = [Membership.Role.FACILITATOR, Membership.Role.MANAGER]
    mine = Membership.objects.filter(person=person, role__in=roles).select_related("structure")
    if achievement.structure_id:
        return list(mine.filter(structure=achievement.structure_id))
    return list(mine.filter(structure__networks=achievement.network_id).order_by("structure__name"))


def awards_of(structure: Structure, search: str = "", achievement: str = "") -> QuerySet[Award]:
    """What a structure has awarded, newest first; `search` in names and addresses, `achievement` a public id."""
    awards = Award.objects.of_structure(structure).with_everything()
    if search:
        awards = awards.filter(Q(recipient_name__icontains=search) | Q(recipient_email__icontains=search))
    if achievement:
        awards = awards.filter(achievement__public_id=achievement)
    return awards
