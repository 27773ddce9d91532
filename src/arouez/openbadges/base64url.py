"""base64url without padding, as JOSE writes octets and numbers (RFC 7515 §2, RFC 7518 §2)."""

from __future__ import annotations

import base64
import binascii
from typing import Any

_TO_BASE64 = bytes.maketrans(b"-_+/=", b"+/!!!")
"""The letters of base64; "!" is none, and stands for those that base64url does not have."""


def encode_octets(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def decode_octets(text: Any, size: int | None = None) -> bytes:
    """The bytes. Raises ValueError for padding, foreign letters, spare bits, or another `size` in bytes."""
    if not isinstance(text, str):
        raise ValueError("not base64url text")
    try:
        letters = text.encode("ascii").translate(_TO_BASE64) + b"=" * (-len(text) % 4)
        data = binascii.a2b_base64(letters, strict_mode=True)
    except ValueError as error:  # binascii.Error and UnicodeEncodeError are ValueErrors
        raise ValueError("not base64url text without padding") from error
    whole = len(data) // 3
    if encode_octets(data[3 * whole :]) != text[4 * whole :]:
        raise ValueError("base64url text that could be written in another way")
    if size is not None and len(data) != size:
        raise ValueError(f"{len(data)} bytes where {size} are needed")
    return data


def encode_number(number: int) -> str:
    """Base64urlUInt: big-endian, no leading zero bytes."""
    return encode_octets(number.to_bytes((number.bit_length() + 7) // 8 or 1))


def decode_number(text: Any) -> int:
    """The number. Raises ValueError."""
    return int.from_bytes(decode_octets(text))
