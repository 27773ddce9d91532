"""Multibase and Multikey text (Controlled Identifiers 1.0 §2.3 "Multikey", §2.4 "Multibase")."""

from __future__ import annotations

import base64
import re

_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_PAIRS = [first + second for first in _BASE58 for second in _BASE58]
_VALUE = {letter: value for value, letter in enumerate(_BASE58)}


def encode_base58btc(data: bytes) -> str:
    """`z…`: base-58 with Bitcoin's alphabet, a `1` for each leading zero byte."""
    number = int.from_bytes(data)
    pairs = []
    while number:
        number, value = divmod(number, 58 * 58)
        pairs.append(_PAIRS[value])
    letters = "".join(reversed(pairs)).lstrip("1")
    zeros = len(data) - len(data.lstrip(b"\0"))
    return "z" + "1" * zeros + letters


def decode_base58btc(text: str, longest: int = 128) -> bytes:
    """The bytes of `z…`. Raises ValueError; so does text that stands for more than about `longest` bytes."""
    if not text.startswith("z") or len(text) > longest * 3 // 2 + 1:
        raise ValueError("not base58btc multibase")
    number = 0
    for letter in text[1:]:
        if letter not in _VALUE:
            raise ValueError(f"{letter!r} is not a base58btc letter")
        number = number * 58 + _VALUE[letter]
    zeros = len(text) - 1 - len(text[1:].lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8)


def encode_base64url(data: bytes) -> str:
    """`u…`: base64url without padding."""
    return "u" + base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def decode_base64url(text: str) -> bytes:
    """The bytes of `u…`. Raises ValueError."""
    if not re.fullmatch(r"u[A-Za-z0-9_-]*=*", text):
        raise ValueError("not base64url multibase")
    body = text[1:].rstrip("=")
    return base64.urlsafe_b64decode(body + "=" * (-len(body) % 4))  # binascii.Error is a ValueError
