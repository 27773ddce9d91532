"""Every issuer's keys in one file, under a passphrase: to be kept apart from the database, and put back from it.

    {"arouez": "keys", "version": 1, "salt": …, "sealed": …}

`sealed` is Fernet's, under a key that scrypt (RFC 7914) makes of the passphrase and the salt.
"""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from django.db import transaction

from arouez.errors import DomainError
from arouez.openbadges import keys

from .keystore import lock_up, unlock
from .models import Issuer, SigningKey


@dataclass
class Restored:
    """How many keys were new here, and how many were here already."""

    new: int = 0
    known: int = 0


def export_keys(passphrase: str) -> str:
    """The file's text. Raises DomainError `keys.locked` if the keys cannot be read here."""
    salt = os.urandom(16)
    sealed = _vault(passphrase, salt).encrypt(json.dumps(list(_written())).encode())
    written = {"arouez": "keys", "version": 1, "salt": base64.b64encode(salt).decode(), "sealed": sealed.decode()}
    return json.dumps(written, indent=1) + "\n"


@transaction.atomic
def restore_keys(text: str, passphrase: str, now: datetime) -> Restored:
    """Put the file's keys back, encrypted under the AROUEZ_KEYS_SECRET of today. All of them or, if it fails, none.

    A key that is here keeps its place, active or retired. Raises DomainError for a file that cannot be read, another
    passphrase, and a key that differs from the one that is here by the same name.
    """
    restored = Restored()
    for entry in _read(text, passphrase):
        issuer, _created = Issuer.objects.get_or_create(public_id=entry["issuer"])
        if _restore(issuer, entry, now):
            restored.new += 1
        else:
            restored.known += 1
    return restored


def _restore(issuer: Issuer, entry: dict, now: datetime) -> bool:
    """Whether the key was new here."""
    secret = keys.SigningKey.from_json(entry["key"])
    name = secret.id.removeprefix(f"{issuer.did}#")
    if secret.controller != issuer.did or name == secret.id:
        raise DomainError("backup.other_site", f"{secret.id} is not a key of {issuer.did}: is AROUEZ_BASE_URL right?")
    known = issuer.keys.filter(name=name).first()
    if known:
        if known.public_jwk != secret.public.jwk():
            raise DomainError("backup.conflict", f"Another key is here by the name {secret.id}; nothing was restored.")
        known.encrypted_secret = lock_up(secret)
        known.save(update_fields=["encrypted_secret"])
        return False
    retired_at = entry["retired_at"] and datetime.fromisoformat(entry["retired_at"])
    if issuer.keys.filter(purpose=entry["purpose"], retired_at=None).exists():
        retired_at = retired_at or now  # another one took over since
    issuer.keys.create(
        purpose=entry["purpose"],
        name=name,
        public_jwk=secret.public.jwk(),
        encrypted_secret=lock_up(secret),
        created_at=datetime.fromisoformat(entry["created_at"]),
        retired_at=retired_at,
    )
    return True


def _written() -> Iterator[dict]:
    for key in SigningKey.objects.select_related("issuer").order_by("pk"):
        yield {
            "issuer": key.issuer.public_id,
            "purpose": key.purpose,
            "created_at": key.created_at.isoformat(),
            "retired_at": key.retired_at and key.retired_at.isoformat(),
            "key": unlock(key).to_json(),
        }


def _read(text: str, passphrase: str) -> list[dict]:
    try:
        file = json.loads(text)
        if (file["arouez"], file["version"]) != ("keys", 1):
            raise ValueError(file["version"])
        vault = _vault(passphrase, base64.b64decode(file["salt"], validate=True))
        sealed = file["sealed"].encode()
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise DomainError("backup.unreadable", "This file is not a backup of keys made by Arouez.") from error
    try:
        return json.loads(vault.decrypt(sealed))
    except InvalidToken as error:
        raise DomainError(
            "backup.passphrase", "The passphrase is not the one of this file, or the file was changed."
        ) from error


def _vault(passphrase: str, salt: bytes) -> Fernet:
    derived = Scrypt(salt=salt, length=32, n=2**17, r=8, p=1).derive(passphrase.encode())
    return Fernet(base64.urlsafe_b64encode(derived))
