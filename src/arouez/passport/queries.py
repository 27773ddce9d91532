"""What is read often of passports."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from arouez.badges.models import Award, Endorsement
from arouez.people.models import Person

from .models import ImportedBadge

_SHOWN = (
    "achievement__network__issuer",
    "achievement__structure__issuer",
    "structure__issuer",
    "network__issuer",
    "signature__version__network",
    "revocation",
    "entry__person",
)


def public_awards() -> QuerySet[Award]:
    """What anyone may see: the badges that their holders made public, and the labels of structures."""
    return Award.objects.filter(Q(network__isnull=False) | Q(entry__shared_at__isnull=False))


def public_document(public_id: str) -> str | None:
    """The signed credential at a public address, in one query; None when it is private or does not exist."""
    return public_awards().filter(public_id=public_id).values_list("document", flat=True).first()


def public_form(public_id: str, form: str) -> str | None:
    """Another signed form of a public credential, in one query; None if it was never made, too."""
    shared = public_awards().filter(public_id=public_id, forms__form=form)
    return shared.values_list("forms__document", flat=True).first()


def is_public(award: Award) -> bool:
    """Whether an award at hand, with its entry, is one of `public_awards`."""
    entry = getattr(award, "entry", None)
    return award.network_id is not None or (entry is not None and entry.is_shared)


def visible_award(public_id: str, person: Person | AnonymousUser) -> Award | None:
    """The award, if it is public or its holder is the one who asks."""
    award = Award.objects.select_related(*_SHOWN).filter(public_id=public_id).first()
    if award is None or is_public(award):
        return award
    entry = getattr(award, "entry", None)
    return award if entry and entry.person_id == person.pk else None


def public_endorsement(public_id: str) -> Endorsement | None:
    """An endorsement; one of an award, which it names, only while the award is public."""
    for_everyone = Q(award=None) | Q(award__in=public_awards())
    endorsements = Endorsement.objects.select_related("achievement", "issuer", "award").defer("award__document")
    return endorsements.filter(for_everyone, public_id=public_id).first()


def received_award(claim_code: str) -> Award | None:
    """The award whose mail carried this code."""
    return Award.objects.select_related(*_SHOWN).filter(claim_code=claim_code).first()


def imported_by(person: Person) -> QuerySet[ImportedBadge]:
    """The person's badges from elsewhere, as lists show them, newest first."""
    return ImportedBadge.objects.filter(person=person).defer("document", "verdict_text", "description", "criteria")
