"""Where a structure stands with a network's charter, at any moment, in a word."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from arouez.network.models import Membership, Network, Structure
from arouez.people.models import Person

from .models import Signature, Suspension


class State(models.TextChoices):
    CANDIDATE = "candidate", _("Candidate")
    SIGNATORY = "signatory", _("Signataire")
    TO_RENEW = "to_renew", _("À renouveler")
    SUSPENDED = "suspended", _("Suspendue")
    LAPSED = "lapsed", _("Échue")
    LEFT = "left", _("Retirée")


LABELLED = (State.SIGNATORY, State.TO_RENEW)


@dataclass(frozen=True)
class Standing:
    """A structure's place. `signature` is the one that gives the label, or the last one; a candidate has none."""

    structure: Structure
    state: State
    signature: Signature | None = None
    suspension: Suspension | None = None
    since: datetime | None = None
    """From when the label has been signed for, renewal upon renewal."""
    until: datetime | None = None
    """When the label ended, is held back since, or will end if nothing is signed."""

    @property
    def is_labelled(self) -> bool:
        return self.state in LABELLED


def standings(network: Network, at: datetime) -> list[Standing]:
    """Those of all the structures that are of the network or ever signed its charter, by name."""
    ours = Q(networks=network) | Q(charter_signatures__version__network=network)
    return _standings(network, list(Structure.objects.filter(ours).distinct().order_by("name")), at)


def standing_of(structure: Structure, network: Network, at: datetime) -> Standing:
    """That of one structure."""
    return _standings(network, [structure], at)[0]


def standings_in(structure: Structure, at: datetime) -> list[Standing]:
    """Where a structure stands in each network whose charter it ever signed."""
    networks = Network.objects.filter(charter_versions__signatures__structure=structure).distinct().order_by("name")
    return [standing_of(structure, network, at) for network in networks]


def standings_of(person: Person, network: Network, at: datetime) -> list[Standing]:
    """Those of the structures of the network that the person manages."""
    managed = Structure.objects.filter(
        networks=network, memberships__person_id=person.pk, memberships__role=Membership.Role.MANAGER
    )
    return _standings(network, list(managed.order_by("name")), at)


def _standings(network: Network, structures: Sequence[Structure], at: datetime) -> list[Standing]:
    signed = Signature.objects.filter(version__network=network, structure__in=structures, signed_at__lte=at)
    in_force = set(signed.in_force_at(at).values_list("pk", flat=True))
    signatures = defaultdict(list)
    for signature in signed.select_related("version__network", "structure").order_by("version__number", "signed_at"):
        signatures[signature.structure_id].append(signature)
    suspensions = Suspension.objects.filter(network=network, structure__in=structures, since__lte=at)
    held = {each.structure_id: each for each in suspensions.filter(Q(lifted_at=None) | Q(lifted_at__gt=at))}
    return [
        _standing(structure, signatures[structure.pk], in_force, held.get(structure.pk), at) for structure in structures
    ]


def _standing(
    structure: Structure, signatures: list[Signature], in_force: set[int], suspension: Suspension | None, at: datetime
) -> Standing:
    """Decided from what was loaded. `signatures` are in the order of their versions."""
    if not signatures:
        return Standing(structure, State.CANDIDATE)
    giving = [signature for signature in signatures if signature.pk in in_force]
    last = (giving or signatures)[-1]
    if giving:
        state, until = State.TO_RENEW if last.version.lapses_at else State.SIGNATORY, last.version.lapses_at
    elif last.withdrawn_at and last.withdrawn_at <= at:
        state, until = State.LEFT, last.withdrawn_at
    elif last.version.lapses_at and last.version.lapses_at <= at:
        state, until = State.LAPSED, last.version.lapses_at
    else:
        state, until = State.SUSPENDED, suspension.since
    return Standing(structure, state, last, suspension, _since(last, signatures), until)


def _since(last: Signature, signatures: list[Signature]) -> datetime:
    """When the first of the signatures was given that lead up to `last`, each before the one before it ended."""
    since = last.signed_at
    for signature in reversed(signatures):
        ends = [end for end in (signature.withdrawn_at, signature.version.lapses_at) if end]
        if not ends or min(ends) >= since:
            since = min(since, signature.signed_at)
    return since
