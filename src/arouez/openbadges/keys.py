"""Signing keys: Ed25519, written as Multikey (Controlled Identifiers 1.0 §2.2.2)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from . import multibase
from .errors import InvalidKey


@dataclass(frozen=True)
class PublicKey:
    """A verification method: who checks a signature needs no more than this."""

    id: str
    controller: str
    multibase: str

    def verify(self, signature: bytes, message: bytes) -> bool:
        """Whether this key made `signature` over `message`."""
        raw = decode_key(self.multibase, multibase.ED25519_PUBLIC)
        try:
            Ed25519PublicKey.from_public_bytes(raw).verify(signature, message)
        except InvalidSignature:
            return False
        return True

    def to_json(self) -> dict[str, str]:
        """`{"id", "type": "Multikey", "controller", "publicKeyMultibase"}`."""
        return {
            "id": self.id,
            "type": "Multikey",
            "controller": self.controller,
            "publicKeyMultibase": self.multibase,
        }

    def check(self) -> None:
        """Raise InvalidKey unless this is an Ed25519 Multikey."""
        decode_key(self.multibase, multibase.ED25519_PUBLIC)


@dataclass(frozen=True)
class SigningKey:
    """A secret key with the verification method that others know it by."""

    id: str
    controller: str
    secret: Ed25519PrivateKey = field(repr=False)

    @classmethod
    def generate(cls, controller: str | None = None, fragment: str | None = None) -> SigningKey:
        """A new key. Without a controller it is its own: a did:key.

        The fragment of its id is its multibase text unless another is given, as in `did:web:…#key-0`.
        """
        return cls._named(Ed25519PrivateKey.generate(), controller, fragment)

    @classmethod
    def from_secret(cls, multibase_text: str, controller: str | None = None) -> SigningKey:
        """The key whose `secretKeyMultibase` is given. Raises InvalidKey."""
        return cls._named(_secret_key(multibase_text), controller, None)

    @classmethod
    def from_json(cls, document: dict[str, Any]) -> SigningKey:
        """The key that `to_json` wrote. Raises InvalidKey, also if the public half is not this secret's."""
        try:
            key = cls(document["id"], document["controller"], _secret_key(document["secretKeyMultibase"]))
        except (KeyError, TypeError) as error:
            raise InvalidKey(f"The key file has no {error}.") from error
        if document.get("type") != "Multikey":
            raise InvalidKey("The key file is not of type Multikey.")
        if document.get("publicKeyMultibase", key.public.multibase) != key.public.multibase:
            raise InvalidKey("The public and the secret half of the key file do not belong together.")
        return key

    @property
    def public(self) -> PublicKey:
        """The half to publish."""
        return PublicKey(self.id, self.controller, public_multibase(self.secret))

    def sign(self, message: bytes) -> bytes:
        """The 64 bytes of an Ed25519 signature (RFC 8032)."""
        return self.secret.sign(message)

    def to_json(self) -> dict[str, str]:
        """The Multikey, secret half included: keep it safe."""
        secret = multibase.ED25519_SECRET + self.secret.private_bytes_raw()
        return self.public.to_json() | {"secretKeyMultibase": multibase.encode_base58btc(secret)}

    @classmethod
    def _named(cls, secret: Ed25519PrivateKey, controller: str | None, fragment: str | None) -> SigningKey:
        text = public_multibase(secret)
        controller = controller or f"did:key:{text}"
        return cls(f"{controller}#{fragment or text}", controller, secret)


def public_multibase(secret: Ed25519PrivateKey) -> str:
    """`z6Mk…`: the public half of a secret key."""
    raw = secret.public_key().public_bytes_raw()
    return multibase.encode_base58btc(multibase.ED25519_PUBLIC + raw)


def decode_key(text: str, prefix: bytes) -> bytes:
    """The 32 bytes of an Ed25519 key behind its multicodec prefix. Raises InvalidKey."""
    try:
        data = multibase.decode_base58btc(text)
    except (ValueError, AttributeError) as error:
        raise InvalidKey(f"The key is not multibase text: {error}.") from error
    if not data.startswith(prefix) or len(data) != 34:
        raise InvalidKey("The key is not an Ed25519 Multikey of the expected kind.")
    return data[2:]


def _secret_key(text: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(decode_key(text, multibase.ED25519_SECRET))
