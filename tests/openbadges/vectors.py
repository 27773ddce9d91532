"""The test vectors that the specifications print, and what it takes to make them again."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256, SHA384

from arouez.openbadges.keys import SigningKey

from .shelf import DATA

CREATED = datetime(2023, 2, 24, 23, 36, 38, tzinfo=UTC)
"""When most of the W3C's proofs were made."""

CITIZENSHIP = "https://w3id.org/citizenship/v4rc1"
"""The vocabulary of some of the W3C's credentials, which is none of ours."""


def text(name):
    return (DATA / "vectors" / name).read_text()


def vector(name):
    return json.loads(text(f"{name}.json"))


class DeterministicKey(SigningKey):
    """An ECDSA key that signs the same thing the same way each time, as whoever printed the vectors did (RFC 6979)."""

    def sign(self, message):
        digest, size = {"ES256": (SHA256(), 32), "ES384": (SHA384(), 48)}[self.algorithm]
        signature = self.secret.sign(message, ec.ECDSA(digest, deterministic_signing=True))
        return b"".join(number.to_bytes(size) for number in decode_dss_signature(signature))


def w3c_key(name):
    """The secret key of a curve: `p256` or `p384`."""
    return DeterministicKey.from_secret(vector(f"w3c-{name}KeyPair")["secretKeyMultibase"])
