"""The network, its structures, who belongs to them, and the issuers that sign in their name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, ClassVar
from urllib.parse import urlsplit

from django.conf import settings
from django.core.validators import BaseValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from arouez.errors import FrozenError
from arouez.ids import new_public_id, new_secret_code
from arouez.openbadges import did
from arouez.openbadges.keys import PublicKey
from arouez.people.models import Person
from arouez.records import Record


class Issuer(models.Model):
    """An issuer Profile (OB 3.0): what signs. A network and a structure each have one.

    Its DID and its addresses carry `public_id` and never change, whatever becomes of the names.
    """

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)

    def __str__(self) -> str:
        return self.did

    def get_absolute_url(self) -> str:
        return reverse("issuers:profile", args=[self.public_id])

    @property
    def url(self) -> str:
        return settings.BASE_URL + self.get_absolute_url()

    @property
    def did(self) -> str:
        """did:web (https://w3c-ccg.github.io/did-method-web/) of `url`."""
        return did.did_web(self.url)

    @property
    def host(self) -> str:
        return urlsplit(self.url).netloc


class SigningKeyQuerySet(models.QuerySet["SigningKey"]):
    def active(self, issuer: Issuer, purpose: str) -> SigningKeyQuerySet:
        """The one that signs today. For proofs, each issuer has one from the start."""
        return self.filter(issuer=issuer, purpose=purpose, retired_at=None)


class SigningKey(models.Model):
    """An issuer's key: public half as JWK, secret half encrypted at rest. One of each purpose is active.

    A retired key signs nothing more, and stays in the DID document so that what it signed still verifies.
    """

    class Purpose(models.TextChoices):
        """What is signed with it: readers of tokens want RSA, proofs are short and fast with Ed25519."""

        PROOF = "proof"
        TOKEN = "token"  # noqa: S105

    issuer = models.ForeignKey(Issuer, models.PROTECT, related_name="keys")
    purpose = models.CharField(max_length=10, choices=Purpose, default=Purpose.PROOF)
    name = models.CharField(max_length=40)
    public_jwk = models.JSONField()
    encrypted_secret = models.BinaryField()
    created_at = models.DateTimeField(default=timezone.now)
    retired_at = models.DateTimeField(null=True, blank=True)

    objects = SigningKeyQuerySet.as_manager()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("issuer", "name", name="key_name_once_per_issuer"),
            models.UniqueConstraint(
                "issuer", "purpose", condition=models.Q(retired_at=None), name="one_active_key_per_issuer_and_purpose"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.issuer}#{self.name}"

    @property
    def url(self) -> str:
        """Where its JWK is, for ever: the `kid` of the tokens it signs (OB 3.0 §8.2.1).

        Beside the issuer's DID document and, as that one, always by https.
        """
        return did.did_web_url(self.issuer.did).removesuffix("did.json") + f"keys/{self.name}"

    @property
    def public(self) -> PublicKey:
        """The verification method that it is in the DID document."""
        return PublicKey.from_jwk(f"{self.issuer.did}#{self.name}", self.issuer.did, self.public_jwk)


def _within(degrees: float) -> list[BaseValidator]:
    return [MinValueValidator(-degrees), MaxValueValidator(degrees)]


class Organisation(models.Model):
    """What a network and a structure have in common: a name, a face and an issuer."""

    issuer = models.OneToOneField(Issuer, models.PROTECT, editable=False)
    slug = models.SlugField(unique=True, max_length=60)
    name = models.CharField(_("Nom"), max_length=120)
    tagline = models.CharField(_("En une phrase"), max_length=200, blank=True)
    url = models.URLField(_("Site web"), blank=True)
    email = models.EmailField(_("Adresse de contact"), blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class Network(Organisation):
    """A territory's group of structures with common badges."""

    class Accent(models.TextChoices):
        """The network's one accent colour, by name; the values are design tokens."""

        OCEAN = "ocean", _("Océan")
        SEAWEED = "seaweed", _("Goémon")
        HEATHER = "heather", _("Bruyère")
        GORSE = "gorse", _("Ajonc")

    accent = models.CharField(_("Couleur"), max_length=20, choices=Accent, default=Accent.OCEAN)
    host = models.CharField(_("Nom d’hôte"), max_length=100, blank=True)
    """Under which this site shows this network first, if it has one of its own: "badges.fab-brest.example"."""
    palette = models.JSONField(_("Couleurs des badges"), default=list, blank=True)
    """The tinctures that its badges may have, by name (`artwork.hatching.TINCTURES`); none said: all of them."""
    structures = models.ManyToManyField("Structure", related_name="networks", blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("host", condition=~models.Q(host=""), name="one_network_per_host")
        ]

    def get_absolute_url(self) -> str:
        return reverse("networks:front", args=[self.slug])


class Structure(Organisation):
    """A fablab, association, school or library: it issues badges in its own name."""

    class Kind(models.TextChoices):
        FABLAB = "fablab", _("Fablab")
        ASSOCIATION = "association", _("Association")
        LIBRARY = "library", _("Médiathèque")
        MAKERSPACE = "makerspace", _("Makerspace")
        COMMUNITY_CENTRE = "community_centre", _("Centre social")
        SCHOOL = "school", _("École")

    kind = models.CharField(_("Type"), max_length=20, choices=Kind, default=Kind.FABLAB)
    place = models.CharField(_("Lieu"), max_length=200, blank=True)
    """The district and the town, in a few words."""
    description = models.TextField(_("Ce que l’on y fait"), max_length=2000, blank=True)
    address = models.CharField(_("Adresse"), max_length=200, blank=True)
    latitude = models.FloatField(_("Latitude"), null=True, blank=True, validators=_within(90))
    """Degrees north; with `longitude`, degrees east, the place on the map (WGS 84)."""
    longitude = models.FloatField(_("Longitude"), null=True, blank=True, validators=_within(180))
    hours = models.TextField(_("Horaires d’ouverture"), max_length=600, blank=True)
    """Lines as people write them: openings of workshops follow no rule that a table would hold."""
    phone = models.CharField(_("Téléphone"), max_length=30, blank=True)
    photo = models.CharField(max_length=100, blank=True, editable=False)
    """Where the photo is kept, and below the logo: redrawn, without what the camera wrote in them."""
    photo_words = models.CharField(_("Ce que montre la photo"), max_length=200, blank=True)
    logo = models.CharField(max_length=100, blank=True, editable=False)
    members = models.ManyToManyField(Person, through="Membership", related_name="structures")

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="a_place_has_both_coordinates",
                violation_error_message=_("Un lieu sur la carte a une latitude et une longitude."),
                condition=models.Q(latitude=None, longitude=None)
                | models.Q(latitude__isnull=False, longitude__isnull=False)
                & models.Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("structures:detail", args=[self.slug])


class PersonalProfile(models.Model):
    """Who signs when a person stands by something in their own name: made when they first do.

    It says the name they last agreed to and nothing else, and stays as long as what it signed is to verify.
    """

    url = email = tagline = ""

    person = models.OneToOneField(Person, models.PROTECT, related_name="profile")
    issuer = models.OneToOneField(Issuer, models.PROTECT, related_name="personal", editable=False)
    name = models.CharField(max_length=120)

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A person's role in a structure. Each role may do what the ones before it may."""

    class Role(models.TextChoices):
        READER = "reader", _("Lecture : voit les badges attribués")
        FACILITATOR = "facilitator", _("Animation : attribue des badges")
        MANAGER = "manager", _("Responsable : attribue, retire, gère l’équipe")

    person = models.ForeignKey(Person, models.CASCADE, related_name="memberships")
    structure = models.ForeignKey(Structure, models.CASCADE, related_name="memberships")
    role = models.CharField(_("Rôle"), max_length=20, choices=Role, default=Role.READER)
    since = models.DateTimeField(default=timezone.now, editable=False)
    public_words = models.CharField(_("Ce que vous y faites"), max_length=100, blank=True)
    """What the structure's public page says beside the person's name; empty: the person does not appear there."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint("person", "structure", name="one_role_per_person_and_structure")
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.structure}"

    @property
    def may_award(self) -> bool:
        return self.role in (self.Role.FACILITATOR, self.Role.MANAGER)

    @property
    def may_manage(self) -> bool:
        return self.role == self.Role.MANAGER


class Coordinator(models.Model):
    """Someone who runs a network: its structures and its common badges."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="coordinations")
    network = models.ForeignKey(Network, models.CASCADE, related_name="coordinators")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint("person", "network", name="coordinator_once_per_network")]

    def __str__(self) -> str:
        return f"{self.person} – {self.network}"


class Invitation(models.Model):
    """Someone is asked into a team, a coordination or a network, and answers by the link in a letter, which holds `code`.

    The first three kinds are for whoever proves that `email` is theirs; JOINING is for the managers of `structure`.
    """

    class Kind(models.TextChoices):
        TEAM = "team", _("Entrer dans l’équipe")
        COORDINATION = "coordination", _("Coordonner le réseau")
        FOUNDING = "founding", _("Faire entrer une nouvelle structure")
        JOINING = "joining", _("Rejoindre le réseau")

    class State(models.TextChoices):
        WAITING = "waiting", _("En attente")
        ACCEPTED = "accepted", _("Acceptée")
        DECLINED = "declined", _("Déclinée")
        CANCELLED = "cancelled", _("Annulée")

    code = models.CharField(max_length=26, unique=True, default=new_secret_code, editable=False)
    kind = models.CharField(max_length=20, choices=Kind)
    state = models.CharField(max_length=20, choices=State, default=State.WAITING)
    network = models.ForeignKey(Network, models.CASCADE, null=True, related_name="invitations")
    structure = models.ForeignKey(Structure, models.CASCADE, null=True, related_name="invitations")
    email = models.EmailField(blank=True)
    name = models.CharField(max_length=120, blank=True)
    role = models.CharField(max_length=20, choices=Membership.Role, blank=True)
    by = models.ForeignKey(Person, models.CASCADE, related_name="+")
    """Who invited, or sent it again last: they must still be entitled to when it is accepted."""
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                name="an_invitation_leads_somewhere",
                condition=models.Q(kind="team", network=None, structure__isnull=False)
                | models.Q(kind__in=("coordination", "founding"), network__isnull=False, structure=None)
                | models.Q(kind="joining", network__isnull=False, structure__isnull=False),
            ),
            models.UniqueConstraint(
                "structure", "email", condition=models.Q(kind="team", state="waiting"), name="asked_once_into_a_team"
            ),
            models.UniqueConstraint(
                "network", "kind", "email",
                condition=models.Q(kind__in=("coordination", "founding"), state="waiting"),
                name="asked_once_into_a_network",
            ),
            models.UniqueConstraint(
                "network", "structure",
                condition=models.Q(kind="joining", state="waiting"),
                name="structure_asked_once_into_a_network",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_kind_display()} – {self.to}"

    def get_absolute_url(self) -> str:
        return reverse("invitations:invitation", args=[self.code])

    @property
    def inviter(self) -> Network | Structure:
        """In whose name it was written."""
        return self.network or self.structure

    @property
    def to(self) -> str:
        return self.structure.name if self.kind == self.Kind.JOINING else self.name or self.email

    def is_open(self, now: datetime) -> bool:
        return self.state == self.State.WAITING and now < self.expires_at


class EntryQuerySet(models.QuerySet["Entry"]):
    def update(self, **changes: Any) -> int:
        raise FrozenError("The journal is only added to.")

    def delete(self) -> tuple[int, dict[str, int]]:
        raise FrozenError("The journal is only added to.")


class Entry(Record):
    """A line of a network's journal: who did which act of governance, and when. Nobody's name: the clock did it.

    `about` and `page` are the name that day, and the address in the site, of what the act was about. Only ever added:
    a guard in the database refuses to change or delete a line, whoever asks.
    """

    acts: ClassVar[dict[str, str | Promise]] = {}
    """How each act is called; and, below, how each `detail` is said. Rooms add their own (`journal.name_acts`)."""
    details: ClassVar[dict[str, Callable[[Any], str | Promise]]] = {}

    network = models.ForeignKey(Network, models.PROTECT, related_name="journal")
    at = models.DateTimeField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    act = models.CharField(max_length=40)
    about = models.CharField(max_length=200)
    page = models.CharField(max_length=200)
    detail = models.JSONField(default=dict)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["at", "pk"]
        indexes: ClassVar = [
            models.Index(fields=["network", "-at"], name="journal_of_network"),
            models.Index(fields=["page", "at"], name="journal_of_page"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.act} {self.about}"

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise FrozenError("The journal is only added to.")

    @property
    def act_name(self) -> str:
        return str(self.acts.get(self.act, self.act))

    @property
    def words(self) -> list[str]:
        """What the line tells of the act: which round, which structure, what it said, for which reason."""
        return [str(self.details.get(name, str)(value)) for name, value in self.detail.items()]
