"""Who may do what with canvases, in sentences. Services ask; pages only hide what would be refused."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from arouez.errors import NotAllowed
from arouez.network.models import Coordinator, Network, Structure
from arouez.network.perms import require_manager
from arouez.people.models import Person

from .models import Canvas


def networks_of(person: Person) -> QuerySet[Network]:
    """The networks in whose working group the person is: they have a role in a structure, or coordinate."""
    return Network.objects.filter(
        Q(structures__memberships__person_id=person.pk) | Q(coordinators__person_id=person.pk)
    ).distinct()


def require_participant(person: Person, network: Network) -> None:
    """Whoever has a role in a structure of the network, or coordinates it, designs badges with the others."""
    if not networks_of(person).filter(pk=network.pk).exists():
        raise NotAllowed(
            "canvas.not_participant", _("Les canevas se travaillent entre membres des structures du réseau.")
        )


def coordinates(person: Person, network: Network) -> bool:
    """Whether the person runs the network."""
    return Coordinator.objects.filter(person_id=person.pk, network=network).exists()


def is_steward(person: Person, canvas: Canvas) -> bool:
    """Whether the person leads this canvas from state to state."""
    return canvas.created_by_id == person.pk or coordinates(person, canvas.network)


def require_steward(person: Person, canvas: Canvas) -> None:
    """Who began the canvas, and the coordination, open its discussion and its consent rounds."""
    require_participant(person, canvas.network)
    if not is_steward(person, canvas):
        raise NotAllowed(
            "canvas.not_steward",
            _("Seules la personne qui a commencé ce canevas et la coordination peuvent faire cela."),
        )


def require_voice(person: Person, structure: Structure) -> None:
    """The managers of a structure speak for it, and for no other."""
    require_manager(person, structure)
