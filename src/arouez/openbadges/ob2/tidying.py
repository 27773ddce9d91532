"""What JSON-LD lets a badge write in several ways, written in one (JSON-LD 1.1 §5.5 "Compaction")."""

from __future__ import annotations

from typing import Any

Json = dict[str, Any]

_MAY_BE_EMPTY = {"revokedAssertions"}
"""Where an empty array does say something."""


def as_list(value: Any) -> list[Any]:
    """Several values, one, or none: as a list."""
    return [] if value is None else value if isinstance(value, list) else [value]


def tidied(value: Any) -> Any:
    """Without what says nothing: null, empty arrays, and the brackets around a single value.

    Extensions stay as they are: their schemas may want the brackets.
    """
    if isinstance(value, list):
        items = [tidied(item) for item in value if item is not None]
        return items[0] if len(items) == 1 else items
    if not isinstance(value, dict) or "Extension" in as_list(value.get("type")):
        return value
    members = {name: tidied(member) for name, member in value.items() if member is not None}
    return {name: member for name, member in members.items() if member != [] or name in _MAY_BE_EMPTY}
