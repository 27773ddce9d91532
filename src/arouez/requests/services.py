"""What happens to a request. One transaction each; each asks who may before it acts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from arouez.badges import services as badges
from arouez.badges.models import Achievement, Award
from arouez.badges.uploads import store_photo
from arouez.errors import DomainError, NotAllowed
from arouez.network.models import Structure
from arouez.network.perms import require_facilitator
from arouez.passport.services import claim_award
from arouez.people.models import Person

from . import letters, queries
from .models import BadgeRequest, Proof, Remark

State = BadgeRequest.State

MOST_OPEN = 10
"""Requests that one person may have open."""


@dataclass(frozen=True)
class Shown:
    """What someone says and shows for one criterion. `photo` is a cleaned JPEG; without one, the last stays."""

    does_it: bool = False
    text: str = ""
    url: str = ""
    photo: bytes | None = None


@transaction.atomic
def ask(
    achievement: Achievement, structure: Structure, *, by: Person, shown: Mapping[int, Shown], now: datetime
) -> BadgeRequest:
    """Ask a structure for a badge that someone there may award, with what there is to show by criterion."""
    by = Person.objects.select_for_update().get(pk=by.pk)  # one at a time, so that they are counted
    if not by.verified_emails():
        raise DomainError(
            "request.no_address", _("Ajoutez d’abord une adresse e-mail à votre compte : le badge y sera envoyé.")
        )
    if not queries.structures_to_ask(achievement, now).filter(pk=structure.pk).exists():
        raise DomainError(
            "request.nobody_there", _("Personne, dans cette structure, ne peut remettre ce badge aujourd’hui.")
        )
    _check_needed(achievement, structure, by, now)
    request = BadgeRequest.objects.create(
        achievement=achievement, structure=structure, person=by, email=by.email, asked_at=now
    )
    _show(request, shown)
    letters.tell_team(request, "asked")
    return request


@transaction.atomic
def show_more(request: BadgeRequest, *, by: Person, shown: Mapping[int, Shown]) -> BadgeRequest:
    """Change what there is to show, while nothing is decided."""
    _require_theirs(request, by)
    request = _locked_open(request)
    _show(request, shown)
    return request


@transaction.atomic
def say(request: BadgeRequest, *, by: Person, text: str, now: datetime) -> Remark:
    """Write to the other side: the person, or whoever may award for the structure."""
    is_theirs = request.person_id == by.pk
    if not is_theirs:
        require_facilitator(by, request.structure)
    request = _locked_open(request)
    if not text.strip():
        raise DomainError("request.nothing_said", _("Écrivez votre message."))
    remark = Remark.objects.create(request=request, author=by, text=text.strip()[:2000], written_at=now)
    if not is_theirs and request.state == State.ASKED:
        request.state = State.TALKING
        request.save(update_fields=["state"])
    if is_theirs:
        letters.tell_team(request, "answered")
    else:
        letters.tell_person(request, "answered")
    return remark


@transaction.atomic
def accept(
    request: BadgeRequest, *, by: Person, criteria_seen: Sequence[int], local_seen: Sequence[str] = (), now: datetime
) -> Award:
    """Award the badge with what was shown as evidence; it is in the person's passport at once."""
    require_facilitator(by, request.structure)
    request = _locked_open(request)
    award = badges.award_badge(
        request.achievement,
        structure=request.structure,
        by=by,
        recipient=badges.Recipient(request.person.name, request.email),
        criteria_seen=criteria_seen,
        local_seen=local_seen,
        evidence=evidence_of(request),
        now=now,
    )
    claim_award(award, by=request.person, now=now)
    request.award = award
    _decide(request, State.ACCEPTED, by, now)
    return award


@transaction.atomic
def decline(request: BadgeRequest, *, by: Person, reason: str, now: datetime) -> BadgeRequest:
    """Say what is missing. The person may ask again when they have it."""
    require_facilitator(by, request.structure)
    request = _locked_open(request)
    if not reason.strip():
        raise DomainError("request.no_reason", _("Dites ce qui manque : la personne le lira."))
    Remark.objects.create(request=request, author=by, text=reason.strip()[:2000], written_at=now)
    _decide(request, State.DECLINED, by, now)
    letters.tell_person(request, "declined")
    return request


@transaction.atomic
def withdraw(request: BadgeRequest, *, by: Person, now: datetime) -> BadgeRequest:
    """Ask no more. What was shown is erased."""
    _require_theirs(request, by)
    request = _locked_open(request)
    _decide(request, State.WITHDRAWN, by, now)
    photos = [proof.photo for proof in request.proofs.exclude(photo="")]
    request.proofs.all().delete()
    transaction.on_commit(lambda: [default_storage.delete(photo) for photo in photos])
    return request


def evidence_of(request: BadgeRequest) -> list[dict[str, str]]:
    """What was shown, as `Award.evidence`."""
    evidence = []
    for proof in request.proofs.all():
        if proof.text:
            criterion = request.achievement.criteria[proof.criterion]["text"]
            evidence.append({"kind": "text", "text": f"{criterion}\n{proof.text}"})
        if proof.url:
            evidence.append({"kind": "link", "url": proof.url})
        if proof.photo:
            evidence.append({"kind": "photo", "file": proof.photo})
    return evidence


# ---------------------------------------------------------------- rules


def _check_needed(achievement: Achievement, structure: Structure, by: Person, now: datetime) -> None:
    held = Award.objects.valid_at(now).filter(achievement=achievement, structure=structure, entry__person=by)
    if held.exists():
        raise DomainError("request.held", _("Vous avez déjà ce badge, de cette structure."))
    waiting = BadgeRequest.objects.filter(person=by, state__in=BadgeRequest.OPEN)
    if waiting.filter(achievement=achievement, structure=structure).exists():
        raise DomainError("request.already", _("Votre demande attend déjà sa réponse."))
    if waiting.count() >= MOST_OPEN:
        raise DomainError("request.too_many", _("Dix demandes attendent déjà une réponse. Laissez-leur le temps."))


def _show(request: BadgeRequest, shown: Mapping[int, Shown]) -> None:
    places = range(len(request.achievement.criteria))
    for place, item in shown.items():
        if place not in places:
            continue
        proof, _new = Proof.objects.get_or_create(request=request, criterion=place)
        proof.does_it, proof.text, proof.url = item.does_it, item.text.strip()[:2000], item.url
        if item.photo:
            replaced, proof.photo = proof.photo, store_photo(item.photo)["file"]
            if replaced:
                transaction.on_commit(lambda name=replaced: default_storage.delete(name))
        proof.save()


def _require_theirs(request: BadgeRequest, person: Person) -> None:
    if request.person_id != person.pk:
        raise NotAllowed("request.not_theirs", _("Cette demande est celle d’une autre personne."))


def _locked_open(request: BadgeRequest) -> BadgeRequest:
    which = BadgeRequest.objects.select_for_update(of=("self",))
    found = which.select_related("achievement__network", "achievement__structure", "structure", "person").get(
        pk=request.pk
    )
    if not found.is_open:
        raise DomainError("request.decided", _("Cette demande a déjà reçu sa réponse."))
    return found


def _decide(request: BadgeRequest, state: BadgeRequest.State, by: Person, now: datetime) -> None:
    request.state, request.decided_by, request.decided_at = state, by, now
    request.save(update_fields=["state", "decided_by", "decided_at", "award"])
