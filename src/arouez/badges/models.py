"""Badges (achievements), awards of them, and what happens to an award afterwards.

An `Achievement` is frozen once published and an `Award` once made: what changes later (delivery, revocation)
are rows of their own beside it.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from arouez.charter.models import Signature
from arouez.days import last_day_of
from arouez.errors import FrozenError
from arouez.ids import new_public_id, new_secret_code
from arouez.network.models import Issuer, Network, SigningKey, Structure
from arouez.network.profiles import Speaker, organisation_of
from arouez.people.models import Person
from arouez.records import Record


class AchievementQuerySet(models.QuerySet["Achievement"]):
    def published(self) -> AchievementQuerySet:
        return self.exclude(published_at=None)

    def awardable_by(self, structure: Structure) -> AchievementQuerySet:
        """Published and not retired: the structure's own, and those of the networks it belongs to."""
        return (
            self.published()
            .filter(retired_at=None, is_label=False)
            .filter(Q(structure=structure) | Q(network__structures=structure))
            .distinct()
        )


class Achievement(models.Model):
    """A badge: what is recognised and on which criteria (OB 3.0 Achievement, BadgeClass in 2.0).

    A row is one version. Its creator is a network or a structure; who issues it is another matter.

    `criteria` is a list of {"text": str, "safety": bool}; a safety criterion (★) is ticked on its own before
    each award. `alignments` is a list of {"name", "url", "framework", "code"}.
    """

    class Family(models.TextChoices):
        DISCOVERY = "discovery", _("Découverte")
        SKILL = "skill", _("Savoir-faire")
        ENGAGEMENT = "engagement", _("Engagement")
        PROJECT = "project", _("Projet")
        TRANSMISSION = "transmission", _("Transmission")

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    creator = models.ForeignKey(Issuer, models.PROTECT, related_name="achievements")
    network = models.ForeignKey(Network, models.PROTECT, null=True, blank=True, related_name="achievements")
    structure = models.ForeignKey(Structure, models.PROTECT, null=True, blank=True, related_name="achievements")

    name = models.CharField(_("Titre"), max_length=120)
    tagline = models.CharField(_("En une phrase"), max_length=200)
    description = models.TextField(_("Ce qu’il reconnaît"))
    limits = models.TextField(_("Ce qu’il ne prouve pas"), blank=True)
    family = models.CharField(_("Famille"), max_length=20, choices=Family, default=Family.SKILL)
    criteria = models.JSONField(_("Critères"), default=list)
    expected_evidence = models.TextField(_("Preuves attendues"), blank=True)
    validity_months = models.PositiveSmallIntegerField(_("Durée de validité, en mois"), null=True, blank=True)
    tags = models.JSONField(_("Mots-clés"), default=list, blank=True)
    alignments = models.JSONField(_("Référentiels"), default=list, blank=True)
    is_label = models.BooleanField(default=False, editable=False)
    """Whether it says that a structure has the network's charter-label: awarded by the network itself, to nobody else."""
    language = models.CharField(_("Langue"), max_length=5, default="fr")

    created_at = models.DateTimeField(default=timezone.now, editable=False)
    published_at = models.DateTimeField(null=True, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = AchievementQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="achievement_has_one_creator",
                condition=Q(network=None, structure__isnull=False) | Q(network__isnull=False, structure=None),
            ),
            models.CheckConstraint(
                name="a_label_is_of_a_network", condition=Q(is_label=False) | Q(network__isnull=False)
            ),
            models.UniqueConstraint(
                "network", condition=Q(is_label=True, retired_at=None), name="one_label_per_network"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        ends_only = set(kwargs.get("update_fields") or ["*"]) <= {"published_at", "retired_at"}
        if self.pk and not ends_only and type(self).objects.published().filter(pk=self.pk).exists():
            raise FrozenError("A published badge does not change; revise it.")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("achievements:detail", args=[self.public_id])

    @property
    def url(self) -> str:
        """The achievement's `id`: permanent."""
        return settings.BASE_URL + self.get_absolute_url()

    @property
    def image_url(self) -> str:
        """The picture's permanent address, as PNG: what every wallet can show."""
        return settings.BASE_URL + reverse("achievements:png", args=[self.public_id])

    @property
    def owner(self) -> Network | Structure:
        """Who created it, by name."""
        return self.network or self.structure

    @property
    def safety_criteria(self) -> list[int]:
        """The places in `criteria` of the safety ones."""
        return [place for place, criterion in enumerate(self.criteria) if criterion["safety"]]


class Picture(models.Model):
    """What a badge looks like: always a PNG, and the SVG it was drawn from when there is one.

    Apart from `Achievement`, so that nobody loads a picture to read a title.
    """

    achievement = models.OneToOneField(Achievement, models.CASCADE, primary_key=True, related_name="picture")
    svg = models.TextField(blank=True)
    png = models.BinaryField()

    def __str__(self) -> str:
        return str(self.achievement)


class MandateQuerySet(models.QuerySet["Mandate"]):
    def running_at(self, moment: datetime) -> MandateQuerySet:
        """Begun, and neither over nor withdrawn at `moment`."""
        return self.filter(
            Q(ends_at=None) | Q(ends_at__gt=moment),
            Q(withdrawn_at=None) | Q(withdrawn_at__gt=moment),
            starts_at__lte=moment,
        )


class Mandate(Record):
    """A structure names a person who may award a badge of its network in its name, from a day on, until another or not."""

    may_end: ClassVar = {"withdrawn_at", "withdrawn_by"}

    structure = models.ForeignKey(Structure, models.PROTECT, related_name="mandates")
    achievement = models.ForeignKey(Achievement, models.PROTECT, related_name="mandates")
    person = models.ForeignKey(Person, models.PROTECT, related_name="mandates")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    """Midnight at the end of its last day."""
    named_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    named_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    objects = MandateQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["starts_at", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                name="mandate_ends_after_it_starts", condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at"))
            ),
            models.CheckConstraint(
                name="mandate_withdrawn_by_someone",
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["structure", "achievement", "person"], name="mandate_of_person")]

    def __str__(self) -> str:
        return f"{self.person}: {self.achievement} ({self.structure})"

    @property
    def last_day(self) -> date | None:
        return last_day_of(self.ends_at) if self.ends_at else None

    def is_running_at(self, moment: datetime) -> bool:
        ends = [end for end in (self.ends_at, self.withdrawn_at) if end]
        return self.starts_at <= moment and all(moment < end for end in ends)


class LocalCriteria(Record):
    """What a structure asks besides, before it awards a badge of its network: its own machine, its own welcome.

    The last row of a structure and badge is what it asks today. It adds to the criteria of the badge and takes none away.
    """

    structure = models.ForeignKey(Structure, models.PROTECT, related_name="local_criteria")
    achievement = models.ForeignKey(Achievement, models.PROTECT, related_name="local_criteria")
    criteria = models.JSONField(default=list)
    """As `Achievement.criteria`."""
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-written_at", "-pk"]
        indexes: ClassVar = [models.Index(fields=["structure", "achievement"], name="local_criteria_of_badge")]

    def __str__(self) -> str:
        return f"{self.achievement} ({self.structure})"


class StatusList(models.Model):
    """A bitstring status list of one issuer (W3C Bitstring Status List 1.0, purpose "revocation").

    Indices are handed out in a scattered order, so that an index does not tell when its award was made.
    `document` is the signed list as served.
    """

    LENGTH = 131_072  # the standard's minimum, so that one bit hides in a crowd

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    issuer = models.ForeignKey(Issuer, models.PROTECT, related_name="status_lists")
    used = models.PositiveIntegerField(default=0)
    stride = models.PositiveIntegerField()  # odd, so that it walks over every index of a power of two
    document = models.TextField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(name="status_list_not_overfull", condition=Q(used__lte=131_072)),
        ]

    def __str__(self) -> str:
        return self.public_id

    @property
    def url(self) -> str:
        return settings.BASE_URL + reverse("status-list", args=[self.public_id])


class AwardQuerySet(models.QuerySet["Award"]):
    def valid_at(self, moment: datetime) -> AwardQuerySet:
        """Neither revoked nor expired at `moment`."""
        return self.filter(revocation=None).filter(Q(valid_until=None) | Q(valid_until__gt=moment))

    def of_structure(self, structure: Structure) -> AwardQuerySet:
        return self.filter(structure=structure)

    def with_everything(self) -> AwardQuerySet:
        """All that a page about awards shows, in one query."""
        return self.select_related(
            "achievement__network",
            "achievement__structure",
            "structure__issuer",
            "network__issuer",
            "signature__version__network",
            "awarded_by",
            "revocation",
            "delivery",
        ).defer("document")


class Award(models.Model):
    """One badge given to one person on one day, and the signed OpenBadgeCredential that says so.

    A structure gives it; a network gives nothing but its label, to structures (`organisation`). Never edited. `recipient_email` is where it was sent; the credential holds only its salted hash.
    `claim_code` opens it without an account for whoever received the mail.
    `evidence` is a list of {"kind": "text" | "link" | "photo", "text", "url", "file"}.
    """

    public_id = models.CharField(max_length=16, unique=True, editable=False)
    achievement = models.ForeignKey(Achievement, models.PROTECT, related_name="awards")
    structure = models.ForeignKey(Structure, models.PROTECT, null=True, related_name="awards")
    network = models.ForeignKey(Network, models.PROTECT, null=True, related_name="awards")
    awarded_by = models.ForeignKey(Person, models.PROTECT, related_name="awards_given")
    awarded_at = models.DateTimeField()
    valid_until = models.DateTimeField(null=True, blank=True)

    recipient_name = models.CharField(max_length=120, blank=True)
    recipient_email = models.EmailField(blank=True)
    organisation = models.ForeignKey(
        Structure, models.PROTECT, null=True, blank=True, related_name="awards_received", editable=False
    )
    """The structure that was awarded, if it was no person: its credential says so by name."""
    criteria_seen = models.JSONField(default=list)
    local_criteria = models.JSONField(default=list)
    """Those of the structure's own that were seen, as `LocalCriteria.criteria`."""
    evidence = models.JSONField(default=list)

    signature = models.ForeignKey(Signature, models.PROTECT, null=True, related_name="awards")
    """The structure's signature of the charter, and below its mandate, that gave the right to award a badge of its network."""
    mandate = models.ForeignKey(Mandate, models.PROTECT, null=True, related_name="awards")

    status_list = models.ForeignKey(StatusList, models.PROTECT, related_name="awards")
    status_index = models.PositiveIntegerField()
    key = models.ForeignKey(SigningKey, models.PROTECT, related_name="awards")
    document = models.TextField()
    claim_code = models.CharField(max_length=26, unique=True, default=new_secret_code, editable=False)

    objects = AwardQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-awarded_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint("status_list", "status_index", name="one_award_per_status_index"),
            models.CheckConstraint(
                name="award_has_one_awarder",
                condition=Q(network=None, structure__isnull=False)
                | Q(network__isnull=False, structure=None, organisation__isnull=False),
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["structure", "-awarded_at"], name="award_of_structure"),
            models.Index(fields=["recipient_email", "achievement"], name="award_of_recipient"),
            models.Index(fields=["achievement", "-awarded_at"], name="award_of_achievement"),
        ]

    def __str__(self) -> str:
        return f"{self.achievement} – {self.recipient_name or self.recipient_email}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise FrozenError("An award is never edited: revoke it, or award anew.")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("credentials:public", args=[self.public_id])

    @property
    def url(self) -> str:
        """The credential's `id`: permanent."""
        return settings.BASE_URL + self.get_absolute_url()

    @property
    def awarder(self) -> Network | Structure:
        """Who gives it: the issuer of its credential, by name."""
        return self.structure or self.network

    def is_expired_at(self, moment: datetime) -> bool:
        return self.valid_until is not None and self.valid_until <= moment

    @property
    def is_revoked(self) -> bool:
        return hasattr(self, "revocation")

    @property
    def state(self) -> str:
        """ "revoked", "expired" or "valid", now."""
        if self.is_revoked:
            return "revoked"
        return "expired" if self.is_expired_at(timezone.now()) else "valid"


class AwardForm(models.Model):
    """An award signed in another form than its own document: for readers who know no other."""

    class Form(models.TextChoices):
        """By the ending of its file."""

        JWT = "jwt"  # OB 3.0 as a VC-JWT
        OB2 = "ob2.jws"  # a signed assertion of OB 2.0

    award = models.ForeignKey(Award, models.CASCADE, related_name="forms")
    form = models.CharField(max_length=10, choices=Form)
    key = models.ForeignKey(SigningKey, models.PROTECT, related_name="award_forms")
    document = models.TextField()
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("award", "form", name="award_form_once"),
        ]

    def __str__(self) -> str:
        return f"{self.award} ({self.form})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise FrozenError("A signed form is never edited.")
        super().save(*args, **kwargs)


class EndorsementQuerySet(models.QuerySet["Endorsement"]):
    def standing(self) -> EndorsementQuerySet:
        """Not withdrawn."""
        return self.filter(withdrawn_at=None)

    def shown(self) -> EndorsementQuerySet:
        """Standing, and not left out by who is spoken of."""
        return self.standing().filter(hidden_at=None)


class Endorsement(models.Model):
    """A structure, a network or a person stands by somebody else's badge, issuer or award, in one sentence.

    `document` is the signed EndorsementCredential (OB 3.0). Never edited; withdrawn, and then revoked in the status
    list. The one that a network makes of its structures comes with the charter-label (`label`).
    """

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    endorser = models.ForeignKey(Issuer, models.PROTECT, related_name="endorsements_made")
    achievement = models.ForeignKey(Achievement, models.PROTECT, null=True, related_name="endorsements")
    issuer = models.ForeignKey(Issuer, models.PROTECT, null=True, related_name="endorsements")
    award = models.ForeignKey(Award, models.PROTECT, null=True, related_name="endorsements")
    comment = models.CharField(max_length=300)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="endorsements_made")
    made_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="endorsements_withdrawn")
    withdrawn_at = models.DateTimeField(null=True)
    hidden_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    hidden_at = models.DateTimeField(null=True)
    """Since when whoever is spoken of leaves a person's word out of their page and of badges to come."""

    status_list = models.ForeignKey(StatusList, models.PROTECT, related_name="endorsements")
    status_index = models.PositiveIntegerField()
    key = models.ForeignKey(SigningKey, models.PROTECT, related_name="endorsements")
    document = models.TextField()

    objects = EndorsementQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["made_at", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint("status_list", "status_index", name="one_endorsement_per_status_index"),
            models.CheckConstraint(
                name="endorsement_of_one_thing",
                condition=Q(achievement__isnull=False, issuer=None, award=None)
                | Q(achievement=None, issuer__isnull=False, award=None)
                | Q(achievement=None, issuer=None, award__isnull=False),
            ),
            *(
                models.UniqueConstraint(
                    "endorser", thing, condition=Q(withdrawn_at=None), name=f"one_standing_endorsement_of_{thing}"
                )
                for thing in ("achievement", "issuer", "award")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.endorser}: {self.comment}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        ends = {"withdrawn_at", "withdrawn_by", "hidden_at", "hidden_by"}
        if not self._state.adding and not set(kwargs.get("update_fields") or ["*"]) <= ends:
            raise FrozenError("An endorsement is never edited: withdraw it, or make another.")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse("endorsement", args=[self.public_id])

    @property
    def by(self) -> Speaker:
        """Whose word it is."""
        return organisation_of(self.endorser)

    @property
    def thing(self) -> Achievement | Issuer | Award:
        """What is endorsed."""
        return self.achievement or self.issuer or self.award

    @property
    def url(self) -> str:
        """The credential's `id`: permanent."""
        return settings.BASE_URL + self.get_absolute_url()


class Revocation(models.Model):
    """The end of an award, with its reason. Nobody's name: the clock did it."""

    award = models.OneToOneField(Award, models.PROTECT, related_name="revocation")
    reason = models.TextField(_("Raison"))
    revoked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="revocations")
    revoked_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.award}: {self.reason}"


class Delivery(models.Model):
    """The mail that announces an award, or its revocation. No row yet means not tried yet."""

    class State(models.TextChoices):
        RETRYING = "retrying", _("nouvel essai prévu")
        SENT = "sent", _("envoyé")
        OPENED = "opened", _("ouvert")
        FAILED = "failed", _("en échec")

    award = models.OneToOneField(Award, models.CASCADE, related_name="delivery")
    state = models.CharField(max_length=10, choices=State, default=State.RETRYING)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.award}: {self.get_state_display()}"


class Batch(models.Model):
    """A list of people who get the same badge, awarded line by line in the background."""

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    achievement = models.ForeignKey(Achievement, models.PROTECT, related_name="batches")
    structure = models.ForeignKey(Structure, models.PROTECT, related_name="batches")
    awarded_by = models.ForeignKey(Person, models.PROTECT, related_name="batches")
    awarded_at = models.DateTimeField()
    criteria_seen = models.JSONField(default=list)
    local_seen = models.JSONField(default=list)
    evidence = models.JSONField(default=list)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-awarded_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.achievement} – {self.structure}"


class BatchLine(models.Model):
    """One line of a batch: waiting, awarded (`award`) or refused (`refusal`, a sentence)."""

    batch = models.ForeignKey(Batch, models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField()
    award = models.OneToOneField(Award, models.PROTECT, null=True, blank=True, related_name="batch_line")
    refusal = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["number"]
        constraints: ClassVar = [
            models.UniqueConstraint("batch", "number", name="line_number_once_per_batch"),
            models.UniqueConstraint("batch", "email", name="email_once_per_batch"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.email}"
