"""An issuer in the words of Open Badges 2.0: its Profile and its keys, each at an address of its own."""

from __future__ import annotations

from dataclasses import replace
from email.utils import parseaddr

from django.conf import settings
from django.urls import reverse

from arouez.openbadges import ob2

from .models import Issuer, Organisation, SigningKey
from .profiles import issuer_profile


def issuer_url(issuer: Issuer) -> str:
    """The Issuer's `id`: 2.0 wants a web address, where the document of the DID is none."""
    return settings.BASE_URL + reverse("ob2-issuer", args=[issuer.public_id])


def key_url(key: SigningKey) -> str:
    """The CryptographicKey's `id`: the `creator` of signed assertions."""
    return settings.BASE_URL + reverse("ob2-key", args=[key.issuer.public_id, key.name])


def issuer_document(organisation: Organisation) -> dict:
    """The Issuer, with every key it signs or signed assertions with."""
    issuer = organisation.issuer
    profile = issuer_profile(organisation)
    keys = issuer.keys.filter(purpose=SigningKey.Purpose.TOKEN).order_by("pk")
    return ob2.compose_issuer(
        replace(profile, email=profile.email or _site_email()),
        id=issuer_url(issuer),
        public_keys=[key_url(key) for key in keys],
        revocation_list=settings.BASE_URL + reverse("ob2-revocations", args=[issuer.public_id]),
    )


def key_document(key: SigningKey) -> dict:
    """The CryptographicKey (publicKeyPem), owned by the Issuer."""
    return ob2.compose_key(key.public, id=key_url(key), owner=issuer_url(key.issuer))


def _site_email() -> str:
    """Who answers for an issuer that gives no address, since 2.0 requires one: the site's own."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
