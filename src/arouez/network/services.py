"""What changes a network, its structures and their teams. One transaction each."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from arouez.errors import DomainError
from arouez.people.models import Person
from arouez.people.services import welcome_person

from .keystore import Purpose, active_key
from .models import Coordinator, Issuer, Membership, Network, PersonalProfile, Structure
from .perms import require_manager


@transaction.atomic
def create_network(*, now: datetime, coordinator: Person | None = None, **fields: str) -> Network:
    """A network with its own issuer and key, and a first coordinator."""
    network = Network.objects.create(issuer=_new_issuer(now), **fields)
    if coordinator:
        Coordinator.objects.create(network=network, person=coordinator)
    return network


@transaction.atomic
def create_structure(network: Network, *, now: datetime, manager: Person | None = None, **fields: str) -> Structure:
    """A structure of `network` with its own issuer and key, and a first manager."""
    structure = Structure.objects.create(issuer=_new_issuer(now), **fields)
    network.structures.add(structure)
    if manager:
        Membership.objects.create(structure=structure, person=manager, role=Membership.Role.MANAGER)
    return structure


@transaction.atomic
def add_member(structure: Structure, *, by: Person, email: str, name: str, role: str) -> Membership:
    """Give someone a role in the structure; they sign in with that address."""
    require_manager(by, structure)
    try:
        validate_email(email.strip())
    except ValidationError:
        raise DomainError("team.bad_email", _("Cette adresse e-mail n’est pas complète.")) from None
    person = welcome_person(email, name=name.strip())
    if Membership.objects.filter(structure=structure, person=person).exists():
        raise DomainError("team.already_member", _("Cette personne fait déjà partie de l’équipe."))
    return Membership.objects.create(structure=structure, person=person, role=role)


@transaction.atomic
def change_role(member: Membership, *, by: Person, role: str) -> Membership:
    """Change a member's role; a structure always keeps a manager."""
    require_manager(by, member.structure)
    if member.may_manage and role != Membership.Role.MANAGER:
        _require_another_manager(member)
    member.role = role
    member.save(update_fields=["role"])
    return member


@transaction.atomic
def remove_member(member: Membership, *, by: Person) -> None:
    """Take someone off the team. What they awarded stays, with their name."""
    require_manager(by, member.structure)
    if member.may_manage:
        _require_another_manager(member)
    member.delete()


def personal_profile(person: Person, now: datetime) -> PersonalProfile:
    """The profile in which the person signs, under the name they have now; made if there is none. They agreed to that."""
    found = PersonalProfile.objects.select_related("issuer").filter(person=person).first()
    if found is None:
        return PersonalProfile.objects.create(person=person, issuer=_new_issuer(now), name=person.name)
    if found.name != person.name:
        found.name = person.name
        found.save(update_fields=["name"])
    return found


def _require_another_manager(member: Membership) -> None:
    managers = Membership.objects.select_for_update().filter(structure=member.structure, role=Membership.Role.MANAGER)
    if not [manager for manager in managers if manager.pk != member.pk]:
        raise DomainError(
            "team.last_manager",
            _("C’est la seule personne responsable de la structure. Nommez-en une autre d’abord."),
        )


def _new_issuer(now: datetime) -> Issuer:
    issuer = Issuer.objects.create(created_at=now)
    active_key(issuer, Purpose.PROOF, now)
    return issuer
