"""base64url without padding, as JOSE writes octets and numbers (RFC 7515 §2, RFC 7518 §2)."""

from __future__ import annotations

import binascii
from typing import Any

_FROM_BASE64 = bytes.maketrans(b"+/", b"-_")
_TO_BASE64 = bytes.maketrans(b"-_+/=", b"+/!!!")
"""The letters of base64; "!" is none, and stands for those that base64url does not have."""

_LAST_LETTERS = (None, "", "AQgw", "AEIMQUYcgkosw048")
"""What a text may end in, by how many letters it has past a multiple of four: those whose spare bits are zero."""


def encode_octets(data: bytes) -> str:
    return binascii.b2a_base64(data, newline=False).translate(_FROM_BASE64, b"=").decode("ascii")


def decode_octets(text: Any, size: int | None = None) -> bytes:
    """The bytes. Raises ValueError for padding, foreign letters, spare bits, or another `size` in bytes."""
    if not isinstance(text, str):
        raise ValueError("not base64url text")
    last_letters = _LAST_LETTERS[len(text) % 4]
    if last_letters is not None and text[-1] not in last_letters:
        raise ValueError("base64url text that is cut off, or could be written in another way")
    try:
        data = binascii.a2b_base64(text.encode("ascii").translate(_TO_BASE64) + b"==")
    except ValueError as error:  # binascii.Error and UnicodeEncodeError are ValueErrors
        raise ValueError("not base64url text without padding") from error
    if len(data) != len(text) * 3 // 4:  # a2b_base64 leaves out what is no letter
        raise ValueError("not base64url text without padding")
    if size is not None and len(data) != size:
        raise ValueError(f"{len(data)} bytes where {size} are needed")
    return data


def encode_number(number: int) -> str:
    """Base64urlUInt: big-endian, no leading zero bytes."""
    return encode_octets(number.to_bytes((number.bit_length() + 7) // 8 or 1))


def decode_number(text: Any) -> int:
    """The number. Raises ValueError."""
    return int.from_bytes(decode_octets(text))
