"""Who may do what in a structure, in sentences. Services ask; pages only hide what would be refused."""

from __future__ import annotations

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from arouez.errors import NotAllowed
from arouez.people.models import Person

from .models import Coordinator, Membership, Network, Structure


def membership(person: Person, structure: Structure | str) -> Membership | None:
    """The person's place in the structure, with the structure's issuer at hand."""
    which = {"structure__slug": structure} if isinstance(structure, str) else {"structure": structure}
    return Membership.objects.select_related("structure__issuer").filter(person_id=person.pk, **which).first()


def require_reader(person: Person, structure: Structure | str) -> Membership:
    """Any member of a structure (given whole, or by its slug) may see what it awarded."""
    found = membership(person, structure)
    if found is None:
        raise NotAllowed("structure.not_member", _("Vous ne faites pas partie de cette structure."))
    return found


def require_facilitator(person: Person, structure: Structure | str) -> Membership:
    """Facilitators and managers may award badges for their structure, and only for it."""
    found = require_reader(person, structure)
    if not found.may_award:
        raise NotAllowed(
            "structure.may_not_award",
            _("Votre rôle dans cette structure permet de lire, pas d’attribuer. Demandez à un·e responsable."),
        )
    return found


def require_manager(person: Person, structure: Structure | str) -> Membership:
    """Only managers may revoke badges, publish them and change the team."""
    found = require_reader(person, structure)
    if not found.may_manage:
        raise NotAllowed("structure.may_not_manage", _("Seul·e un·e responsable de la structure peut faire cela."))
    return found


def networks_of(person: Person) -> QuerySet[Network]:
    """The networks that the person takes part in: they have a role in one of its structures, or coordinate it."""
    return Network.objects.filter(
        Q(structures__memberships__person_id=person.pk) | Q(coordinators__person_id=person.pk)
    ).distinct()


def require_participant(person: Person, network: Network) -> None:
    """Whoever has a role in a structure of the network, or coordinates it, works with the others and reads what was decided."""
    if not networks_of(person).filter(pk=network.pk).exists():
        raise NotAllowed("network.not_participant", _("Cette page est celle des membres des structures du réseau."))


def coordinates(person: Person, network: Network) -> bool:
    """Whether the person runs the network."""
    return Coordinator.objects.filter(person_id=person.pk, network=network).exists()


def require_coordinator(person: Person, network: Network) -> None:
    """Only the coordination may publish the network's common badges and welcome structures."""
    if not coordinates(person, network):
        raise NotAllowed("network.not_coordinator", _("Seule la coordination du réseau peut faire cela."))


def require_owner(organisation: Network | Structure, person: Person) -> None:
    """Who speaks for it: a network's coordination, a structure's managers."""
    if isinstance(organisation, Network):
        require_coordinator(person, organisation)
    else:
        require_manager(person, organisation)
