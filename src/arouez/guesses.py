"""Wrong guesses of short codes, counted, so that nobody tries them all."""

from __future__ import annotations

from django.core.cache import cache
from django.http import HttpRequest

MOST = 20
"""Wrong guesses from one address, before it waits. A classroom behind one address makes mistakes too."""
WAIT = 600
"""Seconds from the first of them."""


def too_many(request: HttpRequest) -> bool:
    """Whether this address guessed wrong too often lately. Counted by each server process on its own."""
    return cache.get(_name(request), 0) >= MOST


def wrong(request: HttpRequest) -> None:
    """Count one."""
    if not cache.add(_name(request), 1, WAIT):
        try:
            cache.incr(_name(request))
        except ValueError:  # it ended between the two
            cache.add(_name(request), 1, WAIT)


def _name(request: HttpRequest) -> str:
    return f"guesses:{request.META.get('REMOTE_ADDR', '')}"
