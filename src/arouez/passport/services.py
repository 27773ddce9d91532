"""What a person does with the badges they received."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from arouez.badges.endorsements import endorse
from arouez.badges.models import Award, Endorsement
from arouez.errors import DomainError, NotAllowed
from arouez.network.models import Organisation
from arouez.people.models import Person
from arouez.people.services import name_if_unnamed

from .models import Entry


@transaction.atomic
def collect_awards(person: Person, now: datetime) -> int:
    """Put in the passport every award sent to an address the person has proved to be theirs; how many were new."""
    emails = person.verified_emails()
    if not emails:
        return 0
    waiting = list(Award.objects.filter(recipient_email__in=emails, entry=None).defer("document"))
    Entry.objects.bulk_create(
        [Entry(award=award, person=person, added_at=now) for award in waiting], ignore_conflicts=True
    )
    name_if_unnamed(person, next((award.recipient_name for award in waiting if award.recipient_name), ""))
    return len(waiting)


def claim_award(award: Award, *, by: Person, now: datetime) -> Entry:
    """Put in the passport an award whose mail the person received: who calls has checked the claim code."""
    try:
        with transaction.atomic():
            entry, _created = Entry.objects.get_or_create(award=award, defaults={"person": by, "added_at": now})
    except IntegrityError:  # two tabs: the other one won
        entry = Entry.objects.get(award=award)
    if entry.person_id != by.pk:
        raise DomainError("claim.taken", _("Ce badge est déjà dans le passeport d’une autre personne."))
    name_if_unnamed(by, award.recipient_name)
    return entry


def share(entry: Entry, *, by: Person, show_name: bool, now: datetime) -> Entry:
    """Make one badge public, with or without the person's name."""
    _require_holder(entry, by)
    entry.shared_at = entry.shared_at or now
    entry.show_name = show_name
    entry.save(update_fields=["shared_at", "show_name"])
    return entry


def unshare(entry: Entry, *, by: Person) -> Entry:
    """Make a badge private again. Whoever holds the file can still verify it."""
    _require_holder(entry, by)
    entry.shared_at = None
    entry.show_name = False
    entry.save(update_fields=["shared_at", "show_name"])
    return entry


def endorse_award(award: Award, *, endorser: Organisation, by: Person, comment: str, now: datetime) -> Endorsement:
    """Stand by an award, which is only for those who see it: its holder has made it public."""
    if not Entry.objects.shared().filter(award=award).exists():
        raise NotAllowed("endorsement.private", _("Ce badge est privé."))
    return endorse(award, endorser=endorser, by=by, comment=comment, now=now)


def _require_holder(entry: Entry, person: Person) -> None:
    if entry.person_id != person.pk:
        raise NotAllowed("passport.not_yours", _("Ce badge n’est pas dans votre passeport."))
