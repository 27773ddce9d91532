"""What our templates ask of a value before they show it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django import template

from arouez.days import last_day_of

register = template.Library()


@register.filter
def initials(name: object) -> str:
    """At most two letters that stand for a person or a structure: "Labo des Capucins" gives "LC"."""
    words = [word for word in str(name).replace("’", " ").replace("'", " ").split() if word[:1].isalnum()]
    capitals = [word for word in words if word[0].isupper() and word not in _ARTICLES] or words
    return "".join(word[0] for word in ([capitals[0], capitals[-1]] if len(capitals) > 1 else capitals[:1]))


@register.filter
def starts_with(path: object, prefix: object) -> bool:
    """Whether this page is at `prefix` or under it."""
    return bool(prefix) and str(path).startswith(str(prefix))


@register.filter
def last_day(deadline: datetime) -> date:
    """The day at whose end a deadline is."""
    return last_day_of(deadline)


@register.filter
def outcome(verdict: Mapping[str, Any]) -> str:
    """What a verdict comes down to: "valid", "warning" (valid, with something to note) or "invalid"."""
    if not verdict["valid"]:
        return "invalid"
    return "warning" if any(check["status"] == "warn" for check in verdict["checks"]) else "valid"


_ARTICLES = {"La", "Le", "Les", "L"}
