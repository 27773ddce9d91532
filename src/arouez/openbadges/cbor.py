"""CBOR (RFC 8949), as far as proofs use it: whole numbers, bytes, text, arrays and maps.

Written in the shortest form (§4.1), and read in no other, so that a proof has one spelling.
"""

from __future__ import annotations

from typing import Any

_NUMBER, _BYTES, _TEXT, _ARRAY, _MAP = 0, 2, 3, 4, 5
_FOLLOWING = {24: 1, 25: 2, 26: 4, 27: 8}
"""How many bytes of the head's number follow its first byte, by what that byte says (§3)."""
_MAX_DEPTH = 4


def encode(value: Any) -> bytes:
    """The bytes of a value. Raises ValueError for what is none of ours."""
    match value:
        case int() if value >= 0:
            return _head(_NUMBER, value)
        case bytes():
            return _head(_BYTES, len(value)) + value
        case str():
            return _head(_TEXT, len(value.encode())) + value.encode()
        case list():
            return _head(_ARRAY, len(value)) + b"".join(map(encode, value))
        case dict():
            members = (encode(key) + encode(member) for key, member in value.items())
            return _head(_MAP, len(value)) + b"".join(members)
    raise ValueError(f"{type(value).__name__} is not written in CBOR here")


def decode(data: bytes) -> Any:
    """The value. Raises ValueError, also if something follows it."""
    value, end = _read(data, 0, 0)
    if end != len(data):
        raise ValueError("bytes after the end of the CBOR")
    return value


def _head(kind: int, number: int) -> bytes:
    if number < 24:
        return bytes([kind << 5 | number])
    for following, size in _FOLLOWING.items():
        if number < 1 << 8 * size:
            return bytes([kind << 5 | following]) + number.to_bytes(size)
    raise ValueError(f"{number} is too large a number")


def _read(data: bytes, at: int, depth: int) -> tuple[Any, int]:
    """The value that begins `at`, and where it ends."""
    kind, number, at = _read_head(data, at)
    if depth > _MAX_DEPTH or kind not in (_NUMBER, _BYTES, _TEXT, _ARRAY, _MAP):
        raise ValueError("CBOR of a kind that proofs do not use")
    if kind == _NUMBER:
        return number, at
    if kind in (_BYTES, _TEXT):
        content = data[at : at + number]
        if len(content) != number:
            raise ValueError("CBOR that ends too early")
        return content if kind == _BYTES else content.decode(), at + number
    values = []
    for _ in range(number if kind == _ARRAY else 2 * number):
        value, at = _read(data, at, depth + 1)
        values.append(value)
    return (values, at) if kind == _ARRAY else (_map(values[::2], values[1::2]), at)


def _read_head(data: bytes, at: int) -> tuple[int, int, int]:
    """The kind of what begins `at`, its number (a length, for most), and where the head ends."""
    if at >= len(data):
        raise ValueError("CBOR that ends too early")
    kind, number, end = data[at] >> 5, data[at] & 31, at + 1
    if number in _FOLLOWING:
        end += _FOLLOWING[number]
        number = int.from_bytes(data[at + 1 : end])
    elif number > 27:
        raise ValueError("CBOR of indefinite length")
    if _head(kind, number) != data[at:end]:
        raise ValueError("CBOR that could be written in a shorter way")
    return kind, number, end


def _map(keys: list[Any], values: list[Any]) -> dict[Any, Any]:
    if not all(isinstance(key, int | str) for key in keys) or len(set(keys)) != len(keys):
        raise ValueError("a CBOR map with keys that are not numbers or texts, or there twice")
    return dict(zip(keys, values, strict=True))
