"""The pages that show several rooms at once: the front page and a structure's public face."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from arouez.badges import endorsements
from arouez.badges import queries as badges
from arouez.badges.label import labels_of
from arouez.badges.models import Award
from arouez.charter.standing import standings_in
from arouez.network.current import choose, show_in
from arouez.network.maps import map_settings, places, with_map
from arouez.network.models import Network, Structure
from arouez.network.perms import coordinates
from arouez.network.queries import memberships_of
from arouez.workshops.queries import sessions_of

PER_PAGE = 50


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What this site is for, and its badges."""
    return _front(request, request.network if request.network else None)


@require_safe
def network(request: HttpRequest, slug: str) -> HttpResponse:
    """The front page of one network of the site, which is shown from then on."""
    found = get_object_or_404(Network.objects.select_related("issuer"), slug=slug)
    choose(request, found)
    return _front(request, found)


@require_safe
def networks(request: HttpRequest) -> HttpResponse:
    """The networks that this site hosts."""
    found = Network.objects.annotate(structure_count=Count("structures")).order_by("name")
    return render(request, "web/networks.html", {"networks": found})


def _front(request: HttpRequest, network: Network | None) -> HttpResponse:
    awards = Award.objects.filter(revocation=None, achievement__network=network, achievement__is_label=False)
    context = {
        "achievements": badges.catalogue().filter(network=network)[:8] if network else [],
        "award_count": awards.count(),
        "structure_count": network.structures.count() if network else 0,
        "coordinates": bool(network) and coordinates(request.user, network),
        "other_networks": Network.objects.exclude(pk=network.pk).exists() if network else False,
    }
    return render(request, "web/home.html", context)


@require_safe
def structures(request: HttpRequest) -> HttpResponse:
    """Who takes part in the network: all of them on the map, a page of them below."""
    found = Structure.objects.filter(networks=request.network or None).order_by("name")
    counted = found.annotate(award_count=Count("awards", filter=Q(awards__revocation=None), distinct=True))
    page = Paginator(counted, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "places": places(found), **map_settings()}
    return with_map(render(request, "web/structures.html", context))


@require_safe
def structure(request: HttpRequest, slug: str) -> HttpResponse:
    """A structure: what it is, and the badges it awards."""
    structure = get_object_or_404(Structure.objects.select_related("issuer"), slug=slug)
    networks = list(structure.networks.order_by("name"))
    if networks and request.network not in networks:
        show_in(request, networks[0])
    mine = memberships_of(request.user).filter(structure=structure) if request.user.is_authenticated else None
    context = {
        "structure": structure,
        "own": mine.first() if mine is not None else None,
        "achievements": badges.given_by(structure),
        "drafts": badges.drafts_of(structure),
        "machines": structure.machines.prefetch_related("achievements"),
        "sessions": sessions_of(structure).to_come(timezone.now())[:4],
        "labels": labels_of(structure),
        "networks": networks,
        "people": structure.memberships.exclude(public_words="").select_related("person").order_by("person__name"),
        "signed": standings_in(structure, timezone.now()),
        **endorsements.shown(structure, request.user, timezone.now()),
    }
    return render(request, "web/structure.html", context)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "404.html", status=404)
