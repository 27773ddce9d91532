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


def create_key(issuer: Issuer, now: datetime) -> SigningKey:
    """A new active key for `issuer`, which must have none."""
    fragment = f"key-{issuer.keys.count()}"
    key = keys.SigningKey.generate(controller=issuer.did, fragment=fragment)
    return SigningKey.objects.create(
        issuer=issuer,
        fragment=fragment,
        public_multibase=key.public.multibase,
        encrypted_secret=_vault().encrypt(json.dumps(key.to_json()).encode()),
        created_at=now,
    )


@transaction.atomic
def rotate_key(issuer: Issuer, now: datetime) -> SigningKey:
    """Retire the active key and make the next. What the old one signed still verifies."""
    issuer.keys.filter(retired_at=None).update(retired_at=now)
    return create_key(issuer, now)


def unlock(key: SigningKey) -> keys.SigningKey:
    """The usable key. Raises DomainError `keys.locked` when AROUEZ_KEYS_SECRET is not the one it was made under."""
    try:
        return keys.SigningKey.from_json(json.loads(_vault().decrypt(bytes(key.encrypted_secret))))
    except InvalidToken as error:
        raise DomainError(
            "keys.locked", "AROUEZ_KEYS_SECRET is not the secret these signing keys were encrypted under."
        ) from error


def did_document(issuer: Issuer) -> dict:
    """The issuer's DID document: every key it ever signed with, so that old credentials still verify."""
    public_keys = [
        keys.PublicKey.from_multibase(f"{issuer.did}#{key.fragment}", issuer.did, key.public_multibase)
        for key in issuer.keys.order_by("pk")
    ]
    return did.did_document(issuer.did, public_keys, also_known_as=[issuer.url])


def _vault() -> Fernet:
    # Fernet wants exactly 32 bytes; the operator's secret may be any text.
    digest = hashlib.sha256(settings.KEYS_SECRET.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))
