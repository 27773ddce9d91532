"""What is seen of each at the end of a workshop, and the badges it gives.

A phone sends what was ticked as acts, later if it was out of reach, and again if it heard no answer: an act done twice
does nothing more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from arouez.badges import services as badges
from arouez.badges.local_criteria import asked_by
from arouez.badges.models import Achievement, Award
from arouez.errors import DomainError, Refusal
from arouez.network.perms import require_facilitator
from arouez.passport.services import claim_award
from arouez.people.models import Person

from .models import Assessment, Participation, Session


@dataclass(frozen=True)
class Act:
    """One thing done on the sheet: `kind` is "see", "unsee", "award", "present" or "absent".

    `badge` is the public id of the achievement, `criterion` a place in its criteria or the text of a local one.
    """

    kind: str
    participation: str
    badge: str = ""
    criterion: int | str = 0

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Act:
        """Raises DomainError `act.unreadable`."""
        kind, participation = data.get("kind"), data.get("participation")
        badge, criterion = data.get("badge", ""), data.get("criterion", 0)
        words = all(isinstance(each, str) for each in (kind, participation, badge))
        if not words or kind not in DONE or not isinstance(criterion, int | str) or isinstance(criterion, bool):
            raise DomainError("act.unreadable", _("Cette page a changé : rechargez-la."))
        return cls(kind, participation, badge, criterion)


@transaction.atomic
def do(act: Act, session: Session, *, by: Person, now: datetime) -> Participation:
    """Do it, for a facilitator of the structure. Raises NotAllowed, or DomainError for what is refused."""
    require_facilitator(by, session.structure)
    participation = (
        Participation.objects.select_for_update().filter(session=session, public_id=act.participation).first()
    )
    if participation is None:
        raise DomainError("participation.unknown", _("Cette personne n’est plus sur la liste."))
    DONE[act.kind](act, participation, by, now)
    return participation


def try_all(acts: Sequence[Act], session: Session, *, by: Person, now: datetime) -> dict[str, str]:
    """Do each on its own; why, by participation, for those that were refused."""
    refused = {}
    for act in acts:
        try:
            do(act, session, by=by, now=now)
        except Refusal as refusal:
            refused[act.participation] = str(refusal)
    return refused


def _see(act: Act, participation: Participation, by: Person, now: datetime) -> None:
    assessment = _assessment(act, participation, by, now)
    if assessment.award_id:
        return
    seen = _side(act, assessment)
    if act.criterion not in seen:
        seen.append(act.criterion)
    participation.is_present = True
    participation.save(update_fields=["is_present"])
    _keep(assessment, by, now)


def _unsee(act: Act, participation: Participation, by: Person, now: datetime) -> None:
    assessment = _assessment(act, participation, by, now)
    seen = _side(act, assessment)
    if assessment.award_id or act.criterion not in seen:
        return
    seen.remove(act.criterion)
    _keep(assessment, by, now)


def _award(act: Act, participation: Participation, by: Person, now: datetime) -> None:
    """Once. With every criterion: whoever lacks one is still in progress."""
    assessment = _assessment(act, participation, by, now)
    if assessment.award_id:
        return
    session, badge = participation.session, assessment.achievement
    asked = {criterion["text"] for criterion in asked_by(session.structure, badge)}
    missing = assessment.missing(asked_by(session.structure, badge))
    if missing:
        raise DomainError("assessment.incomplete", _("Il manque : %(criteria)s") % {"criteria": " · ".join(missing)})
    award = badges.award_badge(
        badge,
        structure=session.structure,
        by=by,
        recipient=badges.Recipient(participation.name, participation.email),
        criteria_seen=assessment.criteria_seen,
        local_seen=[text for text in assessment.local_seen if text in asked],
        now=now,
    )
    assessment.award = award
    _keep(assessment, by, now)
    if participation.person:
        claim_award(award, by=participation.person, now=now)


def _present(act: Act, participation: Participation, by: Person, now: datetime) -> None:
    participation.is_present = act.kind == "present"
    participation.save(update_fields=["is_present"])


DONE = {"see": _see, "unsee": _unsee, "award": _award, "present": _present, "absent": _present}
"""What each kind of act does."""


def _assessment(act: Act, participation: Participation, by: Person, now: datetime) -> Assessment:
    session = participation.session
    badge = session.workshop.achievements.filter(public_id=act.badge).first()
    if badge is None:
        raise DomainError("act.unreadable", _("Cette page a changé : rechargez-la."))
    found = participation.assessments.select_related("achievement").filter(achievement=badge).first()
    return found or Assessment(participation=participation, achievement=badge, changed_by=by, changed_at=now)


def _side(act: Act, assessment: Assessment) -> list[Any]:
    """The list where the criterion of an act is noted."""
    if isinstance(act.criterion, str):
        if act.criterion not in [
            c["text"] for c in asked_by(assessment.participation.session.structure, assessment.achievement)
        ]:
            raise DomainError(
                "local_criteria.changed", _("Les critères de votre structure ont changé entre-temps : relisez-les.")
            )
        return assessment.local_seen
    if not 0 <= act.criterion < len(assessment.achievement.criteria):
        raise DomainError("act.unreadable", _("Cette page a changé : rechargez-la."))
    return assessment.criteria_seen


def _keep(assessment: Assessment, by: Person, now: datetime) -> None:
    assessment.changed_by, assessment.changed_at = by, now
    assessment.save()


def awards_of(participation: Participation) -> list[Award]:
    """What they received there."""
    return [each.award for each in participation.assessments.exclude(award=None).select_related("award__achievement")]


def achievements_of(session: Session) -> list[Achievement]:
    """The badges at stake, in a constant order."""
    return list(session.workshop.achievements.order_by("name", "pk"))
