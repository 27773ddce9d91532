"""The team's page of its machines; everybody sees them on the structure's own."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from arouez.errors import DomainError
from arouez.network.perms import require_manager, require_reader

from . import services
from .forms import MachineForm
from .models import Machine


@login_required
def listing(request: HttpRequest, slug: str) -> HttpResponse:
    """What there is; managers add one here."""
    own = require_reader(request.user, slug)
    form = MachineForm(request.POST or None, structure=own.structure)
    if request.method == "POST" and form.is_valid():
        try:
            added = services.add_machine(own.structure, by=request.user, **form.cleaned_data)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("« %(name)s » est sur votre page.") % {"name": added})
            return redirect("machines:list", slug)
    machines = own.structure.machines.prefetch_related("achievements")
    context = {"structure": own.structure, "own": own, "form": form, "machines": machines}
    return render(request, "machines/list.html", context, status=422 if form.errors else 200)


@login_required
def change(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    own = require_manager(request.user, slug)
    machine = _machine(slug, public_id)
    form = MachineForm(request.POST or None, instance=machine, structure=own.structure)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_machine(machine, by=request.user, **form.cleaned_data)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("C’est noté."))
            return redirect("machines:list", slug)
    context = {"structure": own.structure, "own": own, "form": form, "machine": machine}
    return render(request, "machines/change.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def remove(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    machine = _machine(slug, public_id)
    services.remove_machine(machine, by=request.user)
    messages.success(request, _("« %(name)s » n’est plus sur votre page.") % {"name": machine})
    return redirect("machines:list", slug)


def _machine(slug: str, public_id: str) -> Machine:
    return get_object_or_404(Machine.objects.select_related("structure"), structure__slug=slug, public_id=public_id)
