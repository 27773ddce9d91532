"""Rules for values, of which the shapes are made. A rule raises StructureError with the path to the fault."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ..errors import MemberMissing, StructureError, WrongType
from ..rdf import is_absolute_iri
from ..timestamps import parse_timestamp

Rule = Callable[[Any, str], None]

_VALUE_OBJECT = {"@value", "@language", "@direction"}
_EXTENSION = re.compile(r"ext:[\w.|]", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def string(value: Any, path: str) -> None:
    """A string, and nothing but."""
    if not isinstance(value, str):
        raise StructureError(f"{path} must be text.")


def text(value: Any, path: str) -> None:
    """A string, or one with its language and direction (VCDM 2.0 §11.1 "Language and Base Direction")."""
    if isinstance(value, str):
        return
    if not isinstance(value, dict) or not all(isinstance(part, str) for part in value.values()):
        raise StructureError(f"{path} must be text.")
    if "@value" not in value or not value.keys() <= _VALUE_OBJECT:
        raise StructureError(f"{path} must be text, or an object with @value, @language and @direction only.")


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


def day(value: Any, path: str) -> None:
    """A calendar date."""
    try:
        if not _DAY.fullmatch(value):
            raise ValueError
        date.fromisoformat(value)
    except (TypeError, ValueError):
        raise StructureError(f"{path} must be a date, such as 2026-05-04.") from None


def number(value: Any, path: str) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise StructureError(f"{path} must be a number.")


def boolean(value: Any, path: str) -> None:
    if not isinstance(value, bool):
        raise StructureError(f"{path} must be true or false.")


def anything(value: Any, path: str) -> None:
    """Judged elsewhere."""


def matching(pattern: str, what: str) -> Rule:
    """Text that the whole of `pattern` describes; `what` says it in words."""
    compiled = re.compile(pattern, re.ASCII)

    def check(value: Any, path: str) -> None:
        if not isinstance(value, str) or not compiled.fullmatch(value):
            raise StructureError(f"{path} must be {what}.")

    return check


def one_of(words: Collection[str]) -> Rule:
    """A word of a closed vocabulary."""
    known = frozenset(words)

    def check(value: Any, path: str) -> None:
        if not isinstance(value, str) or value not in known:
            raise StructureError(f"{path} must be one of {', '.join(sorted(known))}.")

    return check


def one_of_or_extension(words: Collection[str]) -> Rule:
    """A word of a vocabulary that issuers may extend: their own words begin with `ext:` (OB 3.0 §B)."""
    known = frozenset(words)

    def check(value: Any, path: str) -> None:
        if not isinstance(value, str) or not (value in known or _EXTENSION.match(value)):
            raise StructureError(f"{path} must be a term of the standard's vocabulary, or ext:….")

    return check


def types(value: Any, path: str) -> None:
    """The name of a type, or several (VCDM 2.0 §4.5)."""
    if not (isinstance(value, str) or (value and isinstance(value, list) and all(isinstance(n, str) for n in value))):
        raise WrongType(f"{path} must name a type.")


def naming(*names: str) -> Rule:
    """A type or several, among which is one of `names`."""

    def check(value: Any, path: str) -> None:
        _name_one_of(names, value, path)

    return check


def _name_one_of(names: tuple[str, ...], value: Any, path: str) -> None:
    given = value if isinstance(value, list) else [value]
    if not all(isinstance(name, str) for name in given) or not any(name in given for name in names):
        raise WrongType(f"{path} must name {' or '.join(names)}.")


def only(name: str) -> Rule:
    """This type alone: where the standard's schemas have no array."""

    def check(value: Any, path: str) -> None:
        if value != name:
            raise WrongType(f"{path} must be {name}, and not in an array.")

    return check


def each(value: Any, path: str) -> list[tuple[Any, str]]:
    """One value with its path, or those of an array."""
    if isinstance(value, list):
        return [(item, f"{path}[{place}]") for place, item in enumerate(value)]
    return [(value, path)]


def many(rule: Rule) -> Rule:
    """One value, or an array of them."""

    def check(value: Any, path: str) -> None:
        for item, place in each(value, path):
            rule(item, place)

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
            _name_one_of(self.types, value.get("type"), f"{prefix}type")
        members = self.members
        for name, content in value.items():
            if name in members:
                members[name](content, prefix + name)
            elif self.closed and name != "type":
                raise StructureError(f"{prefix}{name} has no place there.")
