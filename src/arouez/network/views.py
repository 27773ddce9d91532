from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.storage import default_storage
from django.core.paginator import Paginator
from django.forms import Form
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from arouez.errors import DomainError
from arouez.http import public_document, wanted_json

from . import governing, inviting, ob2, presentation, services
from .forms import InviteMemberForm, JoiningForm, NetworkForm, PersonForm, PresentationForm, RoleForm
from .journal import lines_of
from .keystore import did_document
from .maps import map_settings, with_map
from .models import Coordinator, Issuer, Membership, Network, SigningKey, Structure
from .perms import require_coordinator, require_manager, require_participant, require_reader
from .profiles import issuer_profile, organisation_of
from .queries import invitations_from, invitations_to, team_of


@require_safe
def did_json(request: HttpRequest, public_id: str) -> HttpResponse:
    """The issuer's DID document, where did:web looks for it."""
    return public_document(did_document(get_object_or_404(Issuer, public_id=public_id)), "application/did+json")


@require_safe
def jwk(request: HttpRequest, public_id: str, name: str) -> HttpResponse:
    """A key alone, as one JWK: what the `kid` of a token leads to."""
    key = _key(public_id, name)
    return public_document(
        key.public_jwk | {"alg": key.public.algorithm, "use": "sig", "kid": key.url}, "application/json"
    )


@require_safe
@vary_on_headers("Accept")
def ob2_issuer(request: HttpRequest, public_id: str) -> HttpResponse:
    """The Issuer of Open Badges 2.0; for a person, the same page as for 3.0."""
    issuer = _issuer(public_id)
    if media_type := wanted_json(request):
        return public_document(ob2.issuer_document(organisation_of(issuer)), media_type)
    return redirect(issuer.url)


@require_safe
def ob2_key(request: HttpRequest, public_id: str, name: str) -> HttpResponse:
    """A key in the words of Open Badges 2.0."""
    return public_document(
        ob2.key_document(_key(public_id, name, purpose=SigningKey.Purpose.TOKEN)), "application/ld+json"
    )


@require_safe
@vary_on_headers("Accept")
def issuer(request: HttpRequest, public_id: str) -> HttpResponse:
    """The issuer Profile for a program; for a person, the page of the structure or of the network."""
    organisation = organisation_of(_issuer(public_id))
    if media_type := wanted_json(request):
        return public_document(issuer_profile(organisation).to_json(), media_type)
    return redirect(organisation) if isinstance(organisation, Structure) else redirect("home")


@login_required
def team(request: HttpRequest, slug: str) -> HttpResponse:
    """Who may do what in the structure; its managers invite people here."""
    structure = get_object_or_404(Structure, slug=slug)
    own = require_reader(request.user, structure)
    form = InviteMemberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            sent = inviting.invite_member(structure, by=request.user, now=timezone.now(), **form.cleaned_data)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Une invitation part à %(email)s.") % {"email": sent.email})
            return redirect("structures:team", slug)
    context = {
        "structure": structure,
        "own": own,
        "team": team_of(structure),
        "form": form,
        "roles": Membership.Role,
        "now": timezone.now(),
        "invitations": invitations_from(structure) if own.may_manage else [],
        "received": invitations_to(structure) if own.may_manage else [],
    }
    return render(request, "network/team.html", context, status=422 if form.errors else 200)


@login_required
def present(request: HttpRequest, slug: str) -> HttpResponse:
    """What the structure says of itself, for its managers to change."""
    own = require_manager(request.user, slug)
    form = PresentationForm(request.POST or None, request.FILES or None, instance=own.structure)
    if request.method == "POST" and form.is_valid():
        try:
            presentation.present(Structure.objects.get(pk=own.structure.pk), by=request.user, **form.said)
        except DomainError as refusal:
            form.add_error("photo_words" if "photo" in refusal.code else None, str(refusal))
        else:
            messages.success(request, _("C’est enregistré."))
            return redirect(own.structure)
    context = {"structure": own.structure, "own": own, "form": form, **map_settings()}
    response = render(request, "network/present.html", context, status=422 if form.errors else 200)
    return with_map(response)


@login_required
@require_POST
def appear(request: HttpRequest, slug: str) -> HttpResponse:
    """Appear on the structure's public page, or no more: everyone says so for themselves."""
    structure = get_object_or_404(Structure, slug=slug)
    member = presentation.appear(structure, by=request.user, words=request.POST.get("words", ""))
    shown = _("Vous apparaissez sur la page publique.") if member.public_words else _("Vous n’y apparaissez plus.")
    messages.success(request, shown)
    return redirect("structures:team", slug)


@require_safe
def image(request: HttpRequest, slug: str, which: str) -> HttpResponse:
    """A structure's photo or logo."""
    structure = get_object_or_404(Structure, slug=slug)
    kept = {"photo.jpg": structure.photo, "logo.png": structure.logo}.get(which)
    if not kept or not default_storage.exists(kept):
        raise Http404
    kind = "image/jpeg" if which == "photo.jpg" else "image/png"
    response = FileResponse(default_storage.open(kept), content_type=kind)
    response["Cache-Control"] = "public, max-age=3600"
    return response


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


@login_required
@require_safe
def journal(request: HttpRequest, slug: str) -> HttpResponse:
    """Every act of governance in the network, for those who take part in it."""
    network = get_object_or_404(Network, slug=slug)
    require_participant(request.user, network)
    page = Paginator(lines_of(network), 50).get_page(request.GET.get("page"))
    return render(request, "network/journal.html", {"page": page})


@login_required
def settings(request: HttpRequest, slug: str) -> HttpResponse:
    """What the network says of itself, who runs it, which structures are in it: for the coordination."""
    network = _coordinated(request, slug)
    form = NetworkForm(request.POST or None, instance=network)
    if request.method == "POST" and form.is_valid():
        changed = Network.objects.get(pk=network.pk)
        governing.change_network(changed, by=request.user, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("C’est enregistré."))
        return redirect("networks:settings", slug)
    return _settings_page(request, network, form=form)


@login_required
@require_POST
def invite_coordinator(request: HttpRequest, slug: str) -> HttpResponse:
    network = _coordinated(request, slug)
    return _invite(
        request, network, inviting.invite_coordinator, "person_form", _person_form("coordinator", request.POST)
    )


@login_required
@require_POST
def invite_founder(request: HttpRequest, slug: str) -> HttpResponse:
    network = _coordinated(request, slug)
    return _invite(request, network, inviting.invite_founder, "founder_form", _person_form("founder", request.POST))


@login_required
@require_POST
def invite_structure(request: HttpRequest, slug: str) -> HttpResponse:
    network = _coordinated(request, slug)
    return _invite(request, network, inviting.invite_structure, "joining_form", JoiningForm(network, request.POST))


@login_required
@require_POST
def remove_coordinator(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    which = Coordinator.objects.select_related("network", "person")
    coordinator = get_object_or_404(which, network__slug=slug, pk=pk)
    _tell(request, lambda: governing.remove_coordinator(coordinator, by=request.user, now=timezone.now()))
    return redirect("networks:front" if coordinator.person_id == request.user.pk else "networks:settings", slug)


@login_required
@require_POST
def leave(request: HttpRequest, slug: str, structure: str) -> HttpResponse:
    """Take a structure out of the network: its managers and the coordination may."""
    network, which = get_object_or_404(Network, slug=slug), get_object_or_404(Structure, slug=structure)
    reason = request.POST.get("reason", "")
    _tell(request, lambda: governing.leave(which, network, by=request.user, reason=reason, now=timezone.now()))
    return redirect(which)


def _coordinated(request: HttpRequest, slug: str) -> Network:
    network = get_object_or_404(Network, slug=slug)
    require_coordinator(request.user, network)
    return network


def _invite(request: HttpRequest, network: Network, invite: Callable, name: str, form: Form) -> HttpResponse:
    if form.is_valid():
        try:
            sent = invite(network, by=request.user, now=timezone.now(), **form.cleaned_data)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Une invitation part à %(email)s.") % {"email": sent.email or sent.to})
            return redirect("networks:settings", network.slug)
    return _settings_page(request, network, **{name: form})


def _person_form(place: str, data: QueryDict | None = None) -> PersonForm:
    """One of the two on the page, whose fields have ids of their own."""
    return PersonForm(data, auto_id=f"{place}_%s")


def _settings_page(request: HttpRequest, network: Network, **forms: Any) -> HttpResponse:
    context = {
        "form": NetworkForm(instance=network),
        "person_form": _person_form("coordinator"),
        "founder_form": _person_form("founder"),
        "joining_form": JoiningForm(network),
        **forms,
        "now": timezone.now(),
        "invitations": invitations_from(network),
        "coordinators": network.coordinators.select_related("person").order_by("person__name"),
        "page": Paginator(network.structures.order_by("name"), 50).get_page(request.GET.get("page")),
    }
    wrong = any(form.errors for form in forms.values())
    return render(request, "network/settings.html", context, status=422 if wrong else 200)


def _issuer(public_id: str) -> Issuer:
    """An issuer that speaks for a structure or a network; one whose keys alone were restored speaks for nobody yet."""
    issuers = Issuer.objects.select_related("structure", "network", "personal")
    issuers = issuers.exclude(structure=None, network=None, personal=None)
    return get_object_or_404(issuers, public_id=public_id)


def _key(public_id: str, name: str, **which: str) -> SigningKey:
    return get_object_or_404(
        SigningKey.objects.select_related("issuer"), issuer__public_id=public_id, name=name, **which
    )


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
