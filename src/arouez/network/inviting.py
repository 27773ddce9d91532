"""How people and structures are asked in: into a team, a coordination or a network, by a letter that they answer."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from arouez.errors import DomainError, NotAllowed
from arouez.ids import new_public_id
from arouez.people.models import Person
from arouez.people.services import name_if_unnamed

from . import journal, mails
from .governing import Act
from .models import Coordinator, Invitation, Membership, Network, Structure
from .perms import membership, require_coordinator, require_manager, require_owner
from .services import create_structure

Kind, State = Invitation.Kind, Invitation.State
LASTS = timedelta(days=30)
BETWEEN_LETTERS = timedelta(minutes=1)

WHY_CLOSED = {
    State.WAITING: _("Cette invitation a plus de trente jours : demandez-en une autre."),
    State.ACCEPTED: _("Cette invitation a déjà servi."),
    State.DECLINED: _("Cette invitation a été déclinée."),
    State.CANCELLED: _("Cette invitation a été annulée."),
}
"""What is said of an invitation that is open no more. One still waiting is too old."""


@transaction.atomic
def invite_member(structure: Structure, *, by: Person, email: str, name: str, role: str, now: datetime) -> Invitation:
    """Ask someone into the structure's team: its managers may."""
    require_manager(by, structure)
    email = _address(email)
    person = Person.objects.with_address(email)
    if person and membership(person, structure):
        raise DomainError("team.already_member", _("Cette personne fait déjà partie de l’équipe."))
    return _invite(structure, Kind.TEAM, by=by, now=now, structure=structure, email=email, name=name.strip(), role=role)


@transaction.atomic
def invite_coordinator(network: Network, *, by: Person, email: str, name: str, now: datetime) -> Invitation:
    """Ask someone to run the network too: who does may."""
    require_coordinator(by, network)
    email = _address(email)
    person = Person.objects.with_address(email)
    if person and network.coordinators.filter(person=person).exists():
        raise DomainError("network.already_coordinator", _("Cette personne coordonne déjà le réseau."))
    return _invite(network, Kind.COORDINATION, by=by, now=now, network=network, email=email, name=name.strip())


@transaction.atomic
def invite_founder(network: Network, *, by: Person, email: str, name: str, now: datetime) -> Invitation:
    """Ask someone to bring a structure that is not on the site yet, and to be its first manager."""
    require_coordinator(by, network)
    email = _address(email)
    return _invite(network, Kind.FOUNDING, by=by, now=now, network=network, email=email, name=name.strip())


@transaction.atomic
def invite_structure(network: Network, *, structure: Structure, by: Person, now: datetime) -> Invitation:
    """Ask a structure of the site into the network; one of its managers answers."""
    require_coordinator(by, network)
    if network.structures.filter(pk=structure.pk).exists():
        raise DomainError("network.already_in_it", _("Cette structure fait déjà partie du réseau."))
    return _invite(network, Kind.JOINING, by=by, now=now, network=network, structure=structure)


@transaction.atomic
def send_again(invitation: Invitation, *, by: Person, now: datetime) -> Invitation:
    """Write once more, with thirty days from now: whoever may invite may, and answers for it from then on."""
    invitation = _locked(invitation)
    require_owner(invitation.inviter, by)
    _require_waiting(invitation)
    if now < invitation.sent_at + BETWEEN_LETTERS:
        raise _too_soon()
    invitation.by, invitation.sent_at, invitation.expires_at = by, now, now + LASTS
    invitation.save(update_fields=["by", "sent_at", "expires_at"])
    mails.write_invitation(invitation)
    return invitation


@transaction.atomic
def cancel(invitation: Invitation, *, by: Person) -> Invitation:
    """Take an invitation back before it is answered."""
    invitation = _locked(invitation)
    require_owner(invitation.inviter, by)
    _require_waiting(invitation)
    return _close(invitation, State.CANCELLED)


def is_for(invitation: Invitation, person: Person) -> bool:
    """Whether it is theirs to answer: the letter went to an address they proved, or to a structure they manage."""
    if invitation.kind == Kind.JOINING:
        own = membership(person, invitation.structure)
        return bool(own and own.may_manage)
    return invitation.email in person.verified_emails()


@transaction.atomic
def decline(invitation: Invitation, *, by: Person, now: datetime) -> Invitation:
    """Say no."""
    return _close(_to_answer(invitation, by, now), State.DECLINED)


@transaction.atomic
def accept(invitation: Invitation, *, by: Person, now: datetime, **founded: Any) -> Network | Structure:
    """Say yes; what one has entered. Who founds a structure says its name, kind and the rest (`founded`)."""
    invitation = _to_answer(invitation, by, now)
    try:
        require_owner(invitation.inviter, invitation.by)
    except NotAllowed:
        raise DomainError(
            "invitation.inviter_gone",
            _("Qui vous a invité·e n’en a plus la charge : demandez qu’une autre personne renvoie l’invitation."),
        ) from None
    name_if_unnamed(by, invitation.name)
    entered = _enter(invitation, by, now, founded)
    _close(invitation, State.ACCEPTED)
    return entered


def _enter(invitation: Invitation, by: Person, now: datetime, founded: dict[str, Any]) -> Network | Structure:
    network, structure = invitation.network, invitation.structure
    if invitation.kind == Kind.TEAM:
        Membership.objects.get_or_create(person=by, structure=structure, defaults={"role": invitation.role})
        return structure
    if invitation.kind == Kind.COORDINATION:
        _made, is_new = Coordinator.objects.get_or_create(person=by, network=network)
        if is_new:
            journal.write(network, Act.COORDINATOR_ADDED, network, by=invitation.by, now=now, person=str(by))
        return network
    if invitation.kind == Kind.FOUNDING:
        structure = create_structure(network, now=now, manager=by, slug=_free_slug(founded["name"]), **founded)
    else:
        network.structures.add(structure)
    journal.write(network, Act.WELCOMED, structure, by=invitation.by, now=now)
    return structure


def _invite(inviter: Network | Structure, kind: Kind, *, by: Person, now: datetime, **fields: Any) -> Invitation:
    """Ask once at a time, and never write to the same twice within a minute; asking waits for its turn."""
    type(inviter).objects.select_for_update().get(pk=inviter.pk)
    who = {name: value for name, value in fields.items() if name in ("network", "structure", "email")}
    before = Invitation.objects.filter(kind=kind, **who)
    if before.filter(state=State.WAITING).exists():
        raise DomainError(
            "invitation.already_waiting", _("Une invitation attend déjà sa réponse : vous pouvez la renvoyer.")
        )
    if before.filter(sent_at__gt=now - BETWEEN_LETTERS).exists():
        raise _too_soon()
    invitation = Invitation.objects.create(kind=kind, by=by, sent_at=now, expires_at=now + LASTS, **fields)
    mails.write_invitation(invitation)
    return invitation


def _to_answer(invitation: Invitation, by: Person, now: datetime) -> Invitation:
    invitation = _locked(invitation)
    if not is_for(invitation, by):
        raise NotAllowed("invitation.not_theirs", _("Cette invitation est adressée à quelqu’un d’autre."))
    if not invitation.is_open(now):
        raise DomainError("invitation.closed", WHY_CLOSED[State(invitation.state)])
    return invitation


def _locked(invitation: Invitation) -> Invitation:
    return Invitation.objects.select_for_update().get(pk=invitation.pk)


def _require_waiting(invitation: Invitation) -> None:
    if invitation.state != State.WAITING:
        raise DomainError("invitation.closed", WHY_CLOSED[State(invitation.state)])


def _close(invitation: Invitation, state: State) -> Invitation:
    invitation.state = state
    invitation.save(update_fields=["state"])
    return invitation


def _too_soon() -> DomainError:
    return DomainError("invitation.too_soon", _("La lettre vient de partir. Attendez une minute avant de la renvoyer."))


def _address(email: str) -> str:
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError:
        raise DomainError("team.bad_email", _("Cette adresse e-mail n’est pas complète.")) from None
    return email


def _free_slug(name: str) -> str:
    slug = slugify(name)[:50] or "structure"
    return f"{slug}-{new_public_id()[:6]}" if Structure.objects.filter(slug=slug).exists() else slug
