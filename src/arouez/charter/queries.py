"""What is read often of the charter: who has the label, on any day."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from arouez.network.models import Network, Structure

from .models import Signature


def label_of(structure: Structure, network: Network, at: datetime) -> Signature | None:
    """The signature that gives the structure the network's label at that moment, of the latest version it signed."""
    signatures = Signature.objects.in_force_at(at).filter(structure=structure, version__network=network)
    return signatures.select_related("version__network").order_by("-version__number").first()


def labelled_structures(network: Network, at: datetime) -> QuerySet[Structure]:
    """The structures that have the network's label at that moment, by name."""
    in_force = Signature.objects.in_force_at(at).filter(version__network=network)
    return Structure.objects.filter(pk__in=in_force.values("structure")).order_by("name")
