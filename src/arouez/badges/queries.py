"""What is read often of badges and awards."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, F, OuterRef, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from arouez.network.models import Issuer, Membership, Network, Structure
from arouez.people.models import Person

from .credentials import Carried
from .local_criteria import column
from .models import Achievement, Award, Endorsement
from .rights import structures_where


def achievements() -> QuerySet[Achievement]:
    """Badges with their creator at hand."""
    return Achievement.objects.select_related("creator", "network__issuer", "structure__issuer")


def catalogue() -> QuerySet[Achievement]:
    """The badges one may still receive, the networks' before the structures'."""
    return (
        achievements()
        .published()
        .filter(retired_at=None, is_label=False)
        .annotate(award_count=Count("awards", filter=Q(awards__revocation=None)))
        .order_by("structure_id", "pk")
    )


def catalogue_of(network: Network | None) -> QuerySet[Achievement]:
    """The network's own, and those of its structures; of a site without a network, all there are."""
    if not network:
        return catalogue()
    return catalogue().filter(Q(network=network) | Q(structure__in=network.structures.values("pk")))


def awardable(structure: Structure) -> QuerySet[Achievement]:
    """The badges this structure may award now, with their creators, and what it asks besides (`asked`, or None)."""
    badges = Achievement.objects.awardable_by(structure).annotate(asked=column(structure, OuterRef("pk")))
    return badges.select_related("creator", "network__issuer", "structure__issuer")


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


def memberships_that_may_award(
    person: Person | AnonymousUser, achievement: Achievement, now: datetime
) -> list[Membership]:
    """The places from which the person may award this badge now."""
    if not person.is_authenticated or not achievement.published_at or achievement.retired_at:
        return []
    roles = [Membership.Role.FACILITATOR, Membership.Role.MANAGER]
    mine = Membership.objects.filter(person=person, role__in=roles).select_related("structure")
    if achievement.structure_id:
        return list(mine.filter(structure=achievement.structure_id))
    mine = mine.filter(structure__networks=achievement.network_id)
    return list(mine.filter(structure__in=structures_where(person, achievement, now)).order_by("structure__name"))


def awards_of(structure: Structure, search: str = "", achievement: str = "") -> QuerySet[Award]:
    """What a structure has awarded, newest first; `search` in names and addresses, `achievement` a public id."""
    awards = Award.objects.of_structure(structure).with_everything()
    if search:
        awards = awards.filter(Q(recipient_name__icontains=search) | Q(recipient_email__icontains=search))
    if achievement:
        awards = awards.filter(achievement__public_id=achievement)
    return awards


def endorsed(thing: Achievement | Network | Structure | Award) -> dict[str, Any]:
    """The column of an endorsement that says what it is of."""
    match thing:
        case Achievement():
            return {"achievement": thing}
        case Award():
            return {"award": thing}
        case _:
            return {"issuer": thing.issuer}


def endorsements_of(thing: Achievement | Network | Structure | Award) -> QuerySet[Endorsement]:
    """Who stands by it, the networks' word first."""
    return Endorsement.objects.shown().filter(**endorsed(thing)).order_by(*_NETWORKS_FIRST)


def endorsements_shown(
    thing: Achievement | Network | Structure | Award, reader: Person | AnonymousUser
) -> QuerySet[Endorsement]:
    """The same with the names of who says it; and what the reader said though it is hidden, for them to take back."""
    seen = Q(hidden_at=None)
    if reader.is_authenticated:
        seen |= Q(endorser__personal__person=reader.pk)
    if isinstance(thing, Structure):  # its own networks speak by the charter, which its page shows as a label
        seen &= ~Q(endorser__network__in=thing.networks.values("pk"))
    return (
        Endorsement.objects.standing()
        .filter(seen, **endorsed(thing))
        .order_by(*_NETWORKS_FIRST)
        .select_related("endorser__structure", "endorser__network", "endorser__personal")
        .defer("document")
    )


MOST_CARRIED = 5
"""How many endorsements of the badge, and of its issuer, a credential carries."""

_NETWORKS_FIRST = (F("endorser__network").asc(nulls_last=True), "made_at", "pk")


def carried(achievement: Achievement, issuer: Issuer) -> Carried:
    """The endorsements that travel in a credential made now, in one query."""
    place = Window(RowNumber(), partition_by=["achievement", "issuer"], order_by=_NETWORKS_FIRST)
    found = (
        Endorsement.objects.shown()
        .filter(Q(achievement=achievement) | Q(issuer=issuer))
        .annotate(place=place)
        .filter(place__lte=MOST_CARRIED)
        .order_by("place")
        .values_list("achievement_id", "document")
    )
    of_badge = [json.loads(document) for of, document in found if of]
    of_issuer = [json.loads(document) for of, document in found if not of]
    return Carried(of_badge, of_issuer)
