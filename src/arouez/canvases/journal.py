"""The journal of what was decided, and by whom. Services write in it, in the transaction of the act itself."""

from __future__ import annotations

from datetime import datetime

from arouez.people.models import Person

from .models import Canvas, Entry


def write(canvas: Canvas, act: Entry.Act, *, by: Person | None, now: datetime, **detail: str | int) -> None:
    """Add a line. Without `by`, it was the clock. `detail` is what the line tells of the act: see `Entry.words`."""
    Entry.objects.create(canvas=canvas, act=act, by=by, at=now, detail=detail)
