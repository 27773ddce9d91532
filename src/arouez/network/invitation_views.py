"""The pages of an invitation: answered by whom it is for, sent again or cancelled by whom it is from."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from arouez.errors import DomainError

from . import inviting
from .current import show_in
from .forms import FoundingForm
from .models import Invitation, Network


@never_cache
def invitation(request: HttpRequest, code: str) -> HttpResponse:
    """What is asked; whom it is for says yes here. Closed: 410; somebody else's: 403."""
    found, now = _by_code(code), timezone.now()
    if not found.is_open(now):
        return _page(request, found, 410, closed=inviting.WHY_CLOSED[Invitation.State(found.state)])
    if not request.user.is_authenticated:
        return _page(request, found)
    if not inviting.is_for(found, request.user):
        return _page(request, found, 403)
    form = FoundingForm(request.POST or None) if found.kind == inviting.Kind.FOUNDING else None
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            entered = inviting.accept(found, by=request.user, now=now, **(form.cleaned_data if form else {}))
        except DomainError as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Bienvenue ! Vous en faites partie."))
            return redirect(entered)
    return _page(request, found, 422 if request.method == "POST" else 200, is_mine=True, form=form)


@login_required
@require_POST
def decline(request: HttpRequest, code: str) -> HttpResponse:
    found = _by_code(code)
    try:
        inviting.decline(found, by=request.user, now=timezone.now())
    except DomainError as refusal:
        messages.error(request, str(refusal))
    return redirect(found)


@login_required
@require_POST
def send_again(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(_invitations(), pk=pk)
    try:
        inviting.send_again(found, by=request.user, now=timezone.now())
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("L’invitation repart, pour trente jours."))
    return _back(found)


@login_required
@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(_invitations(), pk=pk)
    try:
        inviting.cancel(found, by=request.user)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("L’invitation est annulée."))
    return _back(found)


def _invitations():
    return Invitation.objects.select_related("network", "structure", "by")


def _by_code(code: str) -> Invitation:
    return get_object_or_404(_invitations(), code=code)


def _page(request: HttpRequest, found: Invitation, status: int = 200, **context) -> HttpResponse:
    show_in(request, found.network)
    return render(request, "network/invitation.html", {"invitation": found, **context}, status=status)


def _back(found: Invitation) -> HttpResponse:
    inviter = found.inviter
    page = "networks:settings" if isinstance(inviter, Network) else "structures:team"
    return redirect(page, inviter.slug)
