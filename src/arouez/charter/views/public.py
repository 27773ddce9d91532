from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from arouez.network.models import Network

from .. import markdown, queries
from ..models import CharterVersion


@require_safe
def charter(request: HttpRequest, slug: str) -> HttpResponse:
    """The charter in force."""
    network = get_object_or_404(Network, slug=slug)
    return _text_page(request, network, queries.latest_version(network))


@require_safe
def version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A version of the text, for good, with its digest."""
    versions = CharterVersion.objects.select_related("network")
    version = get_object_or_404(versions, network__slug=slug, number=number)
    return _text_page(request, version.network, version)


def _text_page(request: HttpRequest, network: Network, version: CharterVersion | None) -> HttpResponse:
    context = {
        "of_network": network,
        "version": version,
        "html": markdown.to_html(version.text) if version else "",
    }
    return render(request, "charter/version.html", context)
