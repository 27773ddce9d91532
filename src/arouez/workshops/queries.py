"""What is read often of workshops."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Prefetch, QuerySet

from arouez.badges import local_criteria
from arouez.badges.models import Achievement
from arouez.badges.rights import Rights
from arouez.errors import DomainError
from arouez.network.models import Network, Structure
from arouez.people.models import Person

from .models import Assessment, Participation, Session


def sessions_of(structure: Structure) -> QuerySet[Session]:
    """Those of a structure."""
    return Session.objects.with_places().filter(workshop__structure=structure)


def sessions_in(network: Network | None, now: datetime) -> QuerySet[Session]:
    """Those to come in a network's structures."""
    found = Session.objects.with_places().to_come(now).prefetch_related("workshop__achievements")
    return found.filter(workshop__structure__networks=network) if network else found


@dataclass
class Badge:
    """A badge at stake, as the sheet shows it."""

    achievement: Achievement
    asked: list[dict[str, Any]]
    """Every criterion, the structure's own last, as `criteria_of`."""
    refusal: DomainError | None
    """Why whoever looks may not award it."""


@dataclass
class Line:
    """Someone on the sheet, and what was seen of them for one badge."""

    participation: Participation
    assessment: Assessment | None

    @property
    def seen(self) -> list[int | str]:
        """The keys of what was seen."""
        return [*self.assessment.criteria_seen, *self.assessment.local_seen] if self.assessment else []

    @property
    def award(self):
        return self.assessment.award if self.assessment else None


def badges_at_stake(session: Session, reader: Person, now: datetime) -> list[Badge]:
    """With what is asked for each, and whether the reader may award it."""
    structure = session.structure
    asked = local_criteria.column(structure, OuterRef("pk"))
    found = session.workshop.achievements.select_related("network").annotate(asked=asked).order_by("name", "pk")
    rights = Rights.of(reader, structure, now)
    return [Badge(badge, criteria_of(badge, badge.asked), rights.refusal(badge)) for badge in found]


def criteria_of(badge: Achievement, local: list[dict[str, Any]] | None) -> list[dict[str, Any]]:
    """All that is asked, with the key of each and whether it is the structure's own (`is_local`)."""
    own = [{"key": place, "is_local": False, **criterion} for place, criterion in enumerate(badge.criteria)]
    return own + [{"key": criterion["text"], "is_local": True, **criterion} for criterion in local or []]


def lines(session: Session, badge: Achievement) -> list[Line]:
    """Everybody on the list, in the order they came, with what was seen of each."""
    assessments = (
        Assessment.objects.filter(achievement=badge).select_related("award__delivery").defer("award__document")
    )
    people = session.participations.filter(cancelled_at=None).prefetch_related(
        Prefetch("assessments", queryset=assessments, to_attr="found")
    )
    return [Line(person, person.found[0] if person.found else None) for person in people]


def progress_of(participation: Participation) -> list[dict[str, Any]]:
    """For each badge at stake: the award, or what was seen and what is missing."""
    session = participation.session
    asked = local_criteria.column(session.structure, OuterRef("pk"))
    assessments = participation.assessments.select_related("award__achievement", "award__revocation", "achievement")
    known = {each.achievement_id: each for each in assessments.defer("award__document")}
    progress = []
    for badge in session.workshop.achievements.annotate(asked=asked).order_by("name", "pk"):
        assessment = known.get(badge.pk)
        seen = [*assessment.criteria_seen, *assessment.local_seen] if assessment else []
        criteria = [{**each, "seen": each["key"] in seen} for each in criteria_of(badge, badge.asked)]
        progress.append(
            {"badge": badge, "award": assessment and assessment.award, "criteria": criteria, "begun": bool(seen)}
        )
    return progress
