"""A structure that leaves its network leaves its charter."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.dispatch import receiver

from arouez.network.models import Network, Structure
from arouez.network.signals import structure_leaves
from arouez.people.models import Person

from .models import Signature
from .services import withdraw


@receiver(structure_leaves)
def end_signatures(
    *, structure: Structure, network: Network, by: Person, reason: str, now: datetime, **kwargs: Any
) -> None:
    """End what it signed, if it did."""
    standing = Signature.objects.filter(structure=structure, version__network=network, withdrawn_at=None)
    if standing.exclude(version__lapses_at__lte=now).exists():
        withdraw(structure, network, by=by, reason=reason, now=now)
