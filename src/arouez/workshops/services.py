"""Holding workshops: when, for whom, and who is on the list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from arouez.badges.models import Achievement
from arouez.days import months_later
from arouez.errors import DomainError
from arouez.network.models import Structure
from arouez.network.perms import require_facilitator
from arouez.passport.services import claim_award
from arouez.people.models import Person
from arouez.people.services import name_if_unnamed

from . import letters
from .models import Assessment, Participation, Session, Workshop

MOST_TIMES = 52
MOST_PEOPLE = 500
"""On one list: beyond, somebody plays with the code on the wall."""

State = Session.State


class Rhythm(models.TextChoices):
    """How often a workshop comes back."""

    ONCE = "once", _("Une seule fois")
    WEEKLY = "weekly", _("Chaque semaine")
    FORTNIGHTLY = "fortnightly", _("Une semaine sur deux")
    MONTHLY = "monthly", _("Chaque mois")


# ---------------------------------------------------------------- by the team


@transaction.atomic
def hold_workshop(
    structure: Structure,
    *,
    by: Person,
    title: str,
    words: str = "",
    achievements: Iterable[Achievement],
    starts_at: datetime,
    ends_at: datetime,
    place: str = "",
    seats: int | None = None,
    rhythm: str = Rhythm.ONCE,
    times: int = 1,
) -> Session:
    """A workshop and its sessions, at the same hour on the network's clocks; the first of them."""
    require_facilitator(by, structure)
    achievements = _at_stake(structure, achievements)
    _check_hours(starts_at, ends_at)
    workshop = Workshop.objects.create(structure=structure, title=title.strip(), words=words.strip(), created_by=by)
    workshop.achievements.set(achievements)
    lasts = ends_at - starts_at
    sessions = [
        Session.objects.create(
            workshop=workshop, starts_at=start, ends_at=start + lasts, place=place.strip(), seats=seats
        )
        for start in _starts(starts_at, Rhythm(rhythm), times)
    ]
    return sessions[0]


@transaction.atomic
def change_workshop(
    workshop: Workshop, *, by: Person, title: str, words: str, achievements: Iterable[Achievement]
) -> Workshop:
    """What is taught, in all its sessions. A badge of which something was seen already stays at stake."""
    require_facilitator(by, workshop.structure)
    workshop.title, workshop.words = title.strip(), words.strip()
    workshop.save(update_fields=["title", "words"])
    seen = Assessment.objects.filter(participation__session__workshop=workshop).values_list("achievement", flat=True)
    chosen = _at_stake(workshop.structure, achievements)
    workshop.achievements.set({*(badge.pk for badge in chosen), *seen})
    return workshop


@transaction.atomic
def change_session(
    session: Session, *, by: Person, starts_at: datetime, ends_at: datetime, place: str, seats: int | None
) -> Session:
    """Another hour, place or number of seats. Those on the list are told of an hour or a place."""
    require_facilitator(by, session.structure)
    session = _locked(session)
    _require_alive(session)
    _check_hours(starts_at, ends_at)
    moved = (session.starts_at, session.ends_at, session.place) != (starts_at, ends_at, place.strip())
    session.starts_at, session.ends_at, session.place, session.seats = starts_at, ends_at, place.strip(), seats
    session.save(update_fields=["starts_at", "ends_at", "place", "seats"])
    if moved:
        letters.write_to_all(session, "moved")
    return session


@transaction.atomic
def cancel_session(session: Session, *, by: Person, reason: str, now: datetime) -> Session:
    """It will not be held; those on the list are told why."""
    require_facilitator(by, session.structure)
    session = _locked(session)
    _require_alive(session)
    if not reason.strip():
        raise DomainError("session.no_reason", _("Dites pourquoi : les personnes inscrites le liront."))
    if Assessment.objects.filter(participation__session=session).exclude(award=None).exists():
        raise DomainError(
            "session.has_awards", _("Des badges y ont été remis : cette séance a eu lieu. Vous pouvez la clore.")
        )
    session.cancelled_at, session.cancelled_because = now, reason.strip()[:300]
    session.save(update_fields=["cancelled_at", "cancelled_because"])
    letters.write_to_all(session, "cancelled")
    return session


@transaction.atomic
def close_session(session: Session, *, by: Person, now: datetime) -> Session:
    """It is over: the code opens no more, and who was not seen was absent. What is in progress stays so."""
    require_facilitator(by, session.structure)
    session = _locked(session)
    _require_alive(session)
    session.closed_at = now
    session.save(update_fields=["closed_at"])
    session.participations.filter(is_present=None).update(is_present=False)
    return session


@transaction.atomic
def reopen_session(session: Session, *, by: Person) -> Session:
    """It was closed too early."""
    require_facilitator(by, session.structure)
    session = _locked(session)
    session.closed_at = None
    session.save(update_fields=["closed_at"])
    return session


@transaction.atomic
def add_by_hand(session: Session, *, by: Person, name: str, email: str, now: datetime) -> Participation:
    """Someone without a phone, or beyond the seats: they stand before whoever adds them."""
    require_facilitator(by, session.structure)
    session = _locked(session)
    _require_alive(session)
    return _put_on_list(session, name, email, present=_doors_are_open(session, now) or None, now=now)[0]


# ---------------------------------------------------------------- by whoever comes


@transaction.atomic
def join(session: Session, *, name: str, email: str, scanned: bool, now: datetime) -> tuple[Participation, bool]:
    """Put oneself on the list, and whether one was not on it yet. `scanned`: by the code on the wall, so one is there.

    Without an address one keeps the code of the participation. Raises DomainError when it is too late, or full.
    """
    session = _locked(session)
    _require_joinable(session, now)
    present = scanned and _doors_are_open(session, now)
    participation, is_new = _put_on_list(session, name, email, present=present or None, now=now)
    if is_new and session.seats and _taken(session) > session.seats and not present:
        raise DomainError("session.full", _("Cette séance est complète. Demandez à la structure s’il reste une place."))
    if participation.email and not (is_new and present):
        letters.write_one(participation, "joined")
    return participation, is_new


@transaction.atomic
def leave(participation: Participation, *, now: datetime) -> Participation:
    """Give one's seat back, before it starts. For whoever holds its code."""
    session = _locked(participation.session)
    if _doors_are_open(session, now) or session.state_at(now) != State.PLANNED:
        raise DomainError("session.begun", _("La séance a commencé : dites-le sur place."))
    participation.cancelled_at = now
    participation.save(update_fields=["cancelled_at"])
    return participation


@transaction.atomic
def claim(participation: Participation, *, by: Person, now: datetime) -> int:
    """Take what a slip of paper stands for into one's passport; how many badges. For whoever holds its code.

    Once claimed, badges to come follow. Raises DomainError `slip.taken` when it is somebody else's.
    """
    participation = Participation.objects.select_for_update().get(pk=participation.pk)
    if participation.person_id not in (None, by.pk):
        raise DomainError("slip.taken", _("Ce code est déjà dans le passeport d’une autre personne."))
    if participation.person_id is None:
        participation.person = by
        participation.save(update_fields=["person"])
        name_if_unnamed(by, participation.name)
    assessments = participation.assessments.exclude(award=None).select_related("award")
    return len([claim_award(assessment.award, by=by, now=now) for assessment in assessments])


# ---------------------------------------------------------------- rules


def _put_on_list(
    session: Session, name: str, email: str, *, present: bool | None, now: datetime
) -> tuple[Participation, bool]:
    name, email = name.strip()[:120], _address(email)
    if not name:
        raise DomainError("participation.no_name", _("Donnez un nom : c’est celui qui sera sur le badge."))
    known = session.participations.filter(email=email).first() if email else None
    if known:
        known.is_present, known.cancelled_at = present or known.is_present, None
        known.save(update_fields=["is_present", "cancelled_at"])
        return known, False
    if _taken(session) >= MOST_PEOPLE:
        raise DomainError("session.crowded", _("Cette liste a atteint sa limite."))
    participation = Participation.objects.create(
        session=session, name=name, email=email, joined_at=now, is_present=present
    )
    _carry_over(participation)
    return participation, True


def _carry_over(participation: Participation) -> None:
    """What the structure saw of them before, and has not awarded yet, counts still."""
    if not participation.email:
        return
    before = (
        Assessment.objects.filter(
            participation__email=participation.email,
            participation__session__workshop__structure=participation.session.structure,
            achievement__in=participation.session.workshop.achievements.all(),
            award=None,
        )
        .exclude(participation=participation)
        .order_by("changed_at")
    )
    latest = {assessment.achievement_id: assessment for assessment in before}
    Assessment.objects.bulk_create(
        Assessment(
            participation=participation,
            achievement_id=seen.achievement_id,
            criteria_seen=seen.criteria_seen,
            local_seen=seen.local_seen,
            changed_by_id=seen.changed_by_id,
            changed_at=seen.changed_at,
        )
        for seen in latest.values()
    )


def _at_stake(structure: Structure, achievements: Iterable[Achievement]) -> list[Achievement]:
    chosen = list(achievements)
    awardable = Achievement.objects.awardable_by(structure).filter(pk__in=[badge.pk for badge in chosen])
    if not chosen or awardable.count() < len(chosen):
        raise DomainError(
            "workshop.bad_badges", _("Choisissez au moins un badge, de ceux que votre structure peut remettre.")
        )
    return chosen


def _check_hours(starts_at: datetime, ends_at: datetime) -> None:
    if ends_at <= starts_at:
        raise DomainError("session.backwards", _("La fin vient après le début."))
    if ends_at - starts_at > timedelta(days=7):
        raise DomainError("session.too_long", _("Une séance dure sept jours au plus. Faites-en plusieurs."))


def _starts(first: datetime, rhythm: Rhythm, times: int) -> Iterator[datetime]:
    """The same hour on the wall each time, in summer and in winter."""
    wall = timezone.localtime(first, timezone.get_default_timezone()).replace(tzinfo=None)
    for turn in range(1 if rhythm == Rhythm.ONCE else min(max(times, 1), MOST_TIMES)):
        weeks = {Rhythm.WEEKLY: turn, Rhythm.FORTNIGHTLY: 2 * turn}.get(rhythm, 0)
        day = months_later(wall, turn) if rhythm == Rhythm.MONTHLY else wall + timedelta(weeks=weeks)
        yield timezone.make_aware(day, timezone.get_default_timezone())


def _locked(session: Session) -> Session:
    return Session.objects.select_for_update(of=("self",)).select_related("workshop__structure").get(pk=session.pk)


def _require_alive(session: Session) -> None:
    if session.cancelled_at:
        raise DomainError("session.cancelled", _("Cette séance est annulée."))
    if session.closed_at:
        raise DomainError("session.closed", _("Cette séance est close."))


def _require_joinable(session: Session, now: datetime) -> None:
    _require_alive(session)
    if session.state_at(now) == State.OVER:
        raise DomainError("session.over", _("Cette séance est terminée."))


def _doors_are_open(session: Session, now: datetime) -> bool:
    return session.state_at(now) in (State.OPEN, State.OVER)


def _taken(session: Session) -> int:
    return session.participations.filter(cancelled_at=None).count()


def _address(email: str) -> str:
    email = email.strip().lower()
    if email:
        try:
            validate_email(email)
        except ValidationError:
            raise DomainError(
                "recipient.bad_email", _("« %(email)s » n’est pas une adresse e-mail complète.") % {"email": email}
            ) from None
    return email
