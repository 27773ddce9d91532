from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from arouez.network.models import Network
from arouez.network.perms import coordinates, membership

from .. import markdown, printing, queries
from ..changes import changes
from ..models import CharterVersion, Signature
from ..standing import State, standing_of, standings, standings_of
from . import network_of, participates

PER_PAGE = 50


@require_safe
def charter(request: HttpRequest, slug: str) -> HttpResponse:
    """The charter in force: what it says, and who signed it."""
    network = network_of(slug)
    return _text_page(request, network, queries.latest_version(network))


@require_safe
def version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A version of the text, for good, with its digest and what it changed."""
    version = _version(slug, number)
    return _text_page(request, version.network, version)


def _text_page(request: HttpRequest, network: Network, version: CharterVersion | None) -> HttpResponse:
    now, participant = timezone.now(), participates(request, network)
    before = version and network.charter_versions.filter(number=version.number - 1).first()
    context = {
        "network": network,
        "version": version,
        "sections": markdown.sections(version.text) if version else [],
        "changes": changes(before.text, version.text) if before else [],
        "now": now,
        "versions": network.charter_versions.order_by("-number"),
        "labelled_count": queries.labelled_structures(network, now).count(),
        "participates": participant,
        "coordinates": participant and coordinates(request.user, network),
        "own": standings_of(request.user, network, now) if participant else [],
        "remarks": queries.remarks(network, version.number) if participant and version else [],
    }
    return render(request, "charter/version.html", context)


@require_safe
def version_pdf(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    version = _version(slug, number)
    return _pdf(printing.version_pdf(version), f"charte {version.network.slug} {version.number}")


@require_safe
def signatories(request: HttpRequest, slug: str) -> HttpResponse:
    """Who has the label, and who had it."""
    network = network_of(slug)
    signed = [each for each in standings(network, timezone.now()) if each.state != State.CANDIDATE]
    signed.sort(key=lambda each: not each.is_labelled)
    context = {"network": network, "page": Paginator(signed, PER_PAGE).get_page(request.GET.get("page"))}
    return render(request, "charter/signatories.html", context)


@require_safe
def signature(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    """A signature: who signed what, when, and whether it gives the label now."""
    signature = _signature(slug, public_id)
    network, now = signature.version.network, timezone.now()
    own = membership(request.user, signature.structure) if request.user.is_authenticated else None
    context = {
        "network": network,
        "signature": signature,
        "gives_label": Signature.objects.in_force_at(now).filter(pk=signature.pk).exists(),
        "standing": standing_of(signature.structure, network, now),
        "now": now,
        "participates": participates(request, network),
        "manages": bool(own and own.may_manage),
    }
    return render(request, "charter/signature.html", context)


@require_safe
def signed_pdf(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    """The signed charter. It names the representative to the network's members, and to all if they agreed."""
    signature = _signature(slug, public_id)
    names = signature.shows_name or participates(request, signature.version.network)
    response = _pdf(printing.signed_pdf(signature, names=names), f"charte signee {signature.structure.slug}")
    response["Cache-Control"] = "private, no-cache"
    return response


def _version(slug: str, number: int) -> CharterVersion:
    versions = CharterVersion.objects.select_related("network")
    return get_object_or_404(versions, network__slug=slug, number=number)


def _signature(slug: str, public_id: str) -> Signature:
    signatures = Signature.objects.select_related("version__network", "structure", "signed_by", "withdrawn_by")
    return get_object_or_404(signatures, version__network__slug=slug, public_id=public_id)


def _pdf(pdf: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        pdf, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{slugify(name)}.pdf"'}
    )
