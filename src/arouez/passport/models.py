"""A person's passport: the awards they hold, what they show of them, and the badges they brought from elsewhere."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from arouez.badges.models import Award
from arouez.ids import new_public_id
from arouez.people.models import Person
from arouez.verification.facts import KINDS, host_of


class EntryQuerySet(models.QuerySet["Entry"]):
    def shared(self) -> EntryQuerySet:
        return self.exclude(shared_at=None)

    def of(self, person: Person) -> EntryQuerySet:
        """The person's entries with all that their passport shows, newest first."""
        return (
            self.filter(person=person)
            .select_related(
                "award__achievement__network",
                "award__achievement__structure",
                "award__structure",
                "award__revocation",
            )
            .defer("award__document")
            .order_by("-award__awarded_at", "-pk")
        )


class Entry(models.Model):
    """An award in a passport. Private until `shared_at` is set, and again when it is cleared."""

    award = models.OneToOneField(Award, models.PROTECT, related_name="entry")
    person = models.ForeignKey(Person, models.PROTECT, related_name="entries")
    added_at = models.DateTimeField(default=timezone.now)
    shared_at = models.DateTimeField(null=True, blank=True)
    show_name = models.BooleanField(default=False)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "entries"
        indexes: ClassVar = [models.Index(fields=["person", "-added_at"], name="entry_of_person")]

    def __str__(self) -> str:
        return f"{self.person}: {self.award.achievement}"

    @property
    def is_shared(self) -> bool:
        return self.shared_at is not None


class ImportedBadge(models.Model):
    """A badge issued elsewhere, that a person brought. Never an award: nothing in the network follows from it.

    `document` is the credential as it came: JSON, a compact JWS, or an address that an old picture carried. The other
    facts are what the last verification read in it, cleaned. `equality` is the same for two copies of one credential.
    """

    class State(models.TextChoices):
        VALID = "valid", _("Valable")
        EXPIRED = "expired", _("Expiré")
        REVOKED = "revoked", _("Révoqué")
        UNSURE = "unsure", _("À vérifier")
        INVALID = "invalid", _("Non valable")

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="imported_badges")
    added_at = models.DateTimeField()
    source = models.CharField(max_length=400)  # a file's name, or an address
    document = models.TextField()
    equality = models.CharField(max_length=64)
    has_picture = models.BooleanField(default=False)

    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=200, blank=True)
    description = models.TextField(blank=True)
    criteria = models.TextField(blank=True)
    criteria_url = models.TextField(blank=True)
    issuer_id = models.TextField(blank=True)
    issuer_name = models.CharField(max_length=200, blank=True)
    issued_at = models.DateTimeField(null=True, blank=True)  # of this version
    awarded_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    names_an_email = models.BooleanField(default=False)

    state = models.CharField(max_length=10, choices=State)
    verified_at = models.DateTimeField()
    verdict_text = models.TextField()  # as text: PostgreSQL's JSON refuses what a hostile badge may hold
    is_being_verified = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["-added_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint("person", "equality", name="imported_once"),
        ]
        indexes: ClassVar = [models.Index(fields=["person", "-added_at"], name="imported_of_person")]

    def __str__(self) -> str:
        return self.name or str(_("Badge sans titre"))

    def get_absolute_url(self) -> str:
        return reverse("imported:detail", args=[self.public_id])

    @property
    def issuer_host(self) -> str:
        """The host or the DID of the issuer: always shown beside the name, which anyone can take."""
        return host_of(self.issuer_id)

    @property
    def generation(self) -> str:
        return KINDS.get(self.kind, "")

    @property
    def verdict(self) -> dict[str, Any]:
        return json.loads(self.verdict_text)

    @property
    def state_now(self) -> ImportedBadge.State:
        """The state at the last verification, and what time has done since."""
        return self.state_at(timezone.now())

    def state_at(self, moment: datetime) -> ImportedBadge.State:
        if self.state == self.State.VALID and self.expires_at and self.expires_at <= moment:
            return self.State.EXPIRED
        return self.State(self.state)


class ImportedFile(models.Model):
    """A badge's file as it came, byte for byte, and its picture redrawn as a PNG that is safe to show.

    Apart from `ImportedBadge`, so that nobody loads a picture to read a title.
    """

    badge = models.OneToOneField(ImportedBadge, models.CASCADE, primary_key=True, related_name="file")
    data = models.BinaryField()
    png = models.BinaryField(default=bytes)

    def __str__(self) -> str:
        return str(self.badge)


class Import(models.Model):
    """What a person gave at once: a file or an address, and what came of it. Kept a day."""

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="imports")
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person", "-started_at"], name="import_of_person")]

    def __str__(self) -> str:
        return self.public_id

    def get_absolute_url(self) -> str:
        return reverse("imported:import", args=[self.public_id])


class ImportLine(models.Model):
    """One badge of an import: its file, until it is judged; then the outcome."""

    class Outcome(models.TextChoices):
        ADDED = "added", _("Ajouté à votre passeport.")
        UNSURE = "unsure", _("Ajouté, à vérifier : l’émetteur ne répond pas pour l’instant.")
        REPLACED = "replaced", _("Mis à jour : c’est une version plus récente d’un badge de votre passeport.")
        KNOWN = "known", _("Déjà dans votre passeport.")
        OURS = "ours", _("Ce badge vient d’ici : il est dans votre passeport, parmi ceux du réseau.")
        OURS_ELSEWHERE = (
            "ours_elsewhere",
            _(
                "Ce badge vient d’ici, mais il a été envoyé à une autre adresse e-mail. Si elle est à vous, "
                "ajoutez-la à votre compte : le badge viendra de lui-même dans votre passeport."
            ),
        )
        OURS_TAKEN = "ours_taken", _("Ce badge vient d’ici, et il est dans le passeport d’une autre personne.")
        OURS_UNKNOWN = (
            "ours_unknown",
            _("Ce badge dit venir d’ici, mais nous ne l’avons pas émis : il n’est pas ajouté."),
        )
        SOMEONE_ELSE = (
            "someone_else",
            _(
                "Ce badge a été remis à une autre adresse e-mail que les vôtres. Si elle est à vous, ajoutez-la à votre "
                "compte, puis recommencez."
            ),
        )
        REFUSED = "refused", _("Ce badge n’est pas valable : il n’est pas ajouté.")
        NOT_A_BADGE = "not_a_badge", _("Ce document ne reconnaît rien à une personne : ce n’est pas un badge à garder.")
        UNREADABLE = "unreadable", _("Ce fichier ne peut pas être lu.")
        FULL = "full", _("Votre passeport a atteint le nombre de badges d’ailleurs qu’il peut garder.")
        TOO_LARGE = "too_large", _("Ce fichier dépasse 5 Mo : un badge est bien plus léger.")
        TOO_MANY = (
            "too_many",
            _("Il y a plus de 100 badges : la suite est laissée de côté. Ajoutez-la en une autre fois."),
        )
        NESTED = "nested", _("C’est une archive dans une archive : ajoutez-la à part.")
        LOCKED = "locked", _("Ce fichier est protégé par un mot de passe : enregistrez-le sans, puis recommencez.")
        BLOATED = "bloated", _("Ce fichier enfle de façon anormale en s’ouvrant : il est laissé de côté.")
        DAMAGED = "damaged", _("Ce fichier est abîmé. Téléchargez-le de nouveau.")
        EMPTY = "empty", _("Aucun badge là-dedans.")

    run = models.ForeignKey(Import, models.CASCADE, related_name="lines")
    number = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=400)
    data = models.BinaryField(default=bytes)
    outcome = models.CharField(max_length=20, blank=True)  # an Outcome; its sentences are no matter for a migration
    code = models.CharField(max_length=60, blank=True)  # of the error, when nothing could be judged
    verdict_text = models.TextField(blank=True)
    badge = models.ForeignKey(ImportedBadge, models.SET_NULL, null=True, blank=True, related_name="+")
    award = models.ForeignKey(Award, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["number"]

    def __str__(self) -> str:
        return self.source

    @property
    def sentence(self) -> str:
        return str(self.Outcome(self.outcome).label) if self.outcome else ""

    @property
    def verdict(self) -> dict[str, Any] | None:
        return json.loads(self.verdict_text) if self.verdict_text else None
