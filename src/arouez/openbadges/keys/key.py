"""A key with its name: the verification method that others know it by (Controlled Identifiers 1.0 §2.2)."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from .. import multibase
from ..errors import InvalidKey
from .algorithms import ALGORITHMS, Algorithm, InvalidSignature, Public, Secret, algorithm_of

Json = dict[str, Any]


@dataclass(frozen=True)
class PublicKey:
    """A verification method: who checks a signature needs no more than this."""

    id: str
    controller: str
    material: Public

    @classmethod
    def from_multibase(cls, id: str, controller: str, text: str) -> PublicKey:
        """The key written as `publicKeyMultibase` (§2.2.2 "Multikey"). Raises InvalidKey."""
        data = _decode_multibase(text)
        for algorithm in ALGORITHMS.values():
            if algorithm.public_prefix and data.startswith(algorithm.public_prefix):
                try:
                    material = algorithm.read_public_bytes(data.removeprefix(algorithm.public_prefix))
                except ValueError as error:
                    raise InvalidKey(f"{id} is not a sound key: {error}.") from error
                return cls(id, controller, material)
        raise InvalidKey(f"{id} is not a Multikey of a kind that we read.")

    @classmethod
    def from_jwk(cls, id: str, controller: str, jwk: Json) -> PublicKey:
        """The key written as JWK (§2.2.3 "JsonWebKey", RFC 7517). Raises InvalidKey."""
        for algorithm in ALGORITHMS.values():
            try:
                material = algorithm.read_jwk(jwk)
            except ValueError as error:
                raise InvalidKey(f"{id} is not a sound key: {error}.") from error
            if material is not None:
                _check_purpose(id, jwk, algorithm.name)
                return cls(id, controller, material)
        raise InvalidKey(f"{id} is of a kind that we do not read: {jwk.get('kty')} {jwk.get('crv', '')}".strip() + ".")

    @cached_property
    def _kind(self) -> Algorithm:
        return algorithm_of(self.material)

    @property
    def algorithm(self) -> str:
        """The one JOSE algorithm that keys of its kind sign with: `EdDSA`, `ES256`, `ES384`, `RS256`."""
        return self._kind.name

    @property
    def multibase(self) -> str:
        """`z6Mk…`: the text of a Multikey. Raises ValueError for RSA, which has none."""
        return multibase.encode_base58btc(self._kind.public_prefix + self._kind.public_bytes(self.material))

    def verify(self, signature: bytes, message: bytes) -> bool:
        """Whether this key made `signature` over `message`."""
        try:
            self._kind.verify(self.material, signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True

    def jwk(self) -> Json:
        """The JWK, with nothing but the key (RFC 7517 §4)."""
        return self._kind.public_jwk(self.material)

    def to_json(self) -> Json:
        """The verification method: a Multikey, or a JsonWebKey for RSA."""
        if self._kind.public_prefix:
            return self._method("Multikey", publicKeyMultibase=self.multibase)
        return self._method("JsonWebKey", publicKeyJwk=self.jwk() | {"alg": self.algorithm})

    def _method(self, type: str, **material: Any) -> Json:
        return {"id": self.id, "type": type, "controller": self.controller} | material


@dataclass(frozen=True)
class SigningKey:
    """A secret key with the verification method that others know it by."""

    id: str
    controller: str
    secret: Secret = field(repr=False)

    @classmethod
    def generate(
        cls, controller: str | None = None, fragment: str | None = None, algorithm: str = "EdDSA"
    ) -> SigningKey:
        """A new key. Without a controller it is its own: a did:key, which RSA cannot be (InvalidKey).

        The fragment of its id is its multibase text unless another is given, as in `did:web:…#key-0`.
        """
        return cls._named(ALGORITHMS[algorithm].generate(), controller, fragment)

    @classmethod
    def from_secret(cls, multibase_text: str, controller: str | None = None) -> SigningKey:
        """The key whose `secretKeyMultibase` is given. Raises InvalidKey."""
        return cls._named(_read_multibase_secret(multibase_text), controller, None)

    @classmethod
    def from_json(cls, document: Json) -> SigningKey:
        """The key that `to_json` wrote. Raises InvalidKey, also if the public half is not this secret's."""
        try:
            secret = _SECRET_READERS[document["type"]](document)
            key = cls(document["id"], document["controller"], secret)
        except (KeyError, TypeError) as error:
            raise InvalidKey(f"The key file is not a key: {error} is missing or not what it should be.") from error
        written = key.public.to_json()
        if any(document.get(half, written.get(half)) != written.get(half) for half in _PUBLIC_HALVES):
            raise InvalidKey("The public and the secret half of the key file do not belong together.")
        return key

    @cached_property
    def _kind(self) -> Algorithm:
        return algorithm_of(self.secret)

    @property
    def algorithm(self) -> str:
        """As of its public half."""
        return self._kind.name

    @property
    def public(self) -> PublicKey:
        """The half to publish."""
        return PublicKey(self.id, self.controller, self.secret.public_key())

    def sign(self, message: bytes) -> bytes:
        """The signature, as a JWS and a Data Integrity proof both hold it: 64 bytes for Ed25519."""
        return self._kind.sign(self.secret, message)

    def to_json(self) -> Json:
        """The verification method, secret half included: keep it safe."""
        if not self._kind.secret_prefix:
            return self.public.to_json() | {"secretKeyJwk": self.public.jwk() | self._kind.secret_jwk(self.secret)}
        secret = multibase.encode_base58btc(self._kind.secret_prefix + self._kind.secret_bytes(self.secret))
        return self.public.to_json() | {"secretKeyMultibase": secret}

    @classmethod
    def _named(cls, secret: Secret, controller: str | None, fragment: str | None) -> SigningKey:
        if fragment is None:
            if not algorithm_of(secret).public_prefix:
                raise InvalidKey("A key of this kind has no text of its own; give a controller and a fragment.")
            fragment = PublicKey("", "", secret.public_key()).multibase
        controller = controller or f"did:key:{fragment}"
        return cls(f"{controller}#{fragment}", controller, secret)


_PUBLIC_HALVES = ("publicKeyMultibase", "publicKeyJwk")


def _read_multibase_secret(text: Any) -> Secret:
    data = _decode_multibase(text)
    for algorithm in ALGORITHMS.values():
        if algorithm.secret_prefix and data.startswith(algorithm.secret_prefix):
            try:
                return algorithm.read_secret_bytes(data.removeprefix(algorithm.secret_prefix))
            except ValueError as error:
                raise InvalidKey(f"The secret key is not sound: {error}.") from error
    raise InvalidKey("The key is not a secret Multikey of a kind that we read.")


def _read_jwk_secret(jwk: Json) -> Secret:
    try:
        kind = PublicKey.from_jwk("The key", "", {name: jwk[name] for name in jwk if name not in _SECRET_MEMBERS})
        return ALGORITHMS[kind.algorithm].read_secret_jwk(jwk)
    except ValueError as error:
        raise InvalidKey(f"The secret key is not sound: {error}.") from error


_SECRET_MEMBERS = ("d", "p", "q", "dp", "dq", "qi", "oth", "k")
_SECRET_READERS = {
    "Multikey": lambda document: _read_multibase_secret(document["secretKeyMultibase"]),
    "JsonWebKey": lambda document: _read_jwk_secret(document["secretKeyJwk"]),
}


def _check_purpose(id: str, jwk: Json, algorithm: str) -> None:
    """What a JWK says of its own use (RFC 7517 §4.2-4.4)."""
    if any(name in jwk for name in _SECRET_MEMBERS):
        raise InvalidKey(f"{id} publishes its secret half: anybody can sign with it.")
    operations = jwk.get("key_ops", ["verify"])
    if jwk.get("use", "sig") != "sig" or not isinstance(operations, list) or "verify" not in operations:
        raise InvalidKey(f"{id} is not meant for signatures.")
    if jwk.get("alg", algorithm) not in (algorithm, *(["Ed25519"] if algorithm == "EdDSA" else [])):
        raise InvalidKey(f"{id} is meant for {jwk.get('alg')}, which keys of its kind do not make here.")


def _decode_multibase(text: Any) -> bytes:
    try:
        return multibase.decode_base58btc(text)
    except (ValueError, AttributeError) as error:
        raise InvalidKey(f"The key is not multibase text: {error}.") from error
