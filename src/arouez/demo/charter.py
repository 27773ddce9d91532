"""The charter of the demonstration: two versions, four structures that signed both, one that let its label lapse."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from arouez.charter import drafting, queries, services
from arouez.charter.models import CharterVersion
from arouez.network.models import Membership, Network, Structure
from arouez.people.models import Person

# (who signs, at which title, whether the name may be public), in the order of the structures
REPRESENTATIVES = [
    ("Anna Le Bras", "présidente", True),
    ("Pierre-Yves Corre", "directeur de la médiathèque", False),
    ("Ewen Tanguy", "coprésident", True),
    ("Marie-Noëlle Péron", "directrice du centre social", False),
    ("Riwal Le Bris", "responsable du fablab", False),
]
LAPSED = 3
"""Maison numérique de Bellevue signed the first version only."""

SECOND = (
    "et raconte une pratique qui pourrait servir aux autres.",
    "et raconte une pratique qui pourrait servir aux autres. Ces chiffres sont publiés ensemble, jamais structure par structure.",
)
THIRD = (
    "Les mineurs sont accompagnés",
    "Les mineurs sont accompagnés d’une personne que la structure connaît",
)
REMARK = "Et un bénévole d’une autre structure, il compte comme quelqu’un que l’on connaît ?"


def seed_charter(network: Network, structures: list[Structure], coordinator: Person, now: datetime) -> None:
    """Made by the services, as the people of the network would have. A third version is in discussion."""
    first = services.publish_version(network, by=coordinator, now=now - timedelta(weeks=48))
    for place, structure in enumerate(structures):
        _sign(first, structure, place, now - timedelta(weeks=47, days=place))
    _change(network, SECOND, coordinator, now - timedelta(weeks=30))
    second = services.publish_version(
        network,
        by=coordinator,
        now=now - timedelta(weeks=27),
        lapses_on=timezone.localdate(now) - timedelta(days=6),
    )
    for place, structure in enumerate(structures):
        if place != LAPSED:
            _sign(second, structure, place, now - timedelta(weeks=25, days=7 * place))
    _change(network, THIRD, coordinator, now - timedelta(days=3))
    section = next(heading for heading in queries.draft_of(network).headings if "mineurs" in heading)
    drafting.remark(network, section, REMARK, by=_manager(structures[2]), now=now - timedelta(days=1))


def let_lapse(network: Network) -> None:
    """The clock comes round to who did not sign the second version. After the awards that they made before it."""
    first = network.charter_versions.get(number=1)
    services.lapse(first, now=first.lapses_at)


def _sign(version: CharterVersion, structure: Structure, place: int, now: datetime) -> None:
    name, role, shows_name = REPRESENTATIVES[place]
    services.sign(
        version,
        structure,
        representative_name=name,
        representative_role=role,
        representative_email=structure.email,
        shows_name=shows_name,
        by=_manager(structure),
        now=now,
    )


def _change(network: Network, change: tuple[str, str], by: Person, now: datetime) -> None:
    """Write the draft anew, with one passage changed."""
    draft = queries.draft_of(network)
    drafting.write(network, draft.text.replace(*change), base=draft.base, by=by, now=now)


def _manager(structure: Structure) -> Person:
    return structure.memberships.get(role=Membership.Role.MANAGER).person
