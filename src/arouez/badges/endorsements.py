"""Someone stands by somebody else's badge, issuer or award: said, signed, shown, withdrawn.

Structures and networks do, by who speaks for them; so do people in their own name, of badges and structures.
"""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.models import AnonymousUser
from django.db import models, transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from arouez.errors import DomainError, NotAllowed
from arouez.ids import new_public_id
from arouez.network import journal
from arouez.network.keystore import Purpose, active_key, unlock
from arouez.network.models import Membership, Network, Organisation, PersonalProfile, Structure
from arouez.network.perms import coordinates, networks_of, require_owner
from arouez.network.profiles import Speaker, issuer_profile, organisation_of
from arouez.network.queries import organisations_run_by
from arouez.network.services import personal_profile
from arouez.openbadges import model as ob
from arouez.openbadges import sign
from arouez.people.models import Person

from . import queries, status
from .models import Achievement, Award, Endorsement

Endorsable = Achievement | Network | Structure | Award


class Act(models.TextChoices):
    """What the network's journal tells of endorsements."""

    HIDDEN = "endorsement.hidden", _("Parole d’une personne masquée")


journal.name_acts(Act)


@transaction.atomic
def endorse(thing: Endorsable, *, endorser: Organisation, by: Person, comment: str, now: datetime) -> Endorsement:
    """Stand by `thing` in the name of `endorser`: its managers may for a structure, the coordination for a network.

    Who calls has checked that they may see `thing`. Raises NotAllowed; DomainError for one's own, for a draft or a
    revoked award, for no comment, and for a second time.
    """
    require_owner(endorser, by)
    if isinstance(thing, Structure) and isinstance(endorser, Network) and thing.networks.contains(endorser):
        raise DomainError(
            "endorsement.by_charter",
            _("La charte-label le dit déjà : le réseau se porte garant des structures qui la signent."),
        )
    return stand_by(thing, endorser=endorser, by=by, comment=comment, now=now)


def stand_by(thing: Endorsable, *, endorser: Speaker, by: Person, comment: str, now: datetime) -> Endorsement:
    """The same for what has asked who may, in its transaction."""
    comment = " ".join(comment.split())
    if not comment:
        raise DomainError("endorsement.no_comment", _("Dites en une phrase ce que vous reconnaissez."))
    _check_endorsable(thing, endorser)
    status_list, index = status.allot_index(endorser.issuer, now)  # from here on one at a time for each endorser
    standing = Endorsement.objects.standing().filter(**queries.endorsed(thing))
    if standing.filter(endorser=endorser.issuer).exists():
        raise DomainError("endorsement.already", _("C’est déjà fait au nom de %(name)s.") % {"name": endorser})
    endorsement = Endorsement(
        public_id=new_public_id(),
        endorser=endorser.issuer,
        **queries.endorsed(thing),
        comment=comment,
        made_by=by,
        made_at=now.replace(microsecond=0),
        status_list=status_list,
        status_index=index,
        key=active_key(endorser.issuer, Purpose.PROOF, now),
    )
    endorsement.document = _signed_document(endorsement, endorser, thing)
    endorsement.save()
    return endorsement


MOST_A_DAY = 10
"""How many badges and structures a person may stand by in a day."""


@transaction.atomic
def endorse_in_person(
    thing: Achievement | Structure, *, by: Person, comment: str, agrees_to_be_named: bool, now: datetime
) -> Endorsement:
    """Stand by a badge or a structure in one's own name, which everybody will read.

    For those who know the network: they have a role in one of its structures, coordinate it, or hold one of its badges.
    """
    _require_known(by, now)
    if not agrees_to_be_named:
        raise DomainError(
            "endorsement.unnamed", _("Une parole signée porte un nom : acceptez que le vôtre soit public.")
        )
    if _is_theirs(thing, by):
        raise DomainError("endorsement.own", _("C’est le vôtre : laissez d’autres en parler."))
    by = Person.objects.select_for_update().get(pk=by.pk)  # one at a time, so that they are counted
    if not by.name:
        raise DomainError(
            "endorsement.nameless", _("Une parole signée porte un nom : dites d’abord le vôtre dans votre compte.")
        )
    if _words_of(by, thing).exclude(hidden_at=None).exists():
        raise DomainError("endorsement.hidden", _("Votre parole a été masquée : elle ne se redit pas."))
    profile = personal_profile(by, now)
    made = Endorsement.objects.filter(endorser=profile.issuer, made_at__gt=now - timedelta(days=1)).count()
    if made >= MOST_A_DAY:
        raise DomainError("endorsement.too_many", _("Dix par jour, au plus. Revenez demain."))
    return stand_by(thing, endorser=profile, by=by, comment=comment, now=now)


@transaction.atomic
def hide_endorsement(endorsement: Endorsement, *, by: Person, reason: str, now: datetime) -> Endorsement:
    """Leave a person's word out of one's page and of the badges to come, for a reason that the journal keeps."""
    thing = endorsement.thing
    owner = thing.owner if isinstance(thing, Achievement) else organisation_of(thing)
    require_owner(owner, by)
    endorsement = Endorsement.objects.select_for_update(of=("self",)).get(pk=endorsement.pk)
    if not isinstance(endorsement.by, PersonalProfile) or endorsement.hidden_at:
        raise DomainError("endorsement.not_hidden", _("On ne masque que la parole d’une personne, et une fois."))
    if not reason.strip():
        raise DomainError("endorsement.no_reason", _("Dites pourquoi : le journal le garde."))
    endorsement.hidden_by, endorsement.hidden_at = by, now
    endorsement.save(update_fields=["hidden_by", "hidden_at"])
    about = thing if isinstance(thing, Achievement) else owner
    for network in [owner] if isinstance(owner, Network) else owner.networks.all():
        journal.write(network, Act.HIDDEN, about, by=by, now=now, comment=endorsement.comment, reason=reason.strip())
    return endorsement


def may_in_person(thing: Endorsable, person: Person | AnonymousUser, now: datetime) -> bool:
    """Whether the page of `thing` invites the person to speak in their own name."""
    if not person.is_authenticated or not isinstance(thing, Achievement | Structure) or _is_theirs(thing, person):
        return False
    return _is_known(person, now) and not _words_of(person, thing).exists()


def _words_of(person: Person, thing: Achievement | Structure) -> models.QuerySet[Endorsement]:
    """What the person said of it and may not say again: it stands, or it was hidden, be it taken back since."""
    said = Endorsement.objects.filter(**queries.endorsed(thing), endorser__personal__person=person)
    return said.filter(models.Q(withdrawn_at=None) | models.Q(hidden_at__isnull=False))


def _require_known(person: Person, now: datetime) -> None:
    if not _is_known(person, now):
        raise NotAllowed(
            "endorsement.unknown",
            _("Pour parler en votre nom, il faut avoir reçu un badge, ou un rôle dans une structure."),
        )


def _is_known(person: Person, now: datetime) -> bool:
    addresses = EmailAddress.objects.filter(user_id=person.pk, verified=True)
    if not addresses.exists():
        return False
    held = Award.objects.valid_at(now).filter(recipient_email__in=addresses.values("email"))
    return networks_of(person).exists() or held.exists()


def _is_theirs(thing: Achievement | Structure, person: Person) -> bool:
    """Whether the person speaks for it, or is of its team."""
    owner = thing.owner if isinstance(thing, Achievement) else thing
    if isinstance(owner, Network):
        return coordinates(person, owner)
    return Membership.objects.filter(person_id=person.pk, structure=owner).exists()


@transaction.atomic
def withdraw_endorsement(endorsement: Endorsement, *, by: Person, now: datetime) -> Endorsement:
    """Stand by it no more. Badges that carry it stay valid; whoever verifies them reads that it was withdrawn."""
    if isinstance(endorsement.by, PersonalProfile):
        if endorsement.by.person_id != by.pk:
            raise NotAllowed("endorsement.not_yours", _("Seule la personne qui l’a dit peut le retirer."))
    else:
        require_owner(endorsement.by, by)
    return take_back(endorsement, by=by, now=now)


def take_back(endorsement: Endorsement, *, by: Person | None, now: datetime) -> Endorsement:
    """The same for what has asked who may, in its transaction. Without `by`, it is the clock."""
    status_list = status.lock(endorsement.status_list)
    endorsement.refresh_from_db(fields=["withdrawn_at"])
    if endorsement.withdrawn_at:
        raise DomainError("endorsement.withdrawn", _("C’est déjà retiré."))
    endorsement.withdrawn_by, endorsement.withdrawn_at = by, now
    endorsement.save(update_fields=["withdrawn_by", "withdrawn_at"])
    status.publish(status_list, now)
    return endorsement


def shown(thing: Endorsable, person: Person | AnonymousUser, now: datetime) -> dict[str, Any]:
    """For the page of `thing`: who stands by it, in whose name the person may too, and whose word they may take back."""
    endorsements = list(queries.endorsements_shown(thing, person))
    spoken_for = organisations_run_by(person)
    taken = {endorsement.endorser_id for endorsement in endorsements} | {_owner_id(thing)}
    if spoken_for and isinstance(thing, Structure):  # its own networks speak by the charter
        taken |= set(thing.networks.values_list("issuer", flat=True))
    endorsers = [organisation for organisation in spoken_for if organisation.issuer_id not in taken]
    in_person = may_in_person(thing, person, now)
    return {
        "endorsements": endorsements,
        "endorsers": endorsers,
        "in_person": in_person,
        "invitation": _invitation(thing, endorsers) if endorsers or in_person else "",
        "spoken_for": {organisation.issuer_id for organisation in spoken_for} | _own_issuer(person),
        "may_hide": _owner_id(thing) in {organisation.issuer_id for organisation in spoken_for},
    }


def _own_issuer(person: Person | AnonymousUser) -> set[int]:
    if not person.is_authenticated:
        return set()
    return set(PersonalProfile.objects.filter(person=person).values_list("issuer", flat=True))


def _invitation(thing: Endorsable, endorsers: list[Organisation]) -> str:
    """What one is about to do, in words."""
    if isinstance(thing, Achievement | Award):
        return gettext("Soutenir ce badge")
    if endorsers and isinstance(endorsers[0], Network):
        return gettext("Reconnaître cette structure au nom de votre réseau")
    return gettext("Soutenir cette structure")


def _check_endorsable(thing: Endorsable, endorser: Speaker) -> None:
    if _owner_id(thing) == endorser.issuer_id:
        raise DomainError("endorsement.own", _("C’est le vôtre : laissez d’autres en parler."))
    match thing:
        case Achievement(published_at=None):
            raise DomainError("endorsement.draft", _("Ce badge n’est pas encore publié."))
        case Award(is_revoked=True):
            raise DomainError("endorsement.revoked", _("Ce badge est révoqué."))


def _owner_id(thing: Endorsable) -> int:
    match thing:
        case Achievement():
            return thing.creator_id
        case Award():
            return thing.awarder.issuer_id
        case _:
            return thing.issuer_id


def _signed_document(endorsement: Endorsement, endorser: Speaker, thing: Endorsable) -> str:
    """The EndorsementCredential (OB 3.0), as the text that is served and carried for ever."""
    credential = ob.EndorsementCredential(
        id=endorsement.url,
        issuer=issuer_profile(endorser),
        valid_from=endorsement.made_at,
        name=f"{endorser} – {getattr(thing, 'achievement', thing)}",
        subject=ob.EndorsementSubject(_identifier(thing), endorsement.comment),
        status=status.entry(endorsement.status_list, endorsement.status_index),
    )
    signed = sign(credential.to_json(), unlock(endorsement.key), created=endorsement.made_at)
    return json.dumps(signed, ensure_ascii=False, separators=(",", ":"))


def _identifier(thing: Endorsable) -> str:
    """The id by which credentials speak of it."""
    return thing.issuer.did if isinstance(thing, Organisation) else thing.url
