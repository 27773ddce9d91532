from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from arouez.errors import DomainError
from arouez.network.models import Network, Structure
from arouez.network.perms import require_manager

from .. import markdown, queries, services, signing
from ..forms import CodeForm, SignForm
from ..models import CharterVersion, Signature, SigningRequest
from . import our_network, structure_of

REPRESENTATIVE = ("representative_name", "representative_role", "representative_email", "shows_name")


@login_required
def ask(request: HttpRequest, slug: str, structure: str) -> HttpResponse:
    """Say who signs. A code goes to their address."""
    network, signing_structure, version = _what_is_signed(request, slug, structure)
    initial = {"version": version.number} | _representative_last_time(signing_structure, network)
    form = SignForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            if form.cleaned_data["version"] != version.number:
                raise services.superseded()
            columns = {name: form.cleaned_data[name] for name in REPRESENTATIVE}
            signing.ask_to_sign(version, signing_structure, by=request.user, now=timezone.now(), **columns)
        except DomainError as refusal:
            form = _with_latest(form, version)
            form.add_error(None, str(refusal))
        else:
            return redirect("charter:confirm", slug, structure)
    context = {
        "network": network,
        "structure": signing_structure,
        "version": version,
        "form": form,
        "html": markdown.to_html(version.text),
        "running": signing.running_request(version, signing_structure, timezone.now()),
        "already": version.signatures.filter(structure=signing_structure, withdrawn_at=None).first(),
    }
    return render(request, "charter/sign.html", context, status=422 if form.errors else 200)


@login_required
def confirm(request: HttpRequest, slug: str, structure: str) -> HttpResponse:
    """Type the code that the representative received: the structure has signed."""
    network, signing_structure, version = _what_is_signed(request, slug, structure)
    running = signing.running_request(version, signing_structure, timezone.now())
    form = CodeForm(request.POST or None, initial={"version": version.number})
    if request.method == "POST" and form.is_valid():
        code, number = form.cleaned_data["code"], form.cleaned_data["version"]
        read = network.charter_versions.filter(number=number).first() or version
        try:
            signature = signing.confirm(read, signing_structure, code, by=request.user, now=timezone.now())
        except DomainError as refusal:
            running = signing.running_request(version, signing_structure, timezone.now())
            form.add_error("code", str(refusal))
        else:
            messages.success(request, _("La charte-label est signée."))
            return redirect(signature)
    if running is None:
        return _start_again(request, form, slug, structure)
    context = {
        "network": network,
        "structure": signing_structure,
        "version": version,
        "running": running,
        "until": running.asked_at + signing.VALID_FOR,
        "form": form,
    }
    return render(request, "charter/confirm.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def show_name(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    """Make the representative's name public, or take it back."""
    signatures = Signature.objects.select_related("version__network", "structure")
    signature = get_object_or_404(signatures, version__network__slug=slug, public_id=public_id)
    services.show_representative(signature, by=request.user, shown=request.POST.get("shown") == "1")
    messages.success(request, _("C’est noté."))
    return redirect(signature)


def _what_is_signed(request: HttpRequest, slug: str, structure: str) -> tuple[Network, Structure, CharterVersion]:
    """The structure, for one of its managers, and the latest version."""
    network = our_network(request, slug)
    found = structure_of(network, structure)
    require_manager(request.user, found)
    version = queries.latest_version(network)
    if version is None:
        raise Http404
    return network, found, version


def _representative_last_time(structure: Structure, network: Network) -> dict[str, Any]:
    """Who was to sign for the structure, or did, so that nobody types it twice."""
    last = (
        SigningRequest.objects.filter(structure=structure, version__network=network).order_by("-asked_at").first()
        or Signature.objects.filter(structure=structure, version__network=network).first()
    )
    return {name: getattr(last, name) for name in REPRESENTATIVE} if last else {}


def _with_latest(form: SignForm, version: CharterVersion) -> SignForm:
    """What was typed, with the version that is on the page now, which is still to be read."""
    data = form.data.copy()
    if data.get("version") != str(version.number):
        data["version"] = str(version.number)
        data.pop("has_read", None)
    renewed = SignForm(data)
    renewed.errors.clear()
    return renewed


def _start_again(request: HttpRequest, form: CodeForm, slug: str, structure: str) -> HttpResponse:
    """No code is awaited: back to the form, with why."""
    for error in form.errors.get("code", []):
        messages.error(request, error)
    return redirect("charter:sign", slug, structure)
