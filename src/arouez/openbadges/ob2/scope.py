"""Where an issuer publishes its badges (OB 2.0 §VerificationObject, §"HostedBadge Verification").

Whoever publishes elsewhere can claim any issuer, but not that the issuer said so.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urlsplit

from ..errors import OutOfScope
from .links import Node, host_of
from .tidying import Json, as_list
from .values import is_url

_DOTS = {".", ".."}


def check_scope(address: str, issuer: Node, badge: Node | None = None) -> str:
    """`scope.ok`. Raises OutOfScope unless the issuer, and the badge class if it says, let `address` speak for them.

    An issuer that says nothing publishes its badges, and their classes, on its own host.
    """
    if not is_url(address):
        raise OutOfScope("The badge is said to be published, but has no address on the web.")
    if _DOTS & {*unquote(urlsplit(address).path).split("/")}:
        raise OutOfScope(f"{address} does not say plainly where it leads.")
    policy = _policy(issuer)
    if policy is None:
        own = _hosts(issuer)
        for place in (address, badge.address if badge else None):
            if place is not None and host_of(place) not in own:
                raise OutOfScope(f"{place} is not on {' or '.join(own)}, the host of the issuer.")
    for allowed in (policy, _policy(badge) if badge else None):
        if allowed is not None and not _allows(allowed, address):
            raise OutOfScope(f"{address} is not among the addresses where the issuer says that its badges are.")
    return "scope.ok"


def _hosts(issuer: Node) -> list[str]:
    """Where the issuer's profile is, and where it was looked for if a redirect led away from there."""
    hosts = sorted({host for name in issuer.names if (host := host_of(name))})
    return hosts or [str(host_of(issuer.document.get("url")))]


def _policy(node: Node) -> Json | None:
    policy = node.document.get("verification")
    has_scope = isinstance(policy, dict) and ("startsWith" in policy or "allowedOrigins" in policy)
    return policy if has_scope else None


def _allows(policy: Json, address: str) -> bool:
    starts, origins = policy.get("startsWith"), policy.get("allowedOrigins")
    return (starts is None or any(_starts_with(address, start) for start in as_list(starts))) and (
        origins is None or host_of(address) in [str(origin).lower() for origin in as_list(origins)]
    )


def _starts_with(address: str, start: Any) -> bool:
    """By text, but never across the end of the host's name: example.org does not start example.org.evil."""
    return isinstance(start, str) and address.startswith(start) and host_of(address) == host_of(start)
