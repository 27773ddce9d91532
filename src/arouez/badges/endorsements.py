"""A structure or a network stands by somebody else's badge, issuer or award: said, signed, shown, withdrawn."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from arouez.errors import DomainError
from arouez.ids import new_public_id
from arouez.network.keystore import Purpose, active_key, unlock
from arouez.network.models import Network, Organisation, Structure
from arouez.network.perms import require_owner
from arouez.network.profiles import issuer_profile
from arouez.network.queries import organisations_run_by
from arouez.openbadges import model, sign
from arouez.people.models import Person

from . import queries, status
from .models import Achievement, Award, Endorsement

Endorsable = Achievement | Network | Structure | Award


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


def stand_by(thing: Endorsable, *, endorser: Organisation, by: Person, comment: str, now: datetime) -> Endorsement:
    """The same for what has asked who may, in its transaction."""
    comment = " ".join(comment.split())
    if not comment:
        raise DomainError("endorsement.no_comment", _("Dites en une phrase ce que vous reconnaissez."))
    _check_endorsable(thing, endorser)
    status_list, index = status.allot_index(endorser.issuer, now)  # from here on one at a time for each endorser
    if queries.endorsements_of(thing).filter(endorser=endorser.issuer).exists():
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


@transaction.atomic
def withdraw_endorsement(endorsement: Endorsement, *, by: Person, now: datetime) -> Endorsement:
    """Stand by it no more. Badges that carry it stay valid; whoever verifies them reads that it was withdrawn."""
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


def shown(thing: Endorsable, person: Person | AnonymousUser) -> dict[str, Any]:
    """For the page of `thing`: who stands by it, in whose name the person may too, and whose word they may take back."""
    endorsements = list(queries.endorsements_shown(thing))
    spoken_for = organisations_run_by(person)
    taken = {endorsement.endorser_id for endorsement in endorsements} | {_owner_id(thing)}
    if spoken_for and isinstance(thing, Structure):  # its own networks speak by the charter
        taken |= set(thing.networks.values_list("issuer", flat=True))
    endorsers = [organisation for organisation in spoken_for if organisation.issuer_id not in taken]
    return {
        "endorsements": endorsements,
        "endorsers": endorsers,
        "invitation": _invitation(thing, endorsers) if endorsers else "",
        "spoken_for": {organisation.issuer_id for organisation in spoken_for},
    }


def _invitation(thing: Endorsable, endorsers: list[Organisation]) -> str:
    """What one is about to do, in words."""
    if isinstance(thing, Achievement | Award):
        return gettext("Soutenir ce badge")
    if isinstance(endorsers[0], Network):
        return gettext("Reconnaître cette structure au nom de votre réseau")
    return gettext("Soutenir cette structure")


def _check_endorsable(thing: Endorsable, endorser: Organisation) -> None:
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


def _signed_document(endorsement: Endorsement, endorser: Organisation, thing: Endorsable) -> str:
    """The EndorsementCredential (OB 3.0), as the text that is served and carried for ever."""
    credential = model.EndorsementCredential(
        id=endorsement.url,
        issuer=issuer_profile(endorser),
        valid_from=endorsement.made_at,
        name=f"{endorser} – {getattr(thing, 'achievement', thing)}",
        subject=model.EndorsementSubject(_identifier(thing), endorsement.comment),
        status=status.entry(endorsement.status_list, endorsement.status_index),
    )
    signed = sign(credential.to_json(), unlock(endorsement.key), created=endorsement.made_at)
    return json.dumps(signed, ensure_ascii=False, separators=(",", ":"))


def _identifier(thing: Endorsable) -> str:
    """The id by which credentials speak of it."""
    return thing.issuer.did if isinstance(thing, Organisation) else thing.url
