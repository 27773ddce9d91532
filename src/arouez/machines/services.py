"""What changes the machines that a structure shows. Its managers may."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from arouez.badges.models import Achievement
from arouez.errors import DomainError
from arouez.network.models import Structure
from arouez.network.perms import require_manager
from arouez.people.models import Person

from .models import Machine


@transaction.atomic
def add_machine(
    structure: Structure, *, by: Person, achievements: Iterable[Achievement] = (), **fields: Any
) -> Machine:
    """`fields` as in the model. Raises DomainError `machine.bad_badges` for a badge of elsewhere."""
    require_manager(by, structure)
    machine = Machine.objects.create(structure=structure, **fields)
    _teach(machine, achievements)
    return machine


@transaction.atomic
def change_machine(machine: Machine, *, by: Person, achievements: Iterable[Achievement], **fields: Any) -> Machine:
    """A badge that is retired since stays, until it is taken off."""
    require_manager(by, machine.structure)
    Machine.objects.filter(pk=machine.pk).update(**fields)
    _teach(machine, achievements)
    machine.refresh_from_db()
    return machine


@transaction.atomic
def remove_machine(machine: Machine, *, by: Person) -> None:
    """It is gone. Badges stay what they are."""
    require_manager(by, machine.structure)
    machine.delete()


def _teach(machine: Machine, achievements: Iterable[Achievement]) -> None:
    chosen = {badge.pk for badge in achievements}
    known = set(badges_for(machine.structure, machine).filter(pk__in=chosen).values_list("pk", flat=True))
    if known != chosen:
        raise DomainError("machine.bad_badges", _("Choisissez des badges que votre structure peut remettre."))
    machine.achievements.set(chosen)


def badges_for(structure: Structure, machine: Machine | None = None):
    """Those that may be said to teach a machine of the structure, and those that are said to."""
    awardable = Achievement.objects.awardable_by(structure)
    if machine is None:
        return awardable
    return Achievement.objects.filter(
        pk__in=[*awardable.values_list("pk", flat=True), *machine.achievements.values_list("pk", flat=True)]
    )
