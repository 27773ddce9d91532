"""The team's side: what is held when, the code on a screen or a poster, slips of paper."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from arouez.errors import DomainError
from arouez.network.perms import require_facilitator, require_reader
from arouez.qr import qr_svg

from .. import printing, queries, services
from ..forms import CancelForm, HoldForm, WhatForm, WhenForm
from ..models import Session

PER_PAGE = 30


@login_required
@require_safe
def listing(request: HttpRequest, slug: str) -> HttpResponse:
    """What the structure holds, and held."""
    own = require_reader(request.user, slug)
    now = timezone.now()
    past = Paginator(queries.sessions_of(own.structure).past(now), PER_PAGE).get_page(request.GET.get("page"))
    coming = queries.sessions_of(own.structure).to_come(now)[: services.MOST_TIMES]
    context = {"structure": own.structure, "own": own, "coming": coming, "page": past}
    return render(request, "workshops/list.html", context)


@login_required
def hold(request: HttpRequest, slug: str) -> HttpResponse:
    """A new workshop."""
    own = require_facilitator(request.user, slug)
    form = HoldForm(request.POST or None, structure=own.structure)
    if request.method == "POST" and form.is_valid():
        try:
            session = services.hold_workshop(own.structure, by=request.user, **form.cleaned_data)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("L’atelier est annoncé. Montrez le code, ou imprimez l’affiche."))
            return redirect("sessions:sheet", slug, session.public_id)
    context = {"structure": own.structure, "own": own, "form": form}
    return render(request, "workshops/hold.html", context, status=422 if form.errors else 200)


@login_required
def change(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    """What is taught in every session, and when this one is."""
    own = require_facilitator(request.user, slug)
    session = session_of(slug, public_id)
    what, when = WhatForm.of(session.workshop, _sent(request, "what")), WhenForm.of(session, _sent(request, "when"))
    try:
        if what.is_bound and what.is_valid():
            services.change_workshop(session.workshop, by=request.user, **what.cleaned_data)
        elif when.is_bound and when.is_valid():
            services.change_session(session, by=request.user, **when.cleaned_data)
    except DomainError as refusal:
        (what if what.is_bound else when).add_error(None, str(refusal))
    wrong = bool(what.errors or when.errors)
    if request.method == "POST" and not wrong:
        messages.success(request, _("C’est noté."))
        return redirect("sessions:sheet", slug, public_id)
    context = {
        "structure": own.structure, "own": own, "session": session, "what": what, "when": when, "cancel": CancelForm(),
    }  # fmt: skip
    return render(request, "workshops/change.html", context, status=422 if wrong else 200)


@login_required
def cancel(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    """It will not be held."""
    require_facilitator(request.user, slug)
    session = session_of(slug, public_id)
    form = CancelForm(request.POST or None)
    try:
        if request.method == "POST" and form.is_valid():
            services.cancel_session(session, by=request.user, now=timezone.now(), **form.cleaned_data)
            messages.success(request, _("La séance est annulée. Les personnes inscrites sont prévenues."))
            return redirect("sessions:list", slug)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect("sessions:change", slug, public_id)


@login_required
@require_safe
def screen(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    """The code, to be seen from the back of the room, and who is on the list already."""
    require_reader(request.user, slug)
    session = session_of(slug, public_id)
    names = session.participations.filter(cancelled_at=None).order_by("-joined_at").values_list("name", flat=True)
    context = {"session": session, "structure": session.structure, "qr": qr_svg(session.door), "names": list(names)}
    partly = request.headers.get("HX-Request")
    return render(request, "workshops/names.html" if partly else "workshops/screen.html", context)


@login_required
@require_safe
def poster(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    require_reader(request.user, slug)
    return _pdf(printing.poster(session_of(slug, public_id)), "affiche")


@login_required
@require_safe
def slips(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    """The codes of those without an address: for who may put them on the list."""
    require_facilitator(request.user, slug)
    return _pdf(printing.slips(session_of(slug, public_id)), "billets")


def session_of(slug: str, public_id: str) -> Session:
    which = Session.objects.select_related("workshop__structure")
    return get_object_or_404(which, workshop__structure__slug=slug, public_id=public_id)


def _sent(request: HttpRequest, name: str):
    return request.POST if name in request.POST else None


def _pdf(data: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"', "Cache-Control": "private, no-store"}
    return HttpResponse(data, content_type="application/pdf", headers=headers)
