"""The sheet on the facilitator's phone: who is there, what was seen of each, the badges."""

from __future__ import annotations

import json

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from arouez.errors import DomainError
from arouez.network.perms import require_facilitator, require_reader

from .. import assessing, queries, services
from ..forms import AddForm
from ..models import Session
from .team import session_of

MOST_ACTS = 50
"""In one message: the phone sends the rest in the next."""


@never_cache
@login_required
@require_safe
def sheet(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    """One badge at a time, everybody in a list."""
    own = require_reader(request.user, slug)
    return _sheet(request, own, session_of(slug, public_id), AddForm())


@login_required
@require_POST
def acts(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    """What was done on the phone. Answers with why, for each person of whom something was refused."""
    require_facilitator(request.user, slug)
    session = session_of(slug, public_id)
    try:
        sent = json.loads(request.body)["acts"]
        done = [assessing.Act.read(act) for act in sent[:MOST_ACTS]]
    except (ValueError, KeyError, TypeError, AttributeError, DomainError):
        return JsonResponse({"sentence": _("Cette page a changé : rechargez-la.")}, status=400)
    now = timezone.now()
    return JsonResponse({"refused": assessing.try_all(done, session, by=request.user, now=now)})


@login_required
@require_POST
def add(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    """Someone without a phone."""
    own = require_facilitator(request.user, slug)
    session = session_of(slug, public_id)
    form = AddForm(request.POST)
    if form.is_valid():
        try:
            added = services.add_by_hand(session, by=request.user, now=timezone.now(), **form.cleaned_data)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("%(name)s est sur la liste.") % {"name": added.name})
            return redirect("sessions:sheet", slug, public_id)
    return _sheet(request, own, session, form)


@login_required
@require_POST
def close(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    try:
        services.close_session(session_of(slug, public_id), by=request.user, now=timezone.now())
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("La séance est close. Ce qui est en cours attend la prochaine fois."))
    return redirect("sessions:sheet", slug, public_id)


@login_required
@require_POST
def reopen(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    services.reopen_session(session_of(slug, public_id), by=request.user)
    return redirect("sessions:sheet", slug, public_id)


def _sheet(request: HttpRequest, own, session: Session, form: AddForm) -> HttpResponse:
    badges = queries.badges_at_stake(session, request.user, timezone.now())
    asked = request.GET.get("badge", "")
    badge = next((each for each in badges if each.achievement.public_id == asked), badges[0] if badges else None)
    context = {
        "structure": own.structure, "own": own, "session": session, "badges": badges, "badge": badge,
        "lines": queries.lines(session, badge.achievement) if badge else [], "form": form, "state": session.state,
    }  # fmt: skip
    return render(request, "workshops/sheet.html", context, status=422 if form.errors else 200)
