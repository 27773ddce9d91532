"""What is read often of canvases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from arouez.charter.queries import labelled_structures
from arouez.errors import DomainError
from arouez.network.models import Membership, Network, Structure
from arouez.network.perms import networks_of
from arouez.people.models import Person

from . import reading
from .fields import FIELDS
from .models import Answer, Canvas, Round, Version, Voice, Wording


def voters(network: Network, at: datetime) -> QuerySet[Structure]:
    """The structures that have a voice in the network's consent rounds, at that moment: those that have its label."""
    return labelled_structures(network, at).filter(networks=network)


def voters_in(round: Round, at: datetime) -> QuerySet[Structure]:
    """Those that had a voice when the round opened, and still have the label."""
    network = round.canvas.network
    return voters(network, round.opened_at).filter(pk__in=voters(network, at).values("pk"))


def canvases_of(person: Person) -> QuerySet[Canvas]:
    """The canvases the person may work on, those that moved last first."""
    return Canvas.objects.filter(network__in=networks_of(person)).select_related("network", "created_by")


def with_counts(canvases: QuerySet[Canvas]) -> QuerySet[Canvas]:
    """The same, with what waits for an answer: `remarks`, `proposals`; and the `deadline` of a round that runs."""
    running = Round.objects.filter(canvas=OuterRef("pk"), closed_at=None)
    return canvases.annotate(
        remarks=Count("comments", filter=Q(comments__settled_at=None), distinct=True),
        proposals=Count("suggestions", filter=Q(suggestions__decided_at=None), distinct=True),
        deadline=Subquery(running.values("deadline")[:1]),
    ).order_by("-changed_at", "-pk")


def wordings_now(canvas: Canvas) -> dict[str, Wording]:
    """The last wording of each field that has one."""
    last = Wording.objects.filter(canvas=canvas, field=OuterRef("field")).order_by("-number")
    found = Wording.objects.filter(canvas=canvas, pk=Subquery(last.values("pk")[:1])).select_related("author")
    return {wording.field: wording for wording in found}


def texts_now(canvas: Canvas) -> dict[str, str]:
    """What the canvas says now, by field; without the empty ones."""
    return {field: wording.text for field, wording in wordings_now(canvas).items() if wording.text}


def contributors(canvas: Canvas) -> QuerySet[Person]:
    """Who wrote, suggested or commented, by name."""
    return (
        Person.objects.filter(
            Q(canvas_wordings__canvas=canvas) | Q(canvas_suggestions__canvas=canvas) | Q(canvas_comments__canvas=canvas)
        )
        .distinct()
        .order_by("name")
    )


def open_round(canvas: Canvas) -> Round | None:
    """The consent round that runs, if one does."""
    return canvas.rounds.filter(closed_at=None).select_related("version", "opened_by").first()


def voices(round: Round) -> QuerySet[Voice]:
    """What counts: the last voice of each structure."""
    return round.voices.filter(replaced_at=None).select_related("structure", "given_by").order_by("structure__name")


def is_objected_to(version: Version) -> bool:
    """Whether a structure objected to just this text, in any round, and did not lift it."""
    standing = Voice.objects.filter(
        round__canvas=version.canvas_id, position=Voice.Position.OBJECTION, replaced_at=None
    )
    return any(voice.round.version.texts == version.texts for voice in standing.select_related("round__version"))


def open_objections(canvas: Canvas) -> list[Voice]:
    """The objections on which the last round ended, that nobody lifted: the next one has to say how they are met."""
    last = canvas.rounds.order_by("-number").first()
    if last is None or last.outcome == Round.Outcome.ADOPTED:
        return []
    return list(voices(last).filter(position=Voice.Position.OBJECTION))


@dataclass(frozen=True)
class Design:
    """All that a badge needs of the canvas it comes from, as it was adopted."""

    canvas: Canvas
    version: int
    adopted_at: datetime
    name: str
    tagline: str
    description: str
    limits: str
    family: str
    levels: list[dict[str, str]]
    """{"name", "description"}: what each one asks of its own."""
    criteria: list[dict[str, Any]]
    """{"text", "safety", "how"}; `safety` is the mark ★, `how` the way to see it."""
    expected_evidence: str
    validity_months: int | None
    tags: list[str]
    alignments: list[dict[str, str]]
    """{"framework", "name", "url"}"""
    languages: list[str]
    """BCP 47 codes, the badge's own first."""


def adopted_version(canvas: Canvas) -> Design:
    """What the network decided. Raises DomainError while it has not."""
    if not canvas.is_decided:
        raise DomainError("canvas.not_adopted", _("Ce canevas n’est pas adopté : le réseau décide d’abord."))
    texts = canvas.adopted_version.texts
    text = {key: texts.get(key, "") for key in FIELDS}
    return Design(
        canvas=canvas,
        version=canvas.adopted_version.number,
        adopted_at=canvas.adopted_at,
        name=text["title"],
        tagline=text["tagline"],
        description=text["recognises"],
        limits=text["limits"],
        family=text["family"],
        levels=reading.read_levels(text["levels"]),
        criteria=reading.read_criteria(text["criteria"]),
        expected_evidence=text["evidence"],
        validity_months=reading.read_months(text["validity"]),
        tags=reading.read_list(text["tags"]),
        alignments=reading.read_alignments(text["alignments"]),
        languages=reading.read_languages(text["languages"]),
    )


@dataclass(frozen=True)
class Objection:
    """An objection, and how it was met: lifted by a voice, answered by who changed the text, or (neither) still open."""

    voice: Voice
    lifted: Voice | None
    answer: Answer | None


@dataclass(frozen=True)
class RoundStory:
    """A round as the decision tells it."""

    round: Round
    voices: list[Voice]
    objections: list[Objection]


def rounds_told(canvas: Canvas) -> list[RoundStory]:
    """Every round of the canvas, the last one first, with what each structure said."""
    rounds = canvas.rounds.select_related("version", "opened_by", "closed_by").order_by("-number")
    said = Voice.objects.select_related("structure", "given_by", "met_by__round").order_by("given_at", "pk")
    return [_told(round) for round in rounds.prefetch_related(Prefetch("voices", said))]


def _told(round: Round) -> RoundStory:
    voices, following, objections = list(round.voices.all()), {}, []
    for voice in reversed(voices):
        after = following.get(voice.structure_id)
        following[voice.structure_id] = voice
        if voice.position == Voice.Position.OBJECTION != (after and after.position):  # one said again is the same one
            objections.insert(0, Objection(voice, after, getattr(voice, "met_by", None)))
    counted = sorted((voice for voice in voices if not voice.replaced_at), key=lambda voice: voice.structure.name)
    return RoundStory(round, counted, objections)


def structures_speaking(person: Person, round: Round, at: datetime) -> QuerySet[Structure]:
    """The structures for which the person has a voice in the round."""
    return voters_in(round, at).filter(memberships__person_id=person.pk, memberships__role=Membership.Role.MANAGER)


def waiting_for(person: Person, at: datetime) -> list[tuple[Round, Structure]]:
    """The rounds that run in which a structure of the person has not spoken."""
    found = []
    running = Round.objects.filter(closed_at=None, canvas__network__in=networks_of(person))
    for round in running.select_related("canvas__network").order_by("deadline"):
        heard = round.voices.filter(replaced_at=None).values("structure")
        silent = structures_speaking(person, round, at).exclude(pk__in=heard)
        found += [(round, structure) for structure in silent]
    return found
