"""Rules for values, of which the shapes are made. A rule raises StructureError with the path to the fault."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from ..errors import MemberMissing, StructureError, WrongType
from ..rdf import is_absolute_iri
from ..timestamps import parse_timestamp

Rule = Callable[[Any, str], None]


def text(value: Any, path: str) -> None:
    """A string, or one with its language (JSON-LD value object)."""
    if isinstance(value, dict) and isinstance(value.get("@value"), str):
        return
    if not isinstance(value, str):
        raise StructureError(f"{path} must be text.")


def uri(value: Any, path: str) -> None:
    """An absolute IRI."""
    if not isinstance(value, str) or not is_absolute_iri(value):
        raise StructureError(f"{path} must be an absolute address or identifier.")


def moment(value: Any, path: str) -> None:
    """A date and time with its zone."""
    try:
        parse_timestamp(value)
    except (TypeError, ValueError):
        raise StructureError(f"{path} must be a date and time with a zone, such as 2026-05-04T09:30:00Z.") from None


def number(value: Any, path: str) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise StructureError(f"{path} must be a number.")


def boolean(value: Any, path: str) -> None:
    if not isinstance(value, bool):
        raise StructureError(f"{path} must be true or false.")


def anything(value: Any, path: str) -> None:
    """Judged elsewhere."""


def many(rule: Rule) -> Rule:
    """One value, or an array of them."""

    def check(value: Any, path: str) -> None:
        if not isinstance(value, list):
            rule(value, path)
            return
        for place, item in enumerate(value):
            rule(item, f"{path}[{place}]")

    return check


def either(first: Rule, second: Rule) -> Rule:
    """A bare address by the first rule, an object by the second."""

    def check(value: Any, path: str) -> None:
        (second if isinstance(value, dict) else first)(value, path)

    return check


@dataclass
class Shape:
    """An object: what its `type` must name, what it must have, its members, whether others may be there."""

    types: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    members: dict[str, Rule] = field(default_factory=dict)
    closed: bool = False

    def __call__(self, value: Any, path: str) -> None:
        if not isinstance(value, dict):
            raise StructureError(f"{path or 'The document'} must be an object.")
        prefix = f"{path}." if path else ""
        for name in self.required:
            if name not in value:
                raise MemberMissing(f"{prefix}{name} is missing.")
        if self.types:
            self._check_type(value.get("type"), f"{prefix}type")
        for name, content in value.items():
            if name in self.members:
                self.members[name](content, prefix + name)
            elif self.closed and name != "type":
                raise StructureError(f"{prefix}{name} has no place there.")

    def _check_type(self, value: Any, path: str) -> None:
        names = value if isinstance(value, list) else [value]
        if not all(isinstance(name, str) for name in names) or not set(self.types) & set(names):
            raise WrongType(f"{path} must name {' or '.join(self.types)}.")
