"""The charter-label as an Open Badge: awarded by the network to the structure that signed, ended with its signature.

It goes two ways: a badge that the structure holds and shows, and the network's endorsement of the structure, which
travels in all the badges that the structure awards. The charter writes to people about it, not this. One of each stands from the day it has the label to the day it has it
no more; a renewal in between changes neither.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _

from arouez.artwork import draw_badge
from arouez.artwork.render import svg_to_png
from arouez.charter.models import Signature
from arouez.charter.signals import label_ended, label_given
from arouez.network.keystore import Purpose, active_key
from arouez.network.models import Network, Structure
from arouez.people.models import Person

from . import endorsements, queries, status
from .models import Achievement, Award, Picture
from .services import end, issue
from .uploads import PICTURE_PIXELS

LABEL = {
    "name": "Structure signataire de la charte-label",
    "tagline": "Nous remettons les badges du réseau selon des règles communes.",
    "family": Achievement.Family.ENGAGEMENT,
    "description": (
        "La structure a signé la charte-label du réseau. Elle remet les badges communs sur les critères communs, par des "
        "personnes qu’elle a mandatées, et accueille celles et ceux qui les ont reçus ailleurs."
    ),
    "limits": "Ni agrément, ni certification : c’est un engagement public, que le réseau peut suspendre.",
    "criteria": [
        {"text": "La structure a signé une version de la charte-label, par une personne qui la représente.", "safety": False},
        {"text": "Elle nomme les personnes qui remettent chaque badge du réseau.", "safety": False},
        {"text": "Elle fait constater chaque critère de sécurité avant de remettre un badge.", "safety": False},
        {"text": "Elle publie ses règles d’accueil et motive ses refus.", "safety": False},
    ],
    "tags": ["charte-label"],
}  # fmt: skip
ENDED = _("La structure n’a plus le label depuis ce jour.")
"""What anyone reads of it; the reason is for the network, in its journal."""
COMMENT = "Signataire de notre charte-label : mêmes critères, mêmes essentiels de sécurité."


@receiver(label_given)
def give(
    *, structure: Structure, network: Network, signature: Signature, by: Person, now: datetime, **kwargs: Any
) -> None:
    """Award the label and stand by the structure, unless it has the label already."""
    if not labels_of(structure, network).exists():
        _award(structure, network, signature, by, now)
    if not queries.endorsements_of(structure).filter(endorser=network.issuer).exists():
        endorsements.stand_by(structure, endorser=network, by=by, comment=COMMENT, now=now)


@receiver(label_ended)
def take_back(*, structure: Structure, network: Network, by: Person | None, now: datetime, **kwargs: Any) -> None:
    """End what stands of it. Badges awarded meanwhile stay valid, and say that the network stood by the structure."""
    for award in labels_of(structure, network):
        end(award, by=by, reason=str(ENDED), now=now)
    for endorsement in queries.endorsements_of(structure).filter(endorser=network.issuer):
        endorsements.take_back(endorsement, by=by, now=now)


def labels_of(structure: Structure, network: Network | None = None) -> Any:
    """The awards that say which labels the structure has today; with `network`, whether it has that one."""
    of = {"network": network} if network else {}
    awards = Award.objects.filter(organisation=structure, achievement__is_label=True, revocation=None, **of)
    return awards.select_related("achievement", "network", "status_list").order_by("awarded_at")


def label_badge(network: Network, now: datetime) -> Achievement:
    """The badge that says so for a network, made when it is first needed."""
    found = Achievement.objects.filter(network=network, is_label=True, retired_at=None).first()
    return found or _make(network, now)


def _make(network: Network, now: datetime) -> Achievement:
    badge = Achievement.objects.create(
        creator=network.issuer, network=network, is_label=True, created_at=now, published_at=now, **LABEL
    )
    svg = draw_badge(LABEL["family"], title="Charte-label", network=network.name)
    Picture.objects.create(achievement=badge, svg=svg, png=svg_to_png(svg.encode(), PICTURE_PIXELS))
    return badge


def _award(structure: Structure, network: Network, signature: Signature, by: Person, now: datetime) -> None:
    status_list, index = status.allot_index(network.issuer, now)  # from here on one at a time for each network
    issue(
        Award(
            achievement=label_badge(network, now),
            network=network,
            awarded_by=by,
            awarded_at=now.replace(microsecond=0),
            recipient_name=structure.name,
            recipient_email=structure.email.lower(),
            organisation=structure,
            evidence=[
                {
                    "kind": "link",
                    "text": str(signature.version),
                    "url": settings.BASE_URL + signature.version.get_absolute_url(),
                }
            ],
            status_list=status_list,
            status_index=index,
            key=active_key(network.issuer, Purpose.PROOF, now),
        )
    )
