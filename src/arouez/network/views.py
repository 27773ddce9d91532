from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from arouez.errors import DomainError
from arouez.http import public_json, wanted_json

from . import services
from .forms import AddMemberForm, RoleForm
from .keystore import did_document
from .models import Issuer, Membership, Network, Structure
from .perms import require_reader
from .profiles import issuer_profile, organisation_of
from .queries import team_of


@require_safe
def did_json(request: HttpRequest, public_id: str) -> HttpResponse:
    """The issuer's DID document, where did:web looks for it."""
    return public_json(did_document(get_object_or_404(Issuer, public_id=public_id)), "application/did+json")


@require_safe
@vary_on_headers("Accept")
def issuer(request: HttpRequest, public_id: str) -> HttpResponse:
    """The issuer Profile for a program; for a person, the page of the structure or of the network."""
    issuer = get_object_or_404(Issuer.objects.select_related("structure", "network"), public_id=public_id)
    organisation = organisation_of(issuer)
    if media_type := wanted_json(request):
        return public_json(issuer_profile(organisation).to_json(), media_type)
    return redirect("home") if isinstance(organisation, Network) else redirect(organisation)


@login_required
def team(request: HttpRequest, slug: str) -> HttpResponse:
    """Who may do what in the structure; its managers add people here."""
    structure = get_object_or_404(Structure, slug=slug)
    own = require_reader(request.user, structure)
    form = AddMemberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            member = services.add_member(structure, by=request.user, **form.cleaned_data)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("%(name)s fait partie de l’équipe.") % {"name": member.person})
            return redirect("structures:team", slug)
    context = {
        "structure": structure,
        "own": own,
        "team": team_of(structure),
        "form": form,
        "roles": Membership.Role,
    }
    return render(request, "network/team.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def change_role(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    member = _member(slug, pk)
    form = RoleForm(request.POST)
    if form.is_valid():
        _tell(request, lambda: services.change_role(member, by=request.user, role=form.cleaned_data["role"]))
    return redirect("structures:team", slug)


@login_required
@require_POST
def remove_member(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    member = _member(slug, pk)
    _tell(request, lambda: services.remove_member(member, by=request.user))
    return redirect("structures:team", slug)


def _member(slug: str, pk: int) -> Membership:
    return get_object_or_404(Membership.objects.select_related("structure", "person"), structure__slug=slug, pk=pk)


def _tell(request: HttpRequest, act) -> None:
    """Do it; say what was refused where the person is."""
    try:
        act()
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("C’est fait."))
