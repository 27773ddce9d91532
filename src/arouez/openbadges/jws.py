"""JSON Web Signature, compact serialization (RFC 7515 §7.1): header, payload, signature, base64url between dots."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

from .base64url import decode_octets, encode_octets
from .errors import JwsMalformed
from .keys import ALGORITHMS, PublicKey, SigningKey
from .strict_json import parse_object

Json = dict[str, Any]

_compact_json = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False).encode

_COMPACT = re.compile(r"[\w-]+\.[\w-]+\.[\w-]*", re.ASCII)


def is_compact(text: str) -> bool:
    """Whether text looks like a compact JWS; promises nothing about what is in it."""
    return _COMPACT.fullmatch(text) is not None


@dataclass(frozen=True)
class Jws:
    """A signed text taken apart, not yet verified."""

    header: Json
    payload: bytes
    signature: bytes
    signing_input: bytes

    @classmethod
    def parse(cls, text: str) -> Jws:
        """Raises JwsMalformed, and Malformed for a header that is not strict JSON."""
        signing_input, _, signature = text.rpartition(".")
        header, _, payload = signing_input.partition(".")
        try:
            parts = [decode_octets(part) for part in (header, payload, signature)]
        except ValueError as error:
            raise JwsMalformed(f"This is not a compact JWS: {error}.") from error
        return cls(parse_object(parts[0]), parts[1], parts[2], signing_input.encode())

    @property
    def algorithm(self) -> str | None:
        """The kind of key that the header speaks of; None if we have none such, as for `none` and `HS256`."""
        name = self.header.get("alg")
        if name == "Ed25519":  # RFC 9864 calls EdDSA by the name of its curve
            return "EdDSA"
        return name if isinstance(name, str) and name in ALGORITHMS else None

    def is_signed_by(self, key: PublicKey) -> bool:
        """Whether `key` made the signature, by the algorithm of keys of its kind: the header has no say in it."""
        return self.algorithm == key.algorithm and key.verify(self.signature, self.signing_input)


def sign_compact(payload: bytes, header: Json, key: SigningKey) -> str:
    """`payload` signed by `key`, whose algorithm is written into `header`."""
    protected = _compact_json({"alg": key.algorithm} | header)
    signing_input = f"{encode_octets(protected.encode())}.{encode_octets(payload)}"
    return f"{signing_input}.{encode_octets(key.sign(signing_input.encode()))}"
