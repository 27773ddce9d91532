"""How a structure awards the badges of its networks: by whom, and what it asks besides."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from arouez.errors import DomainError
from arouez.network.perms import require_manager, require_reader

from .. import mandates, queries
from ..forms import LocalCriteriaForm, MandateForm
from ..local_criteria import change_local_criteria
from ..models import Mandate


@login_required
def listing(request: HttpRequest, slug: str) -> HttpResponse:
    """Who may award what, for the team; its managers name people here."""
    own = require_reader(request.user, slug)
    now = timezone.now()
    form = MandateForm(request.POST or None, structure=own.structure)
    if request.method == "POST" and form.is_valid():
        try:
            named = mandates.give_mandate(own.structure, by=request.user, now=now, **form.cleaned_data)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, _("%(name)s peut remettre « %(badge)s ».") % {"name": named.person, "badge": named.achievement}
            )
            return redirect("mandates:list", slug)
    context = {"structure": own.structure, "own": own, "form": form, **mandates.mandates_of(own.structure, now)}
    return render(request, "badges/mandates.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def withdraw(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    mandate = get_object_or_404(Mandate.objects.select_related("structure", "person"), structure__slug=slug, pk=pk)
    try:
        mandates.withdraw_mandate(mandate, by=request.user, now=timezone.now())
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Le mandat de %(name)s est retiré.") % {"name": mandate.person})
    return redirect("mandates:list", slug)


@login_required
def criteria(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    """What the structure asks besides the criteria of the badge; its managers say it."""
    own = require_manager(request.user, slug)
    badges = queries.awardable(own.structure).exclude(network=None)
    achievement = get_object_or_404(badges, public_id=public_id)
    form = LocalCriteriaForm(request.POST or None, initial={"criteria": achievement.asked or []})
    if request.method == "POST" and form.is_valid():
        try:
            change_local_criteria(
                own.structure, achievement, form.cleaned_data["criteria"], by=request.user, now=timezone.now()
            )
        except DomainError as refusal:
            form.add_error("criteria", str(refusal))
        else:
            messages.success(request, _("C’est demandé dès maintenant, en plus des critères du réseau."))
            return redirect("mandates:list", slug)
    context = {"structure": own.structure, "own": own, "achievement": achievement, "form": form}
    return render(request, "badges/local_criteria.html", context, status=422 if form.errors else 200)
