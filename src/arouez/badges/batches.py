"""Awarding a list: every line exactly once, whatever stops in the middle."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from arouez.errors import DomainError, Refusal
from arouez.network.models import Structure
from arouez.network.perms import require_facilitator
from arouez.people.models import Person

from . import local_criteria
from .models import Achievement, Batch, BatchLine
from .recipients import Line, check_lines
from .services import Recipient, award_badge, check_safety_criteria


@transaction.atomic
def start_batch(
    achievement: Achievement,
    *,
    structure: Structure,
    by: Person,
    lines: Sequence[Line],
    criteria_seen: Sequence[int],
    now: datetime,
    evidence: Sequence[dict[str, str]] = (),
    local_seen: Sequence[str] = (),
) -> Batch:
    """Keep the list and queue its awards. Nothing is awarded unless every line is good."""
    structure = require_facilitator(by, structure).structure
    check_safety_criteria(achievement, criteria_seen)
    local_criteria.check(local_criteria.asked_by(structure, achievement), local_seen)
    if any(line.problem for line in check_lines(lines, achievement=achievement, structure=structure, by=by, now=now)):
        raise DomainError("batch.bad_lines", _("Certaines lignes sont à corriger ; rien n’a été attribué."))
    batch = Batch.objects.create(
        achievement=achievement,
        structure=structure,
        awarded_by=by,
        awarded_at=now,
        criteria_seen=list(criteria_seen),
        local_seen=list(local_seen),
        evidence=list(evidence),
    )
    BatchLine.objects.bulk_create(
        BatchLine(batch=batch, number=line.number, name=line.name, email=line.email) for line in lines
    )
    run_batch.enqueue(batch.pk)
    return batch


# A worker that is at a long list still turns to other people's mail between two slices of it.
LINES_PER_SLICE = 25


@task()
def run_batch(batch_id: int) -> None:
    """Award the next slice of the lines that are still waiting. Safe to run again, and to run twice at once."""
    batch = Batch.objects.select_related(
        "achievement__network__issuer", "achievement__structure__issuer", "structure", "awarded_by"
    ).get(pk=batch_id)
    waiting = list(batch.lines.filter(award=None, refusal="").values_list("pk", flat=True)[: LINES_PER_SLICE + 1])
    for line_id in waiting[:LINES_PER_SLICE]:
        _award_line(batch, line_id)
    if len(waiting) > LINES_PER_SLICE:
        run_batch.enqueue(batch_id)
    else:
        Batch.objects.filter(pk=batch_id, finished_at=None).update(finished_at=timezone.now())


def progress(batch: Batch) -> dict[str, int]:
    """How many lines there are, awarded and refused."""
    return batch.lines.aggregate(
        total=Count("pk"),
        awarded=Count("pk", filter=Q(award__isnull=False)),
        refused=Count("pk", filter=~Q(refusal="")),
    )


def resume() -> int:
    """Queue every unfinished batch again; how many. For a worker that starts: the last one may have been killed."""
    unfinished = Batch.objects.filter(finished_at=None).values_list("pk", flat=True)
    for batch_id in unfinished:
        run_batch.enqueue(batch_id)
    return len(unfinished)


@transaction.atomic
def _award_line(batch: Batch, line_id: int) -> None:
    # The line's lock, its award and the note that it is done share one transaction: exactly once.
    line = BatchLine.objects.select_for_update().get(pk=line_id)
    if line.award_id or line.refusal:
        return
    try:
        line.award = award_badge(
            batch.achievement,
            structure=batch.structure,
            by=batch.awarded_by,
            recipient=Recipient(line.name, line.email),
            criteria_seen=batch.criteria_seen,
            local_seen=batch.local_seen,
            evidence=batch.evidence,
            now=timezone.now(),  # the right to award is that of the moment, not of the one that asked
        )
    except Refusal as refusal:
        line.refusal = str(refusal)
    line.save(update_fields=["award", "refusal"])
