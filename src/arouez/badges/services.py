"""What changes badges and awards. One transaction each; each asks who may before it acts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models, transaction
from django.db.models import Exists
from django.utils.translation import gettext_lazy as _

from arouez.errors import DomainError, NotAllowed
from arouez.ids import new_public_id
from arouez.network import journal
from arouez.network.keystore import unlock
from arouez.network.models import SigningKey, Structure
from arouez.network.perms import require_facilitator, require_manager, require_owner
from arouez.people.models import Person

from . import delivery, local_criteria, queries, rights, status
from .credentials import signed_document, validity_end
from .models import Achievement, Award, Picture, Revocation


@dataclass(frozen=True)
class Recipient:
    """Who gets a badge: a name to show, and the address it goes to ("" for someone without e-mail)."""

    name: str
    email: str
    organisation: Structure | None = None
    """The structure that gets it, if it is no person."""

    @classmethod
    def read(cls, name: str, email: str) -> Recipient:
        """From what someone typed. Raises DomainError `recipient.bad_email`."""
        email = email.strip().lower()
        try:
            validate_email(email)
        except ValidationError:
            raise DomainError(
                "recipient.bad_email",
                _("« %(email)s » n’est pas une adresse e-mail complète.") % {"email": email},
            ) from None
        return cls(name.strip()[:120], email)

    @classmethod
    def of(cls, structure: Structure) -> Recipient:
        """A structure, at its contact address. Raises DomainError `recipient.no_contact`."""
        if not structure.email:
            raise DomainError(
                "recipient.no_contact",
                _("%(structure)s n’a pas d’adresse de contact : le badge n’irait nulle part.")
                % {"structure": structure},
            )
        return cls(structure.name, structure.email.lower(), structure)


# ---------------------------------------------------------------- badges


class Act(models.TextChoices):
    """What the network's journal tells of its badges, besides what canvases say."""

    RETIRED = "badge.retired", _("Badge retiré : il ne se remet plus")


journal.name_acts(Act)


@transaction.atomic
def create_achievement(structure: Structure, *, by: Person, picture: Picture, **fields: Any) -> Achievement:
    """A draft of a structure's own badge, by its managers. Those of a network come of its canvases (`from_canvas`)."""
    require_manager(by, structure)
    achievement = Achievement.objects.create(creator=structure.issuer, structure=structure, **fields)
    picture.achievement = achievement
    picture.save()
    return achievement


@transaction.atomic
def change_achievement(
    achievement: Achievement, *, by: Person, picture: Picture | None = None, **fields: Any
) -> Achievement:
    """Change a draft. A published badge is frozen."""
    require_owner(achievement.owner, by)
    if achievement.published_at:
        raise DomainError("achievement.published", _("Ce badge est publié : il ne change plus."))
    for name, value in fields.items():
        setattr(achievement, name, value)
    achievement.save(update_fields=list(fields))
    if picture:
        picture.achievement = achievement
        picture.save()
    return achievement


@transaction.atomic
def publish_achievement(achievement: Achievement, *, by: Person, now: datetime) -> Achievement:
    """Make a structure's own badge awardable, and fix it for good."""
    require_owner(achievement.owner, by)
    if achievement.network and achievement.published_at is None:
        raise DomainError(
            "achievement.undecided",
            _("Un badge du réseau naît d’un canevas que les structures ont adopté : commencez-en un."),
        )
    if not achievement.criteria:
        raise DomainError("achievement.no_criteria", _("Un badge a au moins un critère. Ajoutez-en un."))
    if achievement.published_at is None:
        achievement.published_at = now
        achievement.save(update_fields=["published_at"])
    return achievement


@transaction.atomic
def retire_achievement(achievement: Achievement, *, by: Person, now: datetime) -> Achievement:
    """Stop awarding a badge. Those already given stay valid."""
    require_owner(achievement.owner, by)
    if achievement.retired_at is None:
        achievement.retired_at = now
        achievement.save(update_fields=["retired_at"])
        if achievement.network:
            journal.write(achievement.network, Act.RETIRED, achievement, by=by, now=now)
    return achievement


def owns(person: Person, achievement: Achievement) -> bool:
    """Whether the person may change, publish or retire this badge."""
    try:
        require_owner(achievement.owner, person)
    except NotAllowed:
        return False
    return True


# ---------------------------------------------------------------- awards


@transaction.atomic
def award_badge(
    achievement: Achievement,
    *,
    structure: Structure,
    by: Person,
    recipient: Recipient,
    criteria_seen: Sequence[int],
    now: datetime,
    evidence: Sequence[dict[str, str]] = (),
    local_seen: Sequence[str] = (),
) -> Award:
    """Give a badge to one person or structure: check, sign, keep, and queue the mail, all or nothing.

    `local_seen` are the texts of the structure's own criteria that were seen (`local_criteria`).
    Raises NotAllowed when `by` may not award for `structure`, DomainError for anything else that is refused.
    """
    structure = require_facilitator(by, structure).structure
    check_safety_criteria(achievement, criteria_seen)
    if recipient.organisation == structure:
        raise DomainError("award.to_oneself", _("Une structure ne se remet pas un badge à elle-même."))
    status_list, index = status.allot_index(structure.issuer, now)
    key = _key_to_award(achievement, structure, by, recipient, now)
    award = issue(
        Award(
            achievement=achievement,
            structure=structure,
            awarded_by=by,
            awarded_at=now.replace(microsecond=0),
            valid_until=validity_end(achievement, now.replace(microsecond=0)),
            recipient_name=recipient.name,
            recipient_email=recipient.email,
            organisation=recipient.organisation,
            criteria_seen=sorted(criteria_seen),
            local_criteria=local_criteria.check(key.local_criteria, local_seen),
            evidence=list(evidence),
            signature_id=key.signature,
            mandate_id=key.mandate,
            status_list=status_list,
            status_index=index,
            key=key,
        )
    )
    if award.recipient_email:
        delivery.announce_award.enqueue(award.pk)
    return award


def issue(award: Award) -> Award:
    """Sign an award and keep it. For what has asked who may, in its transaction."""
    award.public_id = new_public_id()
    award.document = signed_document(award, unlock(award.key), queries.carried(award.achievement, award.awarder.issuer))
    award.save()
    return award


def check_safety_criteria(achievement: Achievement, criteria_seen: Sequence[int]) -> None:
    """Raise DomainError unless each safety criterion was seen."""
    if not set(achievement.safety_criteria) <= set(criteria_seen):
        raise DomainError(
            "award.safety_criteria_missing",
            _("Les critères de sécurité (★) se cochent un par un : il en manque."),
        )


def _key_to_award(
    achievement: Achievement, structure: Structure, by: Person, recipient: Recipient, now: datetime
) -> SigningKey:
    """The key to sign with; and in the same question what only the database knows.

    Is the badge awardable, awarded already, awarded to oneself; are the charter signed and the person mandated (its
    `signature` and `mandate`); what does the structure ask besides (its `local_criteria`)? Asked after the issuer's status
    list is locked, so that the answer holds until the award is made.
    """
    awardable = Achievement.objects.awardable_by(structure).filter(pk=achievement.pk)
    standing = Award.objects.valid_at(now).filter(
        achievement=achievement, structure=structure, recipient_email=recipient.email
    )
    own = EmailAddress.objects.filter(user=by, verified=True, email=recipient.email)
    key = (
        SigningKey.objects.active(structure.issuer, SigningKey.Purpose.PROOF)
        .annotate(
            is_awardable=Exists(awardable),
            is_awarded=Exists(standing),
            is_own=Exists(own),
            local_criteria=local_criteria.column(structure, achievement),
            **rights.columns(achievement, structure, by, now),
        )
        .get()
    )
    if not key.is_awardable:
        raise DomainError("award.not_awardable", _("Votre structure ne peut pas attribuer ce badge aujourd’hui."))
    if achievement.network_id and not (key.signature and key.mandate):
        raise rights.Rights.of(by, structure, now).refusal(achievement)
    if key.is_own:
        raise DomainError("award.to_oneself", _("On ne s’attribue pas un badge à soi-même."))
    if key.is_awarded and recipient.email:
        raise DomainError(
            "award.duplicate",
            _("%(email)s a déjà reçu ce badge de votre structure.") % {"email": recipient.email},
        )
    return key


@transaction.atomic
def revoke_award(award: Award, *, by: Person, reason: str, now: datetime) -> Revocation:
    """End an award, with a reason the person and every verifier will read. It cannot be undone."""
    if award.structure is None:
        raise DomainError(
            "revocation.of_label", _("Le label suit la charte : il prend fin avec la signature de la structure.")
        )
    require_manager(by, award.structure)
    revocation = end(award, by=by, reason=reason, now=now)
    if award.recipient_email:
        delivery.announce_revocation.enqueue(award.pk)
    return revocation


def end(award: Award, *, by: Person | None, reason: str, now: datetime) -> Revocation:
    """Revoke an award. For what has asked who may, in its transaction. Without `by`, it is the clock."""
    reason = reason.strip()
    if not reason:
        raise DomainError("revocation.no_reason", _("Dites pourquoi : la personne lira cette raison."))
    status_list = status.lock(award.status_list)
    if Revocation.objects.filter(award=award).exists():
        raise DomainError("revocation.already", _("Ce badge est déjà révoqué."))
    revocation = Revocation.objects.create(award=award, reason=reason, revoked_by=by, revoked_at=now)
    status.publish(status_list, now)
    return revocation
