"""What is read often of passports."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from arouez.badges.models import Award, Endorsement
from arouez.people.models import Person

from .models import Entry, ImportedBadge

_SHOWN = (
    "achievement__network__issuer",
    "achievement__structure__issuer",
    "structure__issuer",
    "revocation",
    "entry__person",
)


def public_document(public_id: str) -> str | None:
    """The signed credential at a public address, in one query; None when it is private or does not exist."""
    shared = Entry.objects.shared().filter(award__public_id=public_id)
    return shared.values_list("award__document", flat=True).first()


def public_form(public_id: str, form: str) -> str | None:
    """Another signed form of a public credential, in one query; None if it was never made, too."""
    shared = Entry.objects.shared().filter(award__public_id=public_id, award__forms__form=form)
    return shared.values_list("award__forms__document", flat=True).first()


def visible_award(public_id: str, person: Person | AnonymousUser) -> Award | None:
    """The award, if its holder made it public or is the one who asks."""
    award = Award.objects.select_related(*_SHOWN).filter(public_id=public_id).first()
    entry = getattr(award, "entry", None)
    if entry and (entry.is_shared or entry.person_id == person.pk):
        return award
    return None


def public_endorsement(public_id: str) -> Endorsement | None:
    """An endorsement; one of an award, which it names, only while the award is public."""
    for_everyone = Q(award=None) | Q(award__entry__shared_at__isnull=False)
    endorsements = Endorsement.objects.select_related("achievement", "issuer", "award").defer("award__document")
    return endorsements.filter(for_everyone, public_id=public_id).first()


def received_award(claim_code: str) -> Award | None:
    """The award whose mail carried this code."""
    return Award.objects.select_related(*_SHOWN).filter(claim_code=claim_code).first()


def imported_by(person: Person) -> QuerySet[ImportedBadge]:
    """The person's badges from elsewhere, as lists show them, newest first."""
    return ImportedBadge.objects.filter(person=person).defer("document", "verdict_text", "description", "criteria")
