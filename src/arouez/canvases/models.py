"""Canvases: the design of a badge before it exists, and the decision that makes it one.

What was written, said and decided are records (`Record`): rows that are added and never edited. Only the canvas itself
moves, from a draft to a published badge.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from arouez.ids import new_public_id
from arouez.network.models import Network, Structure
from arouez.people.models import Person
from arouez.records import Record

from .fields import FIELDS, Field

FIELD_CHOICES = [(key, key) for key in FIELDS]


class Canvas(models.Model):
    """The design of a badge, made together by a network. `title` is what its field of that name says now.

    A revision is a canvas of its own, that names the one it `revises`.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Brouillon")
        DISCUSSION = "discussion", _("En discussion")
        CONSENT = "consent", _("Tour de consentement")
        ADOPTED = "adopted", _("Adopté")
        PUBLISHED = "published", _("Publié")
        ABANDONED = "abandoned", _("Abandonné")

    OPEN = (State.DRAFT, State.DISCUSSION)
    """The states in which its text changes."""
    DECIDED = (State.ADOPTED, State.PUBLISHED)

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    network = models.ForeignKey(Network, models.PROTECT, related_name="canvases")
    title = models.CharField(max_length=120)
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    created_by = models.ForeignKey(Person, models.PROTECT, related_name="canvases")
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    revises = models.ForeignKey("self", models.PROTECT, null=True, related_name="revisions")
    source_name = models.CharField(max_length=200, blank=True)
    source_url = models.URLField(max_length=1000, blank=True)

    adopted_version = models.OneToOneField("Version", models.PROTECT, null=True, related_name="adopted_by")
    adopted_at = models.DateTimeField(null=True)
    badge_id = models.CharField(max_length=16, blank=True)
    published_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-changed_at", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="canvas_adopted_with_a_version",
                condition=Q(state__in=["adopted", "published"], adopted_version__isnull=False, adopted_at__isnull=False)
                | (~Q(state__in=["adopted", "published"]) & Q(adopted_version=None, adopted_at=None)),
            ),
            models.CheckConstraint(
                name="canvas_published_as_a_badge",
                condition=(Q(state="published", published_at__isnull=False) & ~Q(badge_id=""))
                | (~Q(state="published") & Q(published_at=None, badge_id="")),
            ),
            models.UniqueConstraint("badge_id", condition=~Q(badge_id=""), name="a_badge_comes_of_one_canvas"),
            models.UniqueConstraint(
                "revises", condition=~Q(state="abandoned"), name="one_revision_of_a_canvas_at_a_time"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["network", "-changed_at"], name="canvas_of_network")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("canvases:detail", args=[self.public_id])

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def is_decided(self) -> bool:
        return self.state in self.DECIDED

    @property
    def path(self) -> list[tuple[str, str, bool]]:
        """The states from an idea to a badge, in order: each with its name and whether it is behind."""
        states = [state for state in self.State if state != self.State.ABANDONED]
        behind = states.index(self.State(self.state)) + (self.state == self.State.PUBLISHED)
        return [(state.value, state.label, place < behind) for place, state in enumerate(states)]


class OfField(Record):
    """Something that belongs to one field of a canvas."""

    canvas = models.ForeignKey(Canvas, models.PROTECT, related_name="%(class)ss")
    field = models.CharField(max_length=20, choices=FIELD_CHOICES)

    class Meta:
        abstract = True

    @property
    def about(self) -> Field:
        return FIELDS[self.field]


class Wording(OfField):
    """What a field said from some day on. The last one is what it says now.

    One may only be written on top of the one it was written against: the constraint lets a single person write
    number N + 1, whoever else was at it.
    """

    number = models.PositiveIntegerField()
    text = models.TextField()
    author = models.ForeignKey(Person, models.PROTECT, related_name="canvas_wordings")
    written_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["canvas", "field", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint("canvas", "field", "number", name="one_wording_per_number"),
            models.CheckConstraint(name="wordings_count_from_one", condition=Q(number__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.canvas}: {self.field} {self.number}"


class Comment(OfField):
    """A remark on a field, until it is settled."""

    may_end: ClassVar = {"settled_by", "settled_at"}

    text = models.TextField()
    author = models.ForeignKey(Person, models.PROTECT, related_name="canvas_comments")
    written_at = models.DateTimeField()
    settled_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["written_at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]


class Suggestion(OfField):
    """Another text for a field, written against wording `base` (0: none yet): accepted as a wording, or declined."""

    may_end: ClassVar = {"decided_by", "decided_at", "wording", "answer"}

    base = models.PositiveIntegerField()
    text = models.TextField()
    reason = models.CharField(max_length=500, blank=True)
    author = models.ForeignKey(Person, models.PROTECT, related_name="canvas_suggestions")
    written_at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    wording = models.OneToOneField(Wording, models.PROTECT, null=True, related_name="suggestion")
    answer = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering: ClassVar = ["written_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="suggestion_accepted_is_decided", condition=Q(wording=None) | Q(decided_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def is_accepted(self) -> bool:
        return self.wording_id is not None


class Attachment(Record):
    """A file that goes with the canvas: a photo, cleaned, or a PDF, only ever downloaded."""

    class Kind(models.TextChoices):
        PHOTO = "photo"
        PDF = "pdf"

    may_end: ClassVar = {"removed_by", "removed_at"}

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    canvas = models.ForeignKey(Canvas, models.PROTECT, related_name="attachments")
    kind = models.CharField(max_length=5, choices=Kind)
    name = models.CharField(max_length=120)
    file = models.CharField(max_length=200)
    size = models.PositiveIntegerField()
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    removed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["added_at", "pk"]

    def __str__(self) -> str:
        return self.name


class Version(Record):
    """All the texts of a canvas as they were put to consent: {field: text}."""

    canvas = models.ForeignKey(Canvas, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    texts = models.JSONField()
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["canvas", "number"]
        constraints: ClassVar = [models.UniqueConstraint("canvas", "number", name="version_number_once_per_canvas")]

    def __str__(self) -> str:
        return f"{self.canvas} ({self.number})"


class Round(Record):
    """A consent round: the network's structures say whether they can live with a version, until the deadline.

    The deadline is the first moment at which it is too late. `quorum` of the `voter_count` structures that may speak
    have to.
    """

    class Outcome(models.TextChoices):
        ADOPTED = "adopted", _("Adopté")
        NO_QUORUM = "no_quorum", _("Quorum manqué")
        OBJECTION = "objection", _("Objection ouverte")
        INTERRUPTED = "interrupted", _("Interrompu pour changer le texte")

    may_end: ClassVar = {"closed_at", "closed_by", "outcome", "note"}

    canvas = models.ForeignKey(Canvas, models.PROTECT, related_name="rounds")
    number = models.PositiveIntegerField()
    version = models.ForeignKey(Version, models.PROTECT, related_name="rounds")
    opened_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    deadline = models.DateTimeField()
    voter_count = models.PositiveIntegerField()
    quorum = models.PositiveIntegerField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering: ClassVar = ["canvas", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint("canvas", "number", name="round_number_once_per_canvas"),
            models.UniqueConstraint("canvas", condition=Q(closed_at=None), name="one_open_round_per_canvas"),
            models.UniqueConstraint("canvas", condition=Q(outcome="adopted"), name="a_canvas_is_adopted_once"),
            models.CheckConstraint(name="round_ends_after_it_opens", condition=Q(deadline__gt=F("opened_at"))),
            models.CheckConstraint(
                name="round_quorum_is_a_majority",
                condition=Q(quorum__lte=F("voter_count"), quorum__gt=F("voter_count") / 2),
            ),
            models.CheckConstraint(
                name="round_closed_with_an_outcome",
                condition=Q(closed_at=None, outcome="") | (Q(closed_at__isnull=False) & ~Q(outcome="")),
            ),
            models.CheckConstraint(
                name="round_not_concluded_before_its_deadline",
                condition=Q(closed_at=None) | Q(outcome="interrupted") | Q(closed_at__gte=F("deadline")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.canvas}, {self.number}"


class Voice(Record):
    """What a structure says in a round. A new one replaces the last; the one not replaced counts."""

    class Position(models.TextChoices):
        CONSENT = "consent", _("Consent")
        RESERVATION = "reservation", _("Consent avec une réserve")
        OBJECTION = "objection", _("Objecte")

    may_end: ClassVar = {"replaced_at"}

    round = models.ForeignKey(Round, models.PROTECT, related_name="voices")
    structure = models.ForeignKey(Structure, models.PROTECT, related_name="canvas_voices")
    position = models.CharField(max_length=12, choices=Position)
    reason = models.TextField(blank=True)
    proposal = models.TextField(blank=True)
    given_by = models.ForeignKey(Person, models.PROTECT, related_name="canvas_voices")
    given_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["given_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                "round", "structure", condition=Q(replaced_at=None), name="one_voice_per_structure_and_round"
            ),
            models.CheckConstraint(
                name="an_objection_has_a_reason_and_a_proposal",
                condition=~Q(position="objection") | (~Q(reason="") & ~Q(proposal="")),
            ),
            models.CheckConstraint(
                name="a_reservation_has_a_reason", condition=~Q(position="reservation") | ~Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.structure}: {self.get_position_display()}"


class Answer(Record):
    """How an objection that ended a round was met, said by who puts the changed text to the next one."""

    voice = models.OneToOneField(Voice, models.PROTECT, related_name="met_by")
    round = models.ForeignKey(Round, models.PROTECT, related_name="answers")
    text = models.TextField()

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(name="an_answer_says_something", condition=~Q(text=""))]

    def __str__(self) -> str:
        return self.text[:60]


class Drawing(Record):
    """An emblem of a network's own, cleaned: shapes in one ink, found by the digest of what they are.

    Canvases name it in their look; a revision, or another canvas of the network, may name it too.
    """

    network = models.ForeignKey(Network, models.PROTECT, related_name="drawings")
    digest = models.CharField(max_length=16)
    shapes = models.TextField()
    width = models.FloatField()
    height = models.FloatField()
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint("network", "digest", name="drawing_once_per_network")]

    def __str__(self) -> str:
        return self.digest
