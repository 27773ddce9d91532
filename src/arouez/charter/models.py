"""The charter-label: a text drafted together, its versions, the signatures of structures, and the right that they give.

The label is not a row: it is a signature in force (`SignatureQuerySet.in_force_at`). Versions and signatures are
records; what ends them is written beside, with its day and its reason, so that any day in the past can be read again.
"""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from arouez.ids import new_public_id
from arouez.network.models import Network, Structure
from arouez.people.models import Person
from arouez.records import Record


class Wording(Record):
    """What the version to come was to say, from some day on. The last one is the draft.

    It is written on top of the one it was written against: the constraint lets a single person write number N + 1.
    """

    network = models.ForeignKey(Network, models.PROTECT, related_name="charter_wordings")
    prepares = models.PositiveIntegerField()
    """The number of the version to come."""
    number = models.PositiveIntegerField()
    text = models.TextField()
    author = models.ForeignKey(Person, models.PROTECT, related_name="charter_wordings")
    written_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["network", "prepares", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint("network", "prepares", "number", name="one_charter_wording_per_number"),
            models.CheckConstraint(name="charter_wordings_count_from_one", condition=Q(number__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.network}: {self.prepares}.{self.number}"


class Remark(Record):
    """Something said of a section of the draft, or of the whole (""), until it is settled."""

    may_end: ClassVar = {"settled_by", "settled_at"}

    network = models.ForeignKey(Network, models.PROTECT, related_name="charter_remarks")
    prepares = models.PositiveIntegerField()
    section = models.CharField(max_length=200, blank=True)
    """Its heading that day: a section may be renamed, what was said of it stays."""
    text = models.TextField()
    author = models.ForeignKey(Person, models.PROTECT, related_name="charter_remarks")
    written_at = models.DateTimeField()
    settled_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["written_at", "pk"]
        indexes: ClassVar = [models.Index(fields=["network", "prepares"], name="remarks_of_draft")]

    def __str__(self) -> str:
        return self.text[:60]


class CharterVersion(Record):
    """A text of the charter, as the coordination published it.

    `lapses_at` is set when the next version is published: the moment at which signatures of this one cease to be in
    force (midnight in Paris, some months later: the time that structures have to read the new text and sign it).
    """

    may_end: ClassVar = {"lapses_at", "lapse_told_at"}

    network = models.ForeignKey(Network, models.PROTECT, related_name="charter_versions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    """Markdown (CommonMark)."""
    text_sha256 = models.CharField(max_length=64)
    """Of `text` in UTF-8, in hexadecimal: what signatures are given to."""
    published_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    published_at = models.DateTimeField()
    lapses_at = models.DateTimeField(null=True)
    lapse_told_at = models.DateTimeField(null=True)
    """When those who had not signed the next one were told."""

    class Meta:
        ordering: ClassVar = ["network", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint("network", "number", name="charter_version_number_once"),
            models.UniqueConstraint(
                "network", condition=Q(lapses_at=None), name="one_latest_charter_version_per_network"
            ),
            models.CheckConstraint(
                name="charter_version_lapses_after_it_began",
                condition=Q(lapses_at=None) | Q(lapses_at__gt=F("published_at")),
            ),
        ]

    def __str__(self) -> str:
        return str(_("Charte-label, version %(number)s") % {"number": self.number})

    def get_absolute_url(self) -> str:
        return reverse("charter:version", args=[self.network.slug, self.number])


class SignatureQuerySet(models.QuerySet["Signature"]):
    def in_force_at(self, moment: datetime) -> SignatureQuerySet:
        """Those that give the label at `moment`: not withdrawn, of a version that has not lapsed, not suspended."""
        suspended = Suspension.objects.filter(
            Q(lifted_at=None) | Q(lifted_at__gt=moment),
            structure=OuterRef("structure"),
            network=OuterRef("version__network"),
            since__lte=moment,
        )
        return self.filter(
            Q(withdrawn_at=None) | Q(withdrawn_at__gt=moment),
            Q(version__lapses_at=None) | Q(version__lapses_at__gt=moment),
            ~Exists(suspended),
            signed_at__lte=moment,
        )


class Signature(Record):
    """A structure signed a version of the charter, by its representative, who confirmed it by a code sent by mail.

    Ends by `withdrawn_at` (the structure leaves, or is taken out, for a reason). A suspension and the lapse of its
    version do not end it: they keep it from being in force.
    """

    may_end: ClassVar = {"withdrawn_at", "withdrawn_by", "withdrawal_reason", "shows_name"}

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    version = models.ForeignKey(CharterVersion, models.PROTECT, related_name="signatures")
    structure = models.ForeignKey(Structure, models.PROTECT, related_name="charter_signatures")
    text_sha256 = models.CharField(max_length=64)
    representative_name = models.CharField(max_length=120)
    representative_role = models.CharField(max_length=120)
    """In the structure: « présidente »."""
    representative_email = models.EmailField()
    """Where the code was sent, and came back from."""
    shows_name = models.BooleanField(default=False)
    """The representative agreed that their name be public; they may take it back."""
    signed_by = models.ForeignKey(Person, models.PROTECT, related_name="charter_signatures")
    signed_at = models.DateTimeField()
    withdrawn_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawal_reason = models.TextField(blank=True)

    objects = SignatureQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-signed_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                "structure",
                "version",
                condition=Q(withdrawn_at=None),
                name="one_signature_per_structure_and_charter_version",
            ),
            models.CheckConstraint(
                name="a_withdrawal_has_an_author_and_a_reason",
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawal_reason="")
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawal_reason=""),
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["structure", "-signed_at"], name="signature_of_structure")]

    def __str__(self) -> str:
        return f"{self.structure} – {self.version}"

    def get_absolute_url(self) -> str:
        return reverse("charter:signature", args=[self.version.network.slug, self.public_id])


class SigningRequest(models.Model):
    """A manager asked to sign: the code sent to the representative is to be typed before it is too late.

    The code itself is nowhere (`signing.code_of`). A new request replaces the last; the signature removes it.
    """

    version = models.ForeignKey(CharterVersion, models.CASCADE, related_name="+")
    structure = models.ForeignKey(Structure, models.CASCADE, related_name="+")
    representative_name = models.CharField(max_length=120)
    representative_role = models.CharField(max_length=120)
    representative_email = models.EmailField()
    shows_name = models.BooleanField(default=False)
    asked_by = models.ForeignKey(Person, models.CASCADE, related_name="+")
    asked_at = models.DateTimeField()
    nonce = models.CharField(max_length=32)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("structure", "version", name="one_signing_request_per_structure_and_version")
        ]

    def __str__(self) -> str:
        return f"{self.structure} – {self.version}"


class Suspension(Record):
    """The coordination holds back a structure's label for a reason, until it lifts that."""

    may_end: ClassVar = {"lifted_at", "lifted_by"}

    network = models.ForeignKey(Network, models.PROTECT, related_name="suspensions")
    structure = models.ForeignKey(Structure, models.PROTECT, related_name="suspensions")
    reason = models.TextField()
    since = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering: ClassVar = ["-since", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                "network", "structure", condition=Q(lifted_at=None), name="one_suspension_per_structure_and_network"
            ),
            models.CheckConstraint(name="a_suspension_has_a_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.structure}: {self.reason}"
