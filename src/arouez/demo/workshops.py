"""Workshops of the demonstration: one that is being held, some to come, some held."""

from __future__ import annotations

from datetime import datetime, timedelta

from arouez.badges.models import Achievement
from arouez.network.models import Membership, Structure
from arouez.workshops import services
from arouez.workshops.models import Session

from . import content

HOUR = timedelta(hours=1)


def seed_workshops(structures: list[Structure], achievements: list[Achievement], now: datetime) -> None:
    """The first structure has one now, with people on its list; three of them come back every week."""
    today = _hold(structures[0], "Samedi laser", achievements[:1], now - HOUR, seats=8)
    for name in content.RECIPIENTS[:5]:
        services.join(today, name=name, email="", scanned=True, now=now)
    hour = now.replace(minute=0, second=0, microsecond=0)
    for place, (structure, badge) in enumerate(zip(structures[:3], achievements[:3], strict=True)):
        start = hour + timedelta(days=2 + place)
        _hold(structure, f"Prise en main : {badge.name}", [badge], start, seats=6, rhythm="weekly", times=6)
    held = _hold(structures[0], "Portes ouvertes", achievements[:2], hour - timedelta(days=20))
    services.close_session(held, by=_facilitator(structures[0]), now=now - timedelta(days=20))


def _hold(
    structure: Structure, title: str, badges: list[Achievement], start: datetime, *, seats: int | None = None, **rhythm
) -> Session:
    return services.hold_workshop(
        structure, by=_facilitator(structure), title=title, words=content.WORKSHOP, achievements=badges,
        starts_at=start, ends_at=start + 3 * HOUR, seats=seats, **rhythm,
    )  # fmt: skip


def _facilitator(structure: Structure):
    return structure.memberships.filter(role=Membership.Role.FACILITATOR).first().person
