"""Consent rounds: the network decides on one version of a canvas, until midnight at the end of a day.

A structure that objects says why and what it would change. Nothing is adopted over an open objection: the structure
lifts it, or the text changes and a new round starts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from arouez.artwork.look import read_look
from arouez.days import deadline_of
from arouez.errors import DomainError
from arouez.network.models import Structure
from arouez.people.models import Person

from . import fields, journal, looks, mails, queries
from .models import Answer, Canvas, Round, Version, Voice
from .perms import require_steward, require_voice
from .services import lock, move

Outcome, Position = Round.Outcome, Voice.Position

LONGEST = timedelta(days=180)
USUAL = timedelta(days=14)


def smallest_quorum(voter_count: int) -> int:
    """More than half of the structures."""
    return voter_count // 2 + 1


def outcome_of(positions: Iterable[str], quorum: int) -> Round.Outcome:
    """What a round comes to, from what each structure said last."""
    said = Counter(positions)
    if said[Position.OBJECTION]:
        return Outcome.OBJECTION
    return Outcome.ADOPTED if said.total() >= quorum else Outcome.NO_QUORUM


# ---------------------------------------------------------------- opening


@transaction.atomic
def open_round(
    canvas: Canvas,
    *,
    by: Person,
    last_day: date,
    quorum: int,
    now: datetime,
    answers: Mapping[int, str] | None = None,
) -> Round:
    """Put the text to the structures. `answers` says how each objection of the last round was met, by voice.

    Raises DomainError when the canvas is not ready for it.
    """
    require_steward(by, canvas)
    canvas = lock(canvas)
    if canvas.state != Canvas.State.DISCUSSION:
        raise DomainError("round.not_in_discussion", _("On met au consentement un canevas en discussion."))
    deadline, voter_count = deadline_of(last_day), queries.voters(canvas.network, now).count()
    _check_terms(deadline, quorum, voter_count, now)
    version = _version(canvas, by=by, now=now)
    objections = queries.open_objections(canvas)
    if queries.is_objected_to(version):
        raise DomainError(
            "round.same_text",
            _(
                "Une objection est ouverte sur ce texte. Changez-le, puis dites comment l’objection est prise en compte."
            ),
        )
    round = Round.objects.create(
        canvas=canvas,
        number=canvas.rounds.count() + 1,
        version=version,
        opened_by=by,
        opened_at=now,
        deadline=deadline,
        voter_count=voter_count,
        quorum=quorum,
    )
    _keep_answers(round, objections, answers or {})
    move(
        canvas,
        Canvas.State.CONSENT,
        journal.Act.ROUND_OPENED,
        by=by,
        now=now,
        round=round.number,
        version=version.number,
    )
    mails.announce_round.enqueue(round.pk)
    for before in mails.REMINDERS:
        if deadline - before > now:
            mails.remind.using(run_after=deadline - before).enqueue(round.pk)
    close_when_due.using(run_after=deadline).enqueue(round.pk)
    return round


def _check_terms(deadline: datetime, quorum: int, voter_count: int, now: datetime) -> None:
    if not now < deadline <= now + LONGEST:
        raise DomainError("round.bad_deadline", _("Choisissez un dernier jour, d’aujourd’hui à dans six mois."))
    if not smallest_quorum(voter_count) <= quorum <= voter_count:
        raise DomainError(
            "round.bad_quorum",
            _("Le quorum va de plus de la moitié des structures à toutes : de %(least)s à %(most)s.")
            % {"least": smallest_quorum(voter_count), "most": voter_count},
        )


def _version(canvas: Canvas, *, by: Person, now: datetime) -> Version:
    """The texts as they are, fixed; the last version when nothing changed since."""
    texts = queries.texts_now(canvas)
    if lacking := fields.missing(texts):
        raise DomainError(
            "round.incomplete",
            _("Il manque encore : %(fields)s.") % {"fields": ", ".join(str(field) for field in lacking)},
        )
    looks.check(canvas.network, texts, read_look(texts.get("look", "")))
    last = canvas.versions.order_by("-number").first()
    if last and last.texts == texts:
        return last
    return Version.objects.create(
        canvas=canvas, number=last.number + 1 if last else 1, texts=texts, made_by=by, made_at=now
    )


def _keep_answers(round: Round, objections: list[Voice], answers: Mapping[int, str]) -> None:
    for objection in objections:
        text = answers.get(objection.pk, "").strip()
        if not text:
            raise DomainError(
                "round.unanswered",
                _("%(structure)s a une objection ouverte : dites comment elle est prise en compte.")
                % {"structure": objection.structure},
            )
        Answer.objects.create(voice=objection, round=round, text=text)


# ---------------------------------------------------------------- voices


@transaction.atomic
def give_voice(
    round: Round,
    structure: Structure,
    *,
    by: Person,
    position: str,
    now: datetime,
    reason: str = "",
    proposal: str = "",
) -> Voice:
    """Say what the structure says, or say it anew: the last voice before the deadline counts."""
    require_voice(by, structure)
    round = _lock_running(round, now)
    if not queries.voters_in(round, now).filter(pk=structure.pk).exists():
        raise DomainError(
            "voice.not_a_voter",
            _("Cette structure n’a pas de voix dans ce tour : il faut le label du réseau, depuis son ouverture."),
        )
    reason, proposal = reason.strip(), proposal.strip() if position == Position.OBJECTION else ""
    last = round.voices.filter(structure=structure, replaced_at=None).first()
    _check_voice(position, reason, proposal, last)
    if last:
        last.replaced_at = now
        last.save(update_fields=["replaced_at"])
    voice = Voice.objects.create(
        round=round,
        structure=structure,
        position=position,
        reason=reason,
        proposal=proposal,
        given_by=by,
        given_at=now,
    )
    act = journal.Act.VOICE_CHANGED if last else journal.Act.VOICE_GIVEN
    journal.write(round.canvas, act, by=by, now=now, round=round.number, structure=structure.name, position=position)
    return voice


def _check_voice(position: str, reason: str, proposal: str, last: Voice | None) -> None:
    if position not in Position.values:
        raise DomainError("voice.unknown", _("Choisissez : consentir, consentir avec une réserve, ou objecter."))
    if position == Position.OBJECTION and not (reason and proposal):
        raise DomainError("voice.bare_objection", _("Une objection donne une raison, et propose une autre rédaction."))
    if position == Position.RESERVATION and not reason:
        raise DomainError("voice.bare_reservation", _("Dites quelle est votre réserve."))
    if last and last.position == Position.OBJECTION != position and not reason:
        raise DomainError("voice.bare_lifting", _("Vous levez une objection : dites ce qui y a répondu."))


# ---------------------------------------------------------------- ending


@transaction.atomic
def interrupt(round: Round, *, by: Person, reason: str, now: datetime) -> Round:
    """Stop a round to change the text: back to discussion. What was said stays on record."""
    require_steward(by, round.canvas)
    canvas = lock(round.canvas)
    round = _lock_running(round, now)
    if not reason.strip():
        raise DomainError("round.no_reason", _("Dites pourquoi : les structures le liront."))
    _end(round, Outcome.INTERRUPTED, by=by, now=now, note=reason.strip())
    move(
        canvas,
        Canvas.State.DISCUSSION,
        journal.Act.ROUND_INTERRUPTED,
        by=by,
        now=now,
        round=round.number,
        reason=reason.strip(),
    )
    mails.announce_outcome.enqueue(round.pk)
    return round


@transaction.atomic
def close(round: Round, *, now: datetime) -> Round:
    """Conclude a round whose deadline has come: adopted, or back to discussion. Nothing before, nothing twice."""
    canvas = lock(round.canvas)
    round = Round.objects.select_for_update().get(pk=round.pk)
    if round.closed_at or now < round.deadline:
        return round
    positions = queries.voices(round).values_list("position", flat=True)
    _end(round, outcome_of(positions, round.quorum), by=None, now=now)
    state = Canvas.State.DISCUSSION
    if round.outcome == Outcome.ADOPTED:
        state, canvas.adopted_version, canvas.adopted_at = Canvas.State.ADOPTED, round.version, round.deadline
    move(canvas, state, journal.Act.ROUND_CLOSED, by=None, now=now, round=round.number, outcome=round.outcome)
    mails.announce_outcome.enqueue(round.pk)
    return round


@task()
def close_when_due(round_id: int) -> None:
    """Conclude the round at its deadline."""
    close(Round.objects.select_related("canvas").get(pk=round_id), now=timezone.now())


def resume() -> int:
    """Queue again the end of every round that runs; how many. For a worker that starts: the last one may have been killed."""
    running = Round.objects.filter(closed_at=None)
    for round in running:
        close_when_due.using(run_after=round.deadline).enqueue(round.pk)
    return len(running)


def _end(round: Round, outcome: Round.Outcome, *, by: Person | None, now: datetime, note: str = "") -> None:
    round.closed_at, round.closed_by, round.outcome, round.note = now, by, outcome, note
    round.save(update_fields=["closed_at", "closed_by", "outcome", "note"])


def _lock_running(round: Round, now: datetime) -> Round:
    """The round, ours until the transaction ends, if it still runs."""
    round = Round.objects.select_for_update(of=("self",)).select_related("canvas__network").get(pk=round.pk)
    if round.closed_at or now >= round.deadline:
        raise DomainError("round.over", _("Ce tour de consentement est terminé."))
    return round
