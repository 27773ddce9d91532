"""The journal of what was decided, and by whom. Services write in it, in the transaction of the act itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any, Protocol

from django.db.models import QuerySet, TextChoices
from django.utils.functional import Promise

from arouez.people.models import Person

from .models import Entry, Network


class Page(Protocol):
    """What an act is about: it has a name and a page of its own."""

    def get_absolute_url(self) -> str: ...


def name_acts(acts: type[TextChoices], **details: Callable[[Any], str | Promise]) -> None:
    """Say how a room's acts ("canvas.published") are called, and how it puts its `details` in words."""
    Entry.acts.update(acts.choices)
    Entry.details.update(details)


def write(network: Network, act: str, about: Page, *, by: Person | None, now: datetime, **detail: str | int) -> None:
    """Add a line. Without `by`, it was the clock. `detail` is what the line tells of the act, in that order."""
    Entry.objects.create(
        network=network, act=act, about=str(about)[:200], page=about.get_absolute_url(), by=by, at=now, detail=detail
    )


def lines_about(thing: Page) -> QuerySet[Entry]:
    """The lines about one thing, the first act first."""
    return Entry.objects.filter(page=thing.get_absolute_url()).select_related("by")


def lines_of(network: Network) -> QuerySet[Entry]:
    """All the lines of a network, the last act first."""
    return Entry.objects.filter(network=network).select_related("by").order_by("-at", "-pk")
