"""Reading JSON that every reader understands in the same way (RFC 8259; I-JSON, RFC 7493).

A signature covers what a document means, not its text. So what two parsers could read differently is refused
before anything is judged: a member named twice, a lone surrogate, a number past what a double holds.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import Any

from .errors import DuplicateMember, Malformed, TooDeep, TooLarge, UnsafeNumber

MAX_BYTES = 2 * 1024 * 1024
MAX_DEPTH = 64

_SURROGATE = re.compile("[\ud800-\udfff]")
_LARGEST_INTEGER = 2**53
_SMALLEST_FRACTION = 1e-6
_LARGEST_FRACTION = 1e15


def parse_object(text: str | bytes) -> dict[str, Any]:
    """The JSON object in `text`. Raises Malformed."""
    if len(text) > MAX_BYTES:
        raise TooLarge(f"The document has more than {MAX_BYTES:,} bytes.")
    try:
        if isinstance(text, bytes):
            text = text.decode("utf-8-sig")
        value = _DECODER.decode(text.lstrip("\ufeff"))
    except RecursionError:
        raise TooDeep(f"The document is nested deeper than {MAX_DEPTH} levels.") from None
    except ValueError as error:
        raise Malformed(f"The document is not JSON: {error}.") from error
    if not isinstance(value, dict):
        raise Malformed("The document is JSON, but not an object.")
    check_value(value)
    return value


def check_value(value: Any, depth: int = 1) -> None:
    """Refuse what JSON can hold but not everybody reads alike; also for documents that never were text."""
    if depth > MAX_DEPTH:
        raise TooDeep(f"The document is nested deeper than {MAX_DEPTH} levels.")
    if isinstance(value, str):
        if not value.isascii() and _SURROGATE.search(value):
            raise Malformed("The document holds a lone surrogate, which is not a character.")
    elif isinstance(value, dict):
        for name, member in value.items():
            if not isinstance(name, str):
                raise Malformed(f"{name!r} is not the name of a JSON member.")
            check_value(name, depth)
            check_value(member, depth + 1)
    elif isinstance(value, list | tuple):
        for member in value:
            check_value(member, depth + 1)
    elif value is None or isinstance(value, bool):
        pass
    elif isinstance(value, int):
        if abs(value) > _LARGEST_INTEGER:
            raise UnsafeNumber(f"{value} is larger than the 2^53 that every reader keeps exact.")
    elif isinstance(value, float):
        if value and not _SMALLEST_FRACTION <= abs(value) <= _LARGEST_FRACTION:
            raise UnsafeNumber(f"{value!r} is a number that processors write differently.")
    else:
        raise Malformed(f"{type(value).__name__} is not a JSON type.")


def _object(members: list[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(members)
    if len(value) != len(members):
        (twice, _), *_ = Counter(name for name, _ in members).most_common(1)
        raise DuplicateMember(f"The member {twice!r} is there twice in one object.")
    return value


def _refuse_constant(name: str) -> None:
    raise UnsafeNumber(f"{name} is not a JSON number.")


_DECODER = json.JSONDecoder(object_pairs_hook=_object, parse_constant=_refuse_constant)
