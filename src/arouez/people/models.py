"""A person: an identity of their own, to which e-mail addresses are attached."""

from __future__ import annotations

from typing import Any, ClassVar

from allauth.account.models import EmailAddress
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from arouez.ids import new_public_id


class PersonManager(BaseUserManager["Person"]):
    def create_user(self, name: str = "", **fields: Any) -> Person:
        """A person without a password: the only way in is a code sent to one of their addresses."""
        person = self.model(name=name, **fields)
        person.set_unusable_password()
        person.save(using=self._db)
        return person

    def with_address(self, email: str) -> Person | None:
        """Who has proved that `email` is theirs, or was announced under it and has never signed in."""
        addresses = EmailAddress.objects.filter(email__iexact=email.strip()).select_related("user")
        for address in sorted(addresses, key=lambda address: not address.verified):
            if address.verified or address.user.last_login is None:
                return address.user
        return None


class Person(AbstractBaseUser):
    """Someone the network knows. Their addresses (several, or none) are allauth's `EmailAddress` rows."""

    class Language(models.TextChoices):
        FRENCH = "fr", _("Français")
        ENGLISH = "en", _("English")

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    name = models.CharField(_("Nom affiché"), max_length=120, blank=True)
    language = models.CharField(_("Langue"), max_length=5, choices=Language, default=Language.FRENCH)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=timezone.now, editable=False)

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "public_id"

    def __str__(self) -> str:
        return self.name or str(_("Personne sans nom"))

    @property
    def email(self) -> str:
        """The address mail goes to: the primary one, or any, or "" when the person has none."""
        address = self.emailaddress_set.order_by("-primary", "-verified", "pk").first()
        return address.email if address else ""

    def verified_emails(self) -> list[str]:
        """The addresses the person has proved to be theirs, in lower case."""
        return [a.email.lower() for a in self.emailaddress_set.all() if a.verified]
