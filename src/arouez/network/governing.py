"""How a network is run: what it is called and looks like, who coordinates it, which structures are in it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from arouez.errors import DomainError, NotAllowed
from arouez.people.models import Person

from . import journal
from .models import Coordinator, Network, Structure
from .perms import coordinates, membership, require_coordinator
from .signals import structure_leaves


class Act(models.TextChoices):
    SETTINGS = "network.settings", _("Réglages du réseau changés")
    COORDINATOR_ADDED = "network.coordinator_added", _("Coordination : une personne de plus")
    COORDINATOR_REMOVED = "network.coordinator_removed", _("Coordination : une personne de moins")
    WELCOMED = "network.welcomed", _("Structure accueillie")
    LEFT = "network.left", _("Structure partie")
    TAKEN_OUT = "network.taken_out", _("Structure retirée par la coordination")


journal.name_acts(Act)


@transaction.atomic
def change_network(network: Network, *, by: Person, now: datetime, **fields: Any) -> Network:
    """Change what the network says of itself and how it looks."""
    require_coordinator(by, network)
    for name, value in fields.items():
        setattr(network, name, value)
    network.save(update_fields=list(fields))
    journal.write(network, Act.SETTINGS, network, by=by, now=now)
    return network


@transaction.atomic
def remove_coordinator(coordinator: Coordinator, *, by: Person, now: datetime) -> None:
    """Have someone run the network no more; it always keeps one who does."""
    network = coordinator.network
    require_coordinator(by, network)
    others = Coordinator.objects.select_for_update().filter(network=network)
    if not [other for other in others if other.pk != coordinator.pk]:
        raise DomainError(
            "network.last_coordinator", _("C’est la seule personne de la coordination. Invitez-en une autre d’abord.")
        )
    journal.write(network, Act.COORDINATOR_REMOVED, network, by=by, now=now, person=str(coordinator.person))
    coordinator.delete()


@transaction.atomic
def leave(structure: Structure, network: Network, *, by: Person, reason: str, now: datetime) -> None:
    """Take the structure out of the network: its managers may, and the coordination. What it awarded stays."""
    own = membership(by, structure)
    leaves = bool(own and own.may_manage)
    if not leaves and not coordinates(by, network):
        raise NotAllowed(
            "network.not_theirs_to_leave", _("Seules la coordination et la structure elle-même peuvent faire cela.")
        )
    if not reason.strip():
        raise DomainError("network.no_reason", _("Dites pourquoi : le journal du réseau le garde."))
    Structure.objects.select_for_update().get(pk=structure.pk)
    if not network.structures.filter(pk=structure.pk).exists():
        raise DomainError("network.not_in_it", _("Cette structure ne fait pas partie de ce réseau."))
    structure_leaves.send(Structure, structure=structure, network=network, by=by, reason=reason.strip(), now=now)
    network.structures.remove(structure)
    act = Act.LEFT if leaves else Act.TAKEN_OUT
    journal.write(network, act, structure, by=by, now=now, reason=reason.strip())
