"""JSON Canonicalization Scheme (RFC 8785): one document, one text, however it was written."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from .strict_json import check_value


def canonicalize(value: Any) -> str:
    """The canonical text. Raises Malformed for what `strict_json` would not read, extreme numbers among it."""
    check_value(value)
    return _text(value)


def _text(value: Any) -> str:
    match value:
        case dict():
            members = sorted(value.items(), key=lambda member: _utf16(member[0]))
            return "{" + ",".join(f"{_text(name)}:{_text(member)}" for name, member in members) + "}"
        case list() | tuple():
            return "[" + ",".join(map(_text, value)) + "]"
        case float():
            return _number(value)
    return json.dumps(value, ensure_ascii=False)


def _utf16(name: str) -> bytes:
    """Members are sorted as JavaScript does, by UTF-16 code units (§3.2.3)."""
    return name.encode("utf-16-be")


def _number(value: float) -> str:
    """As JavaScript writes it (§3.2.2.3), which within the bounds of `strict_json` is without an exponent."""
    if value.is_integer():
        return str(int(value))
    return f"{Decimal(repr(value)):f}"
