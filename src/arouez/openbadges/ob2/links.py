"""From a document to those it links to: a badge class, an issuer, a key (OB 2.0 §"Linked Data").

Who answers at an address speaks for it; who sends us on to another host does not, as many sites send anybody
anywhere: what is found there is that host's. What a badge holds in place of a link is only a copy: the address that
the copy gives as its id is asked.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urldefrag, urlsplit

from ..documents import Documents
from ..errors import DocumentUnavailable, LinkUnavailable, Malformed
from ..strict_json import parse_object
from .tidying import Json, as_list, tidied
from .upgrade import upgrade
from .values import is_url, parse_moment
from .versions import version_of

_ALIASES = {"hosted": "HostedBadge", "signed": "SignedBadge"}


@dataclass(frozen=True)
class Node:
    """One document of a badge, in its 2.0 form."""

    document: Json
    version: str
    address: str | None = None
    """Where it is published; None for what exists only inside another document."""
    names: frozenset[str] = frozenset()
    """The ids it is known by: its address, and what it says of itself."""
    remarks: tuple[str, ...] = ()
    """What is not as it should be, and does no harm."""

    def remarked(self, remark: str) -> Node:
        return replace(self, remarks=(*self.remarks, remark))


def read_node(document: Json, address: str | None = None) -> Node:
    """A document as it was given, or found at `address`."""
    upgraded = upgrade(document, address)
    names = frozenset(name for name in (address, upgraded.get("id")) if isinstance(name, str))
    unmarked = "2.0" if "@context" in document else "1.0"
    return Node(upgraded, version_of(tidied(document)) or unmarked, address, names)


def follow(reference: Any, parent: Node, documents: Documents) -> Node:
    """What `reference` in `parent` links to, or the object in its place if that has no address.

    Raises LinkUnavailable.
    """
    embedded = reference if isinstance(reference, dict) else None
    address = embedded.get("id") if embedded else reference
    if isinstance(address, str) and is_url(address):
        node = fetch(address, documents)
        return _beside(node, embedded) if embedded else node
    if embedded is None:
        raise LinkUnavailable(f"{reference} is not an address on the web, and nothing else is known of it.")
    return Node(embedded, parent.version, names=frozenset([address] if isinstance(address, str) else []))


def fetch(address: str, documents: Documents) -> Node:
    """The document at `address`. If it says that its own is on another host, that one is asked instead."""
    node, place = _fetch_from(address, documents)
    own = node.document.get("id")
    if isinstance(own, str) and is_url(own) and host_of(own) != host_of(place):
        truth, place = _fetch_from(own, documents)
        if host_of(truth.document.get("id")) != host_of(own):
            raise LinkUnavailable(f"{address} sends us to {own}, which says that it is something else.")
        return _named(truth, place).remarked(f"{address} says that it is {own}: that one is judged.")
    if own != address and "id" in node.document:
        node = node.remarked(f"{address} says that it is {own}.")
    return _named(node, place)


def host_of(address: Any) -> str | None:
    """Host and port, the port unless it goes without saying; None for what is no address on the web."""
    if not is_url(address):
        return None
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return None
    if "@" in parts.netloc:
        return None
    default = {"http": 80, "https": 443}[parts.scheme]
    return str(parts.hostname) if port in (None, default) else f"{parts.hostname}:{port}"


def agrees(copy: Any, truth: Any, name: str = "") -> bool:
    """Whether all that a copy says is what the truth says; the truth may say more."""
    if name in ("badge", "issuer") or isinstance(copy, str) != isinstance(truth, str):
        return bool(_id_of(copy) == _id_of(truth))
    if name == "type":
        return _types(copy) == _types(truth)
    if isinstance(copy, dict) and isinstance(truth, dict):
        return not disagreements(copy, truth)
    if isinstance(copy, list) and isinstance(truth, list):
        return len(copy) == len(truth) and all(map(agrees, copy, truth))
    return bool(copy == truth) or (name in ("issuedOn", "expires") and _same_moment(copy, truth))


def disagreements(copy: Json, truth: Json) -> list[str]:
    """The members of `copy` that say something else than those of `truth`."""
    return [
        name
        for name, value in copy.items()
        if name != "@context" and not (name in truth and agrees(value, truth[name], name))
    ]


def _fetch_from(address: str, documents: Documents) -> tuple[Node, str]:
    """The document, and whose word it is: that of the address, or of the other host that it sends us on to."""
    try:
        found = documents.get(address)
        place = address if host_of(found.url) == host_of(address) else found.url
        node = read_node(parse_object(found.body), address)
    except DocumentUnavailable as error:
        raise LinkUnavailable(str(error)) from error
    except Malformed as error:
        raise LinkUnavailable(f"{address} cannot be read: {error}") from error
    if urldefrag(found.url).url != urldefrag(address).url:
        node = node.remarked(f"{address} sends us on to {found.url}.")
    return node, place


def _beside(node: Node, embedded: Json) -> Node:
    """The linked document, and a remark if the copy of it in the badge says something else."""
    copy = upgrade(embedded)
    other = [name for name in disagreements(copy, node.document) if name != "id"]
    if not other:
        return node
    return node.remarked(f"{node.address} says otherwise than the badge about {', '.join(other)}.")


def _named(node: Node, address: str) -> Node:
    """Known by the address that speaks for it, whatever id it gives itself."""
    document = node.document | {"id": address} if "id" in node.document else node.document
    return replace(node, document=document, address=address, names=node.names | {address})


def _id_of(value: Any) -> Any:
    return value.get("id") if isinstance(value, dict) else value


def _types(value: Any) -> set[str]:
    return {_ALIASES.get(str(name), str(name)) for name in as_list(value)}


def _same_moment(one: Any, other: Any) -> bool:
    try:
        return parse_moment(one) == parse_moment(other)
    except ValueError:
        return False
