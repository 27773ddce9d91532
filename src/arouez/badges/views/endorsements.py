"""Stand by a badge or a structure, in the name of a structure, of a network or in one's own; and stand by it no more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from arouez.errors import DomainError, NotAllowed
from arouez.network.models import Structure

from .. import endorsements, queries
from ..forms import EndorseForm
from ..models import Endorsement


@login_required
def achievement(request: HttpRequest, public_id: str) -> HttpResponse:
    achievement = get_object_or_404(queries.achievements().published(), public_id=public_id)
    return endorse_page(request, achievement)


@login_required
def structure(request: HttpRequest, slug: str) -> HttpResponse:
    return endorse_page(request, get_object_or_404(Structure.objects.select_related("issuer"), slug=slug))


@login_required
@require_POST
def withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    which = Endorsement.objects.select_related(
        "endorser__structure", "endorser__network", "endorser__personal", "status_list"
    )
    endorsement = get_object_or_404(which, public_id=public_id)
    try:
        endorsements.withdraw_endorsement(endorsement, by=request.user, now=timezone.now())
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("C’est retiré. Les badges déjà remis restent valables."))
    return redirect(endorsement.thing)


@login_required
@require_POST
def hide(request: HttpRequest, public_id: str) -> HttpResponse:
    """Leave a person's word out of one's page."""
    which = Endorsement.objects.select_related("endorser__personal", "achievement", "issuer")
    endorsement = get_object_or_404(which, public_id=public_id, award=None)
    try:
        endorsements.hide_endorsement(
            endorsement, by=request.user, reason=request.POST.get("reason", ""), now=timezone.now()
        )
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Cette parole ne se lit plus ici, et n’accompagne plus les badges à venir."))
    return redirect(endorsement.thing)


def endorse_page(
    request: HttpRequest,
    thing: endorsements.Endorsable,
    endorse: Callable[..., Any] = endorsements.endorse,
) -> HttpResponse:
    """The page on which to endorse `thing`, which the person may see."""
    shown = endorsements.shown(thing, request.user, timezone.now())
    if not shown["invitation"]:
        raise NotAllowed(
            "endorsement.nobody",
            _("Seul quelqu’un d’autre peut faire cela, qui connaît le réseau, et une seule fois."),
        )
    in_person = request.user if shown["in_person"] else None
    form = EndorseForm(request.POST or None, endorsers=shown["endorsers"], in_person=in_person)
    if request.method == "POST" and form.is_valid():
        said = {"comment": form.cleaned_data["comment"], "by": request.user, "now": timezone.now()}
        try:
            if endorser := form.cleaned_data["endorser"]:
                endorse(thing, endorser=endorser, **said)
            else:
                agrees = form.cleaned_data["agrees_to_be_named"]
                endorsements.endorse_in_person(thing, agrees_to_be_named=agrees, **said)
        except DomainError as refusal:
            form.add_error("agrees_to_be_named" if refusal.code == "endorsement.unnamed" else None, str(refusal))
        else:
            messages.success(request, _("C’est dit, et signé."))
            return redirect(thing)
    context = {"thing": thing, "invitation": shown["invitation"], "form": form}
    return render(request, "badges/endorse.html", context, status=422 if form.errors else 200)
