"""Workshops: what a structure teaches, when, who came, and what was seen of each."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from arouez.badges.models import Achievement, Award
from arouez.ids import new_door_code, new_public_id, new_slip_code
from arouez.network.models import Structure
from arouez.people.models import Person


class Workshop(models.Model):
    """What a structure teaches, and the badges that may come of it. Its sessions say when."""

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    structure = models.ForeignKey(Structure, models.CASCADE, related_name="workshops")
    title = models.CharField(_("Titre"), max_length=120)
    words = models.TextField(_("En quelques mots"), blank=True, max_length=2000)
    achievements = models.ManyToManyField(Achievement, verbose_name=_("Badges en jeu"), related_name="workshops")
    created_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return self.title


class SessionQuerySet(models.QuerySet["Session"]):
    def with_places(self) -> SessionQuerySet:
        """With how many are on the list (`taken`), and what a page says of the workshop."""
        taken = Count("participations", filter=Q(participations__cancelled_at=None))
        return self.select_related("workshop__structure").annotate(taken=taken)

    def to_come(self, now: datetime) -> SessionQuerySet:
        """Neither over, closed nor cancelled, the next first."""
        return self.filter(closed_at=None, cancelled_at=None, ends_at__gt=now).order_by("starts_at", "pk")

    def past(self, now: datetime) -> SessionQuerySet:
        """Over, closed or cancelled, the last first."""
        ended = Q(closed_at__isnull=False) | Q(cancelled_at__isnull=False) | Q(ends_at__lte=now)
        return self.filter(ended).order_by("-starts_at", "-pk")


class Session(models.Model):
    """One time that a workshop is held. `code` is on the wall: whoever scans or types it is there."""

    class State(models.TextChoices):
        PLANNED = "planned", _("Prévue")
        OPEN = "open", _("Ouverte")
        OVER = "over", _("À clore")
        CLOSED = "closed", _("Close")
        CANCELLED = "cancelled", _("Annulée")

    DOORS_OPEN = timedelta(hours=1)
    """Before it starts: from then on who scans the code has come, and not only signed up."""
    DOORS_CLOSE = timedelta(hours=12)
    """After it ends: until then the code still opens, for those who stay to finish."""

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    workshop = models.ForeignKey(Workshop, models.CASCADE, related_name="sessions")
    code = models.CharField(max_length=8, unique=True, default=new_door_code, editable=False)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.CharField(_("Lieu"), max_length=200, blank=True)
    seats = models.PositiveSmallIntegerField(_("Places"), null=True, blank=True)
    closed_at = models.DateTimeField(null=True, editable=False)
    cancelled_at = models.DateTimeField(null=True, editable=False)
    cancelled_because = models.CharField(max_length=300, blank=True, editable=False)

    objects = SessionQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_session_ends_after_it_starts", condition=Q(ends_at__gt=models.F("starts_at"))
            ),
            models.CheckConstraint(
                name="a_session_is_closed_or_cancelled", condition=Q(closed_at=None) | Q(cancelled_at=None)
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["starts_at"], name="session_by_day")]

    def __str__(self) -> str:
        return f"{self.workshop} – {timezone.localtime(self.starts_at):%d/%m/%Y %H:%M}"

    def get_absolute_url(self) -> str:
        return reverse("workshops:session", args=[self.public_id])

    @property
    def structure(self) -> Structure:
        return self.workshop.structure

    @property
    def door(self) -> str:
        """The address that the poster and the screen show."""
        return settings.BASE_URL + reverse("door", args=[self.code])

    @property
    def spoken_code(self) -> str:
        """In capitals and groups of four, for the wall."""
        return f"{self.code[:4]}-{self.code[4:]}".upper()

    @property
    def where(self) -> str:
        """Its own place, or else the structure's."""
        return self.place or self.structure.address or self.structure.name

    def state_at(self, moment: datetime) -> Session.State:
        if self.cancelled_at:
            return self.State.CANCELLED
        if self.closed_at:
            return self.State.CLOSED
        if moment < self.starts_at - self.DOORS_OPEN:
            return self.State.PLANNED
        return self.State.OPEN if moment < self.ends_at + self.DOORS_CLOSE else self.State.OVER

    @property
    def state(self) -> Session.State:
        """Now."""
        return self.state_at(timezone.now())


class Participation(models.Model):
    """Someone on the list of a session: a name, and an address if they have one.

    `code` is theirs: it opens their page, on their phone or from a slip of paper. `person` once they claimed it.
    """

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    session = models.ForeignKey(Session, models.CASCADE, related_name="participations")
    code = models.CharField(max_length=12, unique=True, default=new_slip_code, editable=False)
    name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="participations")
    joined_at = models.DateTimeField()
    is_present = models.BooleanField(null=True)
    """None until somebody knows: signed up, and not seen yet."""
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["joined_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint("session", "email", condition=~Q(email=""), name="an_address_is_once_on_the_list"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("place", args=[self.code])

    @property
    def spoken_code(self) -> str:
        return "-".join(self.code[start : start + 4] for start in (0, 4, 8)).upper()


class Assessment(models.Model):
    """What was seen of someone for one badge, until it is awarded. As in `Award`: places of criteria, and local texts."""

    participation = models.ForeignKey(Participation, models.CASCADE, related_name="assessments")
    achievement = models.ForeignKey(Achievement, models.CASCADE, related_name="+")
    criteria_seen = models.JSONField(default=list)
    local_seen = models.JSONField(default=list)
    award = models.OneToOneField(Award, models.PROTECT, null=True, related_name="assessment")
    changed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("participation", "achievement", name="a_badge_is_assessed_once_a_session"),
        ]

    def __str__(self) -> str:
        return f"{self.participation}: {self.achievement}"

    def missing(self, local: list[dict[str, Any]] | None = None) -> list[str]:
        """What was not seen yet, in words; `local` is what the structure asks besides."""
        criteria = enumerate(self.achievement.criteria)
        own = [criterion["text"] for place, criterion in criteria if place not in self.criteria_seen]
        return own + [criterion["text"] for criterion in local or [] if criterion["text"] not in self.local_seen]
