"""What is read often of networks and structures."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser
from django.db.models import Case, Q, QuerySet, When

from arouez.people.models import Person

from .models import Invitation, Membership, Network, Organisation, Structure


def network_for(host: str, chosen: str) -> Network | None:
    """The network that a site of several shows: that of the host name, else the one chosen (its slug), else the first."""
    nearest = Case(When(Q(host=host) & ~Q(host=""), then=0), When(slug=chosen, then=1), default=2)
    return Network.objects.select_related("issuer").order_by(nearest, "pk").first()


def memberships_of(person: Person) -> QuerySet[Membership]:
    """Where the person has a role, with the structure at hand."""
    return Membership.objects.filter(person=person).select_related("structure").order_by("structure__name")


def networks_coordinated_by(person: Person | AnonymousUser) -> QuerySet[Network]:
    """The networks whose common badges the person may make."""
    return (
        Network.objects.filter(coordinators__person_id=person.pk) if person.is_authenticated else Network.objects.none()
    )


def organisations_run_by(person: Person | AnonymousUser) -> list[Organisation]:
    """Whom the person speaks for: the networks they coordinate, then the structures they manage."""
    if not person.is_authenticated:
        return []
    managed = Structure.objects.filter(memberships__person=person, memberships__role=Membership.Role.MANAGER)
    return [*networks_coordinated_by(person).select_related("issuer"), *managed.select_related("issuer")]


def managers_of(structures: Iterable[Structure]) -> list[Person]:
    """Who speaks for them, each once."""
    managers = Membership.objects.filter(structure__in=structures, role=Membership.Role.MANAGER)
    return list(Person.objects.filter(pk__in=managers.values("person")).order_by("pk"))


def team_of(structure: Structure) -> QuerySet[Membership]:
    """The people of a structure, managers first."""
    return (
        structure.memberships.select_related("person")
        .prefetch_related("person__emailaddress_set")
        .order_by("role", "person__name")
    )


def invitations_from(inviter: Network | Structure) -> QuerySet[Invitation]:
    """Those written in its name that nobody has answered, the last first."""
    waiting = Invitation.objects.filter(state=Invitation.State.WAITING).select_related("structure").order_by("-sent_at")
    if isinstance(inviter, Network):
        return waiting.filter(network=inviter)
    return waiting.filter(structure=inviter, kind=Invitation.Kind.TEAM)


def invitations_to(structure: Structure) -> QuerySet[Invitation]:
    """The networks that ask the structure in."""
    which = Invitation.objects.filter(structure=structure, kind=Invitation.Kind.JOINING)
    return which.filter(state=Invitation.State.WAITING).select_related("network").order_by("-sent_at")
