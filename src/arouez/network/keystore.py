"""The issuers' signing keys: made, kept encrypted, rotated, and given out to sign with.

They are encrypted under AROUEZ_KEYS_SECRET, which is derived from nothing else and protects nothing else.
"""

from __future__ import annotations

import base64
import hashlib
import json
from datetime import datetime

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.db import transaction

from arouez.errors import DomainError
from arouez.openbadges import did, keys

from .models import Issuer, SigningKey

Purpose = SigningKey.Purpose

ALGORITHMS = {Purpose.PROOF: "EdDSA", Purpose.TOKEN: "RS256"}


def active_key(issuer: Issuer, purpose: Purpose, now: datetime) -> SigningKey:
    """The key that signs for `issuer` today; the first one is made when it is first asked for."""
    return SigningKey.objects.active(issuer, purpose).first() or _first_key(issuer, purpose, now)


@transaction.atomic
def rotate_key(issuer: Issuer, purpose: Purpose, now: datetime) -> SigningKey:
    """Retire the active key and make the next. What the old one signed still verifies."""
    _lock(issuer)
    SigningKey.objects.active(issuer, purpose).update(retired_at=now)
    return _create_key(issuer, purpose, now)


def unlock(key: SigningKey) -> keys.SigningKey:
    """The usable key. Raises DomainError `keys.locked` when AROUEZ_KEYS_SECRET is not the one it was kept under."""
    try:
        return keys.SigningKey.from_json(json.loads(_vault().decrypt(bytes(key.encrypted_secret))))
    except InvalidToken as error:
        raise DomainError(
            "keys.locked", "AROUEZ_KEYS_SECRET is not the secret these signing keys were encrypted under."
        ) from error


def lock_up(key: keys.SigningKey) -> bytes:
    """The key as it is kept: encrypted under AROUEZ_KEYS_SECRET."""
    return _vault().encrypt(json.dumps(key.to_json()).encode())


def did_document(issuer: Issuer) -> dict:
    """The issuer's DID document: every key it ever signed with, so that old credentials still verify.

    A retired key is listed as before: `expires` or `revoked` would forbid to rely on what it signed while it was
    active (Controlled Identifiers 1.0 §2.2).
    """
    public_keys = [key.public for key in issuer.keys.order_by("pk")]
    return did.did_document(issuer.did, public_keys, also_known_as=[issuer.url])


@transaction.atomic
def _first_key(issuer: Issuer, purpose: Purpose, now: datetime) -> SigningKey:
    _lock(issuer)
    return SigningKey.objects.active(issuer, purpose).first() or _create_key(issuer, purpose, now)


def _lock(issuer: Issuer) -> None:
    """Two hands that make a key for one issuer take turns."""
    Issuer.objects.select_for_update().get(pk=issuer.pk)


def _create_key(issuer: Issuer, purpose: Purpose, now: datetime) -> SigningKey:
    name = f"key-{issuer.keys.count()}"
    key = keys.SigningKey.generate(issuer.did, name, ALGORITHMS[purpose])
    return SigningKey.objects.create(
        issuer=issuer,
        purpose=purpose,
        name=name,
        public_jwk=key.public.jwk(),
        encrypted_secret=lock_up(key),
        created_at=now,
    )


def _vault() -> Fernet:
    # Fernet wants exactly 32 bytes; the operator's secret may be any text.
    digest = hashlib.sha256(settings.KEYS_SECRET.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))
