"""Who may do what with canvases, in sentences. Services ask; pages only hide what would be refused."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from arouez.errors import NotAllowed
from arouez.network.models import Structure
from arouez.network.perms import coordinates, require_manager, require_participant
from arouez.people.models import Person

from .models import Canvas


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
