"""In the name of a structure or a network: stand by a badge, by a structure, and stand by it no more."""

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
    which = Endorsement.objects.select_related("endorser__structure", "endorser__network", "status_list")
    endorsement = get_object_or_404(which, public_id=public_id)
    try:
        endorsements.withdraw_endorsement(endorsement, by=request.user, now=timezone.now())
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("C’est retiré. Les badges déjà remis restent valables."))
    return redirect(endorsement.thing)


def endorse_page(
    request: HttpRequest,
    thing: endorsements.Endorsable,
    endorse: Callable[..., Any] = endorsements.endorse,
) -> HttpResponse:
    """The page on which to endorse `thing`, which the person may see."""
    shown = endorsements.shown(thing, request.user)
    if not shown["endorsers"]:
        raise NotAllowed(
            "endorsement.nobody",
            _("Seule une autre structure ou un réseau peut faire cela, par qui en est responsable, et une seule fois."),
        )
    form = EndorseForm(request.POST or None, endorsers=shown["endorsers"])
    if request.method == "POST" and form.is_valid():
        try:
            endorse(thing, **form.cleaned_data, by=request.user, now=timezone.now())
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("C’est dit, et signé."))
            return redirect(thing)
    context = {"thing": thing, "invitation": shown["invitation"], "form": form}
    return render(request, "badges/endorse.html", context, status=422 if form.errors else 200)
