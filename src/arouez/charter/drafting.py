"""The text to come: the coordination writes it, everyone in the network says what they think of it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from arouez.errors import DomainError
from arouez.network.models import Network
from arouez.network.perms import require_coordinator, require_participant
from arouez.people.models import Person

from . import queries
from .models import Remark, Wording
from .queries import Draft

LONGEST = 60_000
"""Letters of a charter: some thirty pages."""


class Conflict(DomainError):
    """Somebody else wrote the draft meanwhile, or published it. Holds what it says now (`theirs`) and what was to be written (`text`)."""

    def __init__(self, theirs: Draft, text: str) -> None:
        super().__init__(
            "charter.conflict",
            _("Le texte a changé entre-temps. Rien n’est perdu : voyez les deux textes."),
        )
        self.theirs, self.text = theirs, text


@transaction.atomic
def write(network: Network, text: str, *, base: tuple[int, int], by: Person, now: datetime) -> Wording | None:
    """Write the draft on top of the one that was read (`Draft.base`); nothing when it says so already.

    Raises Conflict when somebody else wrote it since: then nothing is written.
    """
    require_coordinator(by, network)
    text = clean(text)
    lock(network)
    draft = queries.draft_of(network)
    if text == draft.text:
        return None
    if base != draft.base:
        raise Conflict(draft, text)
    return Wording.objects.create(
        network=network, prepares=draft.prepares, number=draft.number + 1, text=text, author=by, written_at=now
    )


def clean(text: str) -> str:
    """The text as it is kept: lines ended alike, nothing blank around it. Raises DomainError if it is none, or endless."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").strip()
    if not text:
        raise DomainError("charter.no_text", _("Une charte dit quelque chose : le texte est vide."))
    if len(text) > LONGEST:
        raise DomainError(
            "charter.too_long",
            _("Ce texte a %(length)s signes ; il en tient %(most)s.") % {"length": len(text), "most": LONGEST},
        )
    return text


@transaction.atomic
def remark(network: Network, section: str, text: str, *, by: Person, now: datetime) -> Remark:
    """Say something of a section of the draft, named by its heading, or of the whole ("")."""
    require_participant(by, network)
    lock(network)
    draft = queries.draft_of(network)
    if section and section not in draft.headings:
        raise DomainError("charter.no_such_section", _("Cette partie n’est plus dans le texte : rechargez la page."))
    if not text.strip():
        raise DomainError("charter.empty_remark", _("Écrivez votre remarque."))
    return Remark.objects.create(
        network=network, prepares=draft.prepares, section=section, text=text.strip(), author=by, written_at=now
    )


@transaction.atomic
def settle(remark: Remark, *, by: Person, now: datetime) -> Remark:
    """Mark a remark as dealt with; asked again, as open."""
    require_participant(by, remark.network)
    remark.settled_by, remark.settled_at = (None, None) if remark.settled_at else (by, now)
    remark.save(update_fields=["settled_by", "settled_at"])
    return remark


def lock(network: Network) -> None:
    """Nobody else writes or publishes the network's charter until the transaction ends."""
    Network.objects.select_for_update(no_key=True).get(pk=network.pk)
