"""Who awards the badges of a network in the name of a structure: named by its managers, badge by badge."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from arouez.days import deadline_of
from arouez.errors import DomainError
from arouez.letters import RETRY_DELAYS, post
from arouez.network import journal
from arouez.network.models import Structure
from arouez.network.perms import membership, require_manager
from arouez.network.queries import managers_of
from arouez.people.models import Person

from .models import Achievement, Mandate

REMINDERS = (timedelta(days=30), timedelta(days=7))
"""How long before a mandate ends the person and their managers are told."""


class Act(models.TextChoices):
    GIVEN = "mandate.given", _("Mandat donné")
    WITHDRAWN = "mandate.withdrawn", _("Mandat retiré")
    PASSED_ON = "mandate.passed_on", _("Mandats reconduits pour le badge révisé")


journal.name_acts(Act)


@transaction.atomic
def give_mandate(
    structure: Structure,
    achievement: Achievement,
    person: Person,
    *,
    by: Person,
    now: datetime,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> Mandate:
    """Name someone of the team, from now or the morning of `starts_on`, until the end of `ends_on` or for as long as it lasts.

    Raises NotAllowed for whoever does not manage the structure, DomainError for what makes no sense.
    """
    require_manager(by, structure)
    structure = Structure.objects.select_for_update().get(pk=structure.pk)  # one at a time, so that none is named twice
    _check(structure, achievement, person)
    starts_at, ends_at = _term(starts_on, ends_on, now)
    if _standing(structure, achievement, now).filter(person=person).exists():
        raise DomainError("mandate.already", _("%(name)s a déjà un mandat pour ce badge.") % {"name": person})
    mandate = Mandate.objects.create(
        structure=structure,
        achievement=achievement,
        person=person,
        starts_at=starts_at,
        ends_at=ends_at,
        named_by=by,
        named_at=now,
    )
    _note(mandate, Act.GIVEN, by=by, now=now)
    tell.enqueue(mandate.pk, "named", person.pk)
    _remind_in_time(mandate, now)
    return mandate


@transaction.atomic
def withdraw_mandate(mandate: Mandate, *, by: Person, now: datetime) -> Mandate:
    """End a mandate at once. What was awarded under it stays."""
    require_manager(by, mandate.structure)
    mandate = (
        Mandate.objects.select_for_update(of=("self",))
        .select_related("structure", "achievement", "person")
        .get(pk=mandate.pk)
    )
    if mandate.withdrawn_at or (mandate.ends_at and mandate.ends_at <= now):
        raise DomainError("mandate.over", _("Ce mandat est déjà terminé."))
    mandate.withdrawn_at, mandate.withdrawn_by = now, by
    mandate.save(update_fields=["withdrawn_at", "withdrawn_by"])
    _note(mandate, Act.WITHDRAWN, by=by, now=now)
    tell.enqueue(mandate.pk, "withdrawn", mandate.person_id)
    return mandate


def pass_on(revised: Achievement, revision: Achievement, *, by: Person, now: datetime) -> None:
    """Give the mandates of a badge to the one that revises it. For what publishes the revision, in its transaction."""
    standing = Mandate.objects.filter(achievement=revised, withdrawn_at=None).exclude(ends_at__lte=now)
    passed = [
        Mandate(
            structure_id=mandate.structure_id,
            achievement=revision,
            person_id=mandate.person_id,
            starts_at=max(mandate.starts_at, now.replace(microsecond=0)),
            ends_at=mandate.ends_at,
            named_by_id=mandate.named_by_id,
            named_at=mandate.named_at,
        )
        for mandate in standing
    ]
    for mandate in Mandate.objects.bulk_create(passed):
        _remind_in_time(mandate, now)
    if passed:
        journal.write(revision.network, Act.PASSED_ON, revision, by=by, now=now, count=len(passed))


def mandates_of(structure: Structure, now: datetime) -> dict[str, list[Mandate]]:
    """The structure's mandates: `standing` (running, or to come) and `past`, the last ones first."""
    mandates = Mandate.objects.filter(structure=structure).select_related("achievement", "person")
    standing = _standing(structure, None, now)
    return {
        "standing": list(
            standing.select_related("achievement", "person").order_by("achievement__name", "person__name")
        ),
        "past": list(mandates.exclude(pk__in=standing).order_by("-starts_at", "-pk")[:100]),
    }


def _standing(structure: Structure, achievement: Achievement | None, now: datetime) -> models.QuerySet[Mandate]:
    mandates = Mandate.objects.filter(structure=structure, withdrawn_at=None).exclude(ends_at__lte=now)
    return mandates.filter(achievement=achievement) if achievement else mandates


def _check(structure: Structure, achievement: Achievement, person: Person) -> None:
    own = membership(person, structure)
    if own is None or not own.may_award:
        raise DomainError(
            "mandate.not_of_the_team",
            _("%(name)s n’a pas dans votre équipe un rôle qui permet d’attribuer des badges.") % {"name": person},
        )
    if achievement.structure_id or not Achievement.objects.awardable_by(structure).filter(pk=achievement.pk).exists():
        raise DomainError(
            "mandate.not_of_the_network", _("On mandate pour les badges du réseau qui se remettent encore.")
        )


def _term(starts_on: date | None, ends_on: date | None, now: datetime) -> tuple[datetime, datetime | None]:
    today = timezone.localdate(now)
    if starts_on and starts_on < today:
        raise DomainError("mandate.starts_before", _("Un mandat commence aujourd’hui ou plus tard."))
    starts_at = (
        deadline_of(starts_on - timedelta(days=1)) if starts_on and starts_on > today else now.replace(microsecond=0)
    )
    ends_at = deadline_of(ends_on) if ends_on else None
    if ends_at and ends_at <= starts_at:
        raise DomainError("mandate.ends_before", _("Un mandat finit après avoir commencé."))
    return starts_at, ends_at


def _note(mandate: Mandate, act: Act, *, by: Person, now: datetime) -> None:
    journal.write(
        mandate.achievement.network,
        act,
        mandate.structure,
        by=by,
        now=now,
        badge=str(mandate.achievement),
        person=str(mandate.person),
    )


# ---------------------------------------------------------------- mail


def _remind_in_time(mandate: Mandate, now: datetime) -> None:
    for before in REMINDERS if mandate.ends_at else ():
        if mandate.ends_at - before > now:
            remind.using(run_after=mandate.ends_at - before).enqueue(mandate.pk)


@task()
def remind(mandate_id: int) -> None:
    """Tell the person and their managers that a mandate ends soon, unless it has ended."""
    mandate = Mandate.objects.select_related("structure").get(pk=mandate_id)
    if mandate.is_running_at(timezone.now()):
        for person in {mandate.person, *managers_of([mandate.structure])}:
            tell.enqueue(mandate_id, "ends", person.pk)


@task(priority=10)
def tell(mandate_id: int, kind: str, person_id: int, attempt: int = 0) -> None:
    """One letter to one person: "named", "ends" or "withdrawn"."""
    mandate = Mandate.objects.select_related("structure", "achievement", "person").get(pk=mandate_id)
    reader = Person.objects.get(pk=person_id)
    if not reader.email:
        return
    context = {
        "mandate": mandate,
        "reader": reader,
        "url": settings.BASE_URL + reverse("mandates:list", args=[mandate.structure.slug]),
    }
    settled = post(f"badges/mail/mandate_{kind}", context, to=reader.email, language=reader.language)
    if not settled and attempt < len(RETRY_DELAYS):
        tell.using(run_after=timezone.now() + RETRY_DELAYS[attempt]).enqueue(mandate_id, kind, person_id, attempt + 1)
