"""The two kinds of `proofValue` of `ecdsa-sd-2023` (ECDSA Cryptosuites 1.0 §3.5): CBOR behind a header, in base64url."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .. import cbor
from ..base64url import decode_octets, encode_octets
from ..errors import ProofInvalid

_BASE, _DERIVED = b"\xd9\x5d\x00", b"\xd9\x5d\x01"
_SIGNATURE, _PUBLIC_KEY, _DIGEST = 64, 35, 32
"""Sizes in bytes. A P-256 Multikey is two bytes of prefix and the compressed point."""


@dataclass(frozen=True)
class BaseProof:
    """What the issuer gives the holder: the means to disclose any part of the document."""

    signature: bytes
    public_key: bytes
    hmac_key: bytes
    signatures: list[bytes]
    mandatory_pointers: list[str]

    @classmethod
    def parse(cls, text: Any) -> BaseProof:
        """§3.5.3 "parseBaseProofValue". Raises ProofInvalid."""
        match _components(text, _BASE, "base"):
            case [signature, public_key, hmac_key, list() as signatures, list() as pointers] if (
                _are_bytes([signature, *signatures], _SIGNATURE)
                and _are_bytes([public_key], _PUBLIC_KEY)
                and _are_bytes([hmac_key], _DIGEST)
                and all(isinstance(pointer, str) for pointer in pointers)
            ):
                return cls(signature, public_key, hmac_key, signatures, pointers)
        raise ProofInvalid("The base proof of ecdsa-sd-2023 is not made of what it should be.")

    def to_text(self) -> str:
        """§3.5.2 "serializeBaseProofValue"."""
        parts = [self.signature, self.public_key, self.hmac_key, self.signatures, self.mandatory_pointers]
        return f"u{encode_octets(_BASE + cbor.encode(parts))}"


@dataclass(frozen=True)
class DerivedProof:
    """What the holder shows: of each blank node `_:c14n<number>` the digest, and where mandatory statements are."""

    signature: bytes
    public_key: bytes
    signatures: list[bytes]
    digests: dict[int, bytes]
    mandatory: list[int]

    @classmethod
    def parse(cls, text: Any) -> DerivedProof:
        """§3.5.8 "parseDerivedProofValue". Raises ProofInvalid."""
        match _components(text, _DERIVED, "derived"):
            case [signature, public_key, list() as signatures, dict() as digests, list() as mandatory] if (
                _are_bytes([signature, *signatures], _SIGNATURE)
                and _are_bytes([public_key], _PUBLIC_KEY)
                and _are_bytes(list(digests.values()), _DIGEST)
                and all(isinstance(number, int) for number in [*digests, *mandatory])
            ):
                return cls(signature, public_key, signatures, digests, mandatory)
        raise ProofInvalid("The derived proof of ecdsa-sd-2023 is not made of what it should be.")

    def to_text(self) -> str:
        """§3.5.7 "serializeDerivedProofValue"."""
        parts = [self.signature, self.public_key, self.signatures, self.digests, self.mandatory]
        return f"u{encode_octets(_DERIVED + cbor.encode(parts))}"


def _components(text: Any, header: bytes, kind: str) -> Any:
    if not isinstance(text, str) or not text.startswith("u"):
        raise ProofInvalid("The proof has no `proofValue` in base64url multibase.")
    try:
        data = decode_octets(text[1:])
        if data.startswith(_BASE) and header == _DERIVED:
            raise ProofInvalid(
                "This is the base proof, meant for the holder alone: a verifier is shown a proof derived from it."
            )
        if not data.startswith(header):
            raise ProofInvalid(f"The proof does not begin as a {kind} proof of ecdsa-sd-2023.")
        return cbor.decode(data.removeprefix(header))
    except ValueError as error:
        raise ProofInvalid(f"The proof's value cannot be read: {error}.") from error


def _are_bytes(values: list[Any], size: int) -> bool:
    return all(isinstance(value, bytes) and len(value) == size for value in values)
