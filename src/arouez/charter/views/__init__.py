"""The pages of the charter-label: `public` for all, `drafts` for the text to come, `labels` for where each structure
stands, `signatures` to sign."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from arouez.errors import DomainError
from arouez.network.models import Network, Structure
from arouez.network.perms import networks_of, require_participant


def network_of(slug: str) -> Network:
    return get_object_or_404(Network, slug=slug)


def our_network(request: HttpRequest, slug: str) -> Network:
    """The network, for someone who takes part in it."""
    network = network_of(slug)
    require_participant(request.user, network)
    return network


def structure_of(network: Network, slug: str) -> Structure:
    """A structure of the network, or one that left it and had signed."""
    structures = Structure.objects.filter(networks=network) | Structure.objects.filter(
        charter_signatures__version__network=network
    )
    return get_object_or_404(structures.distinct(), slug=slug)


def participates(request: HttpRequest, network: Network) -> bool:
    """Whether the person takes part in the network: they may read people's names and reasons."""
    return request.user.is_authenticated and networks_of(request.user).filter(pk=network.pk).exists()


def tell(request: HttpRequest, act: Callable[[], Any], done: str) -> bool:
    """Do it and say so, or say what was refused; whether it was done."""
    try:
        act()
    except DomainError as refusal:
        messages.error(request, str(refusal))
        return False
    messages.success(request, done)
    return True
