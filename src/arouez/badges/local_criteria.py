"""What a structure asks besides the criteria of its network: added, never taken away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import models, transaction
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _

from arouez.errors import DomainError
from arouez.network import journal
from arouez.network.models import Structure
from arouez.network.perms import require_manager
from arouez.people.models import Person

from .models import Achievement, LocalCriteria

Criteria = list[dict]
"""As `Achievement.criteria`."""


class Act(models.TextChoices):
    CHANGED = "local_criteria.changed", _("Critères de la structure changés")


journal.name_acts(Act)


@transaction.atomic
def change_local_criteria(
    structure: Structure, achievement: Achievement, criteria: Criteria, *, by: Person, now: datetime
) -> LocalCriteria | None:
    """Say what the structure asks besides, from now on; nothing when that is what it asks already."""
    require_manager(by, structure)
    if (
        achievement.network is None
        or not Achievement.objects.awardable_by(structure).filter(pk=achievement.pk).exists()
    ):
        raise DomainError(
            "local_criteria.not_of_the_network", _("On complète les badges du réseau que l’on peut attribuer.")
        )
    texts = [criterion["text"] for criterion in criteria]
    if len(set(texts)) < len(texts) or set(texts) & {criterion["text"] for criterion in achievement.criteria}:
        raise DomainError(
            "local_criteria.twice", _("Un de ces critères est écrit deux fois, ou l’est déjà par le réseau.")
        )
    if criteria == asked_by(structure, achievement):
        return None
    journal.write(achievement.network, Act.CHANGED, structure, by=by, now=now, badge=str(achievement))
    return LocalCriteria.objects.create(
        structure=structure, achievement=achievement, criteria=criteria, written_by=by, written_at=now
    )


def asked_by(structure: Structure, achievement: Achievement) -> Criteria:
    """What the structure asks besides, today."""
    return _last(structure, achievement).first() or []


def column(structure: Structure, achievement: Achievement | OuterRef) -> Subquery:
    """The same for a query that asks for more: None when it never asked anything."""
    return Subquery(_last(structure, achievement)[:1], output_field=models.JSONField())


def check(asked: Criteria | None, seen: Sequence[str]) -> Criteria:
    """Those that were seen, by their text. Raises DomainError when one is asked no more, or a safety one was not seen."""
    by_text = {criterion["text"]: criterion for criterion in asked or []}
    if not set(seen) <= set(by_text):
        raise DomainError(
            "local_criteria.changed",
            _("Les critères de votre structure ont changé entre-temps : relisez-les."),
        )
    if any(criterion["safety"] and text not in seen for text, criterion in by_text.items()):
        raise DomainError(
            "award.safety_criteria_missing",
            _("Les critères de sécurité (★) se cochent un par un : il en manque."),
        )
    return [criterion for text, criterion in by_text.items() if text in seen]


def _last(structure: Structure, achievement: Achievement | OuterRef) -> models.QuerySet:
    rows = LocalCriteria.objects.filter(structure=structure, achievement=achievement)
    return rows.order_by("-written_at", "-pk").values_list("criteria", flat=True)
