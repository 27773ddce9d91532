from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from arouez.network.perms import coordinates, membership, require_coordinator

from .. import journal, mails, queries, services
from ..forms import ReasonForm
from ..models import CharterVersion
from ..standing import State, standing_of, standings
from . import our_network, structure_of, tell
from .public import PER_PAGE


@login_required
@require_safe
def overview(request: HttpRequest, slug: str) -> HttpResponse:
    """For the coordination: where every structure stands, and whom the clock reminds."""
    network, now = our_network(request, slug), timezone.now()
    require_coordinator(request.user, network)
    context = {
        "network": network,
        "page": Paginator(standings(network, now), PER_PAGE).get_page(request.GET.get("page")),
        "renewals": [_renewal(version, now) for version in network.charter_versions.filter(lapses_at__gt=now)],
    }
    return render(request, "charter/overview.html", context)


def _renewal(version: CharterVersion, now: datetime) -> dict[str, Any]:
    """A version that signatures still stand on for a while: who has to sign the next one, and when they are reminded."""
    following = CharterVersion.objects.get(network=version.network_id, number=version.number + 1)
    reminders = mails.reminders_of(version, since=following.published_at)
    return {
        "version": version,
        "waiting": queries.still_to_sign(version),
        "reminders": [(moment, moment <= now) for moment in reminders],
    }


@login_required
@require_safe
def structure(request: HttpRequest, slug: str, structure: str) -> HttpResponse:
    """Where a structure stands: what it signed and when, and what became of it."""
    network, now = our_network(request, slug), timezone.now()
    found = structure_of(network, structure)
    own = membership(request.user, found)
    standing = standing_of(found, network, now)
    context = {
        "network": network,
        "structure": found,
        "standing": standing,
        "latest": queries.latest_version(network),
        "signatures": queries.signatures_of(found, network),
        "acts": journal.lines_about(found, network),
        "manages": bool(own and own.may_manage),
        "coordinates": coordinates(request.user, network),
        "may_end": standing.is_labelled or standing.state == State.SUSPENDED,
        "reason_form": ReasonForm(auto_id=False),
    }
    return render(request, "charter/structure.html", context)


@login_required
@require_POST
def withdraw(request: HttpRequest, slug: str, structure: str) -> HttpResponse:
    return _end(request, slug, structure, services.withdraw, _("La signature est retirée. Le label a pris fin."))


@login_required
@require_POST
def suspend(request: HttpRequest, slug: str, structure: str) -> HttpResponse:
    return _end(request, slug, structure, services.suspend, _("Le label est suspendu. La structure reçoit un e-mail."))


@login_required
@require_POST
def lift(request: HttpRequest, slug: str, structure: str) -> HttpResponse:
    network = our_network(request, slug)
    found = structure_of(network, structure)
    tell(
        request,
        lambda: services.lift(found, network, by=request.user, now=timezone.now()),
        _("La suspension est levée. La structure reçoit un e-mail."),
    )
    return redirect("charter:structure", slug, structure)


def _end(request: HttpRequest, slug: str, structure: str, act: Callable[..., Any], done: str) -> HttpResponse:
    network = our_network(request, slug)
    found, reason = structure_of(network, structure), request.POST.get("reason", "")[:1000]
    tell(request, lambda: act(found, network, by=request.user, reason=reason, now=timezone.now()), done)
    return redirect("charter:structure", slug, structure)
