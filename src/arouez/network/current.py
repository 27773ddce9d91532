"""Which network a page belongs to, on a site that hosts several: `request.network`."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from .models import Network
from .queries import network_for

CHOSEN = "network"


def which_network(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Give every request its network: by host name, else the one last visited, else the first. Asked for only when used."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.network = SimpleLazyObject(lambda: _find(request))
        return get_response(request)

    return middleware


def _find(request: HttpRequest) -> Network | None:
    """Pages under /reseaux/<slug>/ belong to that one, whatever the host and whichever was visited last."""
    _root, first, slug = [*request.path.split("/"), "", ""][:3]
    if first == "reseaux" and slug:
        return network_for("", slug)
    return network_for(request.get_host().partition(":")[0], request.session.get(CHOSEN, ""))


def show_in(request: HttpRequest, network: Network | None) -> None:
    """A page about something of a network wears that network's look, whichever was visited last."""
    if network is not None:
        request.network = network


def choose(request: HttpRequest, network: Network) -> None:
    """From now on the pages that belong to no network in particular show this one."""
    request.session[CHOSEN] = network.slug
    request.network = network
