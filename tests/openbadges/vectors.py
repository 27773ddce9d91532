"""The test vectors that the specifications print, and what it takes to make them again."""

from __future__ import annotations

import json
from datetime import UTC, datetime

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


def w3c_key(name):
    """The secret key of a curve: `p256` or `p384`."""
    return SigningKey.from_secret(vector(f"w3c-{name}KeyPair")["secretKeyMultibase"])
