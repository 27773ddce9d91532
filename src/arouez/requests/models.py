"""Asking for a badge: what a person shows for each criterion, what is said about it, what came of it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from arouez.badges.models import Achievement, Award
from arouez.ids import new_public_id
from arouez.network.models import Structure
from arouez.people.models import Person


class BadgeRequest(models.Model):
    """Someone asks a structure for a badge. Between them and its team: nobody else reads it."""

    class State(models.TextChoices):
        ASKED = "asked", _("Déposée")
        TALKING = "talking", _("En échange")
        ACCEPTED = "accepted", _("Acceptée")
        DECLINED = "declined", _("Déclinée")
        WITHDRAWN = "withdrawn", _("Retirée")

    OPEN = (State.ASKED, State.TALKING)

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    achievement = models.ForeignKey(Achievement, models.PROTECT, related_name="requests")
    structure = models.ForeignKey(Structure, models.CASCADE, related_name="requests")
    person = models.ForeignKey(Person, models.CASCADE, related_name="badge_requests")
    email = models.EmailField()
    """Which of the person's addresses the badge goes to."""
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=State, default=State.ASKED)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    award = models.OneToOneField(Award, models.PROTECT, null=True, related_name="request")

    class Meta:
        ordering: ClassVar = ["-asked_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                "person", "achievement", "structure",
                condition=Q(state__in=("asked", "talking")), name="a_badge_is_asked_once_at_a_time",
            ),
            models.CheckConstraint(
                name="an_accepted_request_has_its_award",
                condition=Q(state="accepted", award__isnull=False) | (~Q(state="accepted") & Q(award=None)),
            ),
        ]  # fmt: skip
        indexes: ClassVar = [models.Index(fields=["structure", "state", "asked_at"], name="request_queue")]

    def __str__(self) -> str:
        return f"{self.person}: {self.achievement}"

    def get_absolute_url(self) -> str:
        return reverse("requests:mine", args=[self.public_id])

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN


class Proof(models.Model):
    """What the person says and shows for one criterion: whether they do it, in words, by a link, by a photo."""

    request = models.ForeignKey(BadgeRequest, models.CASCADE, related_name="proofs")
    criterion = models.PositiveSmallIntegerField()
    """Its place in `Achievement.criteria`."""
    does_it = models.BooleanField(default=False)
    text = models.TextField(blank=True)
    url = models.URLField(max_length=500, blank=True)
    photo = models.CharField(max_length=100, blank=True)
    """A file of the storage, cleaned."""

    class Meta:
        ordering: ClassVar = ["criterion"]
        constraints: ClassVar = [models.UniqueConstraint("request", "criterion", name="one_proof_per_criterion")]

    def __str__(self) -> str:
        return f"{self.request} ({self.criterion})"


class Remark(models.Model):
    """One sentence of the exchange."""

    request = models.ForeignKey(BadgeRequest, models.CASCADE, related_name="remarks")
    author = models.ForeignKey(Person, models.CASCADE, related_name="+")
    text = models.TextField()
    written_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["written_at", "pk"]

    def __str__(self) -> str:
        return self.text
