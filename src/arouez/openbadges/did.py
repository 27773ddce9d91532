"""Who holds a key: DIDs and controlled identifiers (DID Core, did:key, did:web, Controlled Identifiers 1.0).

did:key:z6Mk…                 the key is its own document
did:web:host%3A8000:path      https://host:8000/path/did.json
https://issuer.example/42     a profile that lists its keys, at its own address
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any
from urllib.parse import quote, unquote, urlsplit

from .documents import Documents
from .errors import (
    DidInvalid,
    DidUnavailable,
    DidUnsupported,
    DocumentUnavailable,
    InvalidKey,
    KeyNotAuthorized,
    KeyNotFound,
    KeyRetired,
    Malformed,
)
from .keys import PublicKey
from .strict_json import parse_object
from .timestamps import parse_timestamp

_HOST = re.compile(r"[A-Za-z0-9.-]+(:[0-9]{1,5})?")
_SEGMENT = re.compile(r"(?!(\.|%2[Ee]){1,2}$)([\w.~-]|%[0-9A-Fa-f]{2})+", re.ASCII)

_READERS: dict[str, tuple[str, type, Callable[[str, str, Any], PublicKey]]] = {
    "Multikey": ("publicKeyMultibase", str, PublicKey.from_multibase),
    "Ed25519VerificationKey2020": ("publicKeyMultibase", str, PublicKey.from_multibase),
    "JsonWebKey": ("publicKeyJwk", dict, PublicKey.from_jwk),
    "JsonWebKey2020": ("publicKeyJwk", dict, PublicKey.from_jwk),
}
"""The verification methods that we read: type to the member with the key, what it is, and how it is read."""


def did_key(multibase: str) -> str:
    """`did:key:z6Mk…` (did:key §3.1)."""
    return f"did:key:{multibase}"


def did_web(url: str) -> str:
    """The did:web of an address: `https://host:8000/a/b` is `did:web:host%3A8000:a:b` (did:web §3.1)."""
    parts = urlsplit(url)
    if not parts.hostname or parts.query or parts.fragment or parts.username:
        raise ValueError(f"{url!r} cannot be a did:web: it needs a host, a path and nothing more.")
    path = [quote(unquote(segment), safe="") for segment in parts.path.split("/") if segment]
    return ":".join(["did:web:" + parts.netloc.replace(":", "%3A"), *path])


def did_web_url(did: str) -> str:
    """Where the document of a did:web is (did:web §3.2). Raises DidInvalid."""
    host, *path = did.removeprefix("did:web:").split(":")
    host = host.replace("%3A", ":").replace("%3a", ":")
    if not did.startswith("did:web:") or not _HOST.fullmatch(host) or not all(map(_SEGMENT.fullmatch, path)):
        raise DidInvalid(f"{did} is not a did:web.")
    return "https://" + "/".join([host, *(path or [".well-known"]), "did.json"])


def did_document(did: str, public_keys: Iterable[PublicKey], also_known_as: Iterable[str] = ()) -> dict[str, Any]:
    """The document to publish for `did`: its keys, each allowed to make assertions (DID Core §4)."""
    keys = list(public_keys)
    document: dict[str, Any] = {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": did,
    }
    if names := list(also_known_as):
        document["alsoKnownAs"] = names
    document["verificationMethod"] = [key.to_json() for key in keys]
    document["assertionMethod"] = [key.id for key in keys]
    return document


def resolve_verification_method(
    url: str, documents: Documents, at: datetime | None = None, relationship: str = "assertionMethod"
) -> PublicKey:
    """The key named `url`, if its controller lets it make assertions (Controlled Identifiers §3.3).

    Another `relationship`, such as `authentication`, asks for keys that may do that (§2.3).

    Raises DidInvalid, or InvalidKey: KeyNotFound, KeyNotAuthorized, or KeyRetired as of `at`.
    """
    controller, _, fragment = url.partition("#")
    if not fragment:
        raise KeyNotFound(f"{url} names no key: it has no #fragment.")
    if controller.startswith("did:key:"):
        return _self_certified(url, controller, fragment)
    document = _controller_document(controller, documents)
    method = _find_method(document, url, relationship)
    key = _public_key(method, controller)
    _refuse_retired(method, at)
    return key


def _self_certified(url: str, controller: str, fragment: str) -> PublicKey:
    if controller != did_key(fragment):
        raise KeyNotFound(f"{url} is not the key of its did:key; it must be written {controller}#{controller[8:]}.")
    return PublicKey.from_multibase(url, controller, fragment)


def _controller_document(controller: str, documents: Documents) -> dict[str, Any]:
    """The controlled identifier document, which must be about `controller` itself."""
    if controller.startswith("did:web:"):
        address = did_web_url(controller)
    elif controller.startswith("did:"):
        raise DidUnsupported(f"{controller} uses a DID method that we do not read: use did:key or did:web.")
    else:
        address = controller
    try:
        found = documents.get(address)
        document = parse_object(found.body)
    except DocumentUnavailable as error:
        raise DidUnavailable(f"The document of {controller} is unavailable: {error}") from error
    except Malformed as error:
        raise DidInvalid(f"The document of {controller} cannot be read: {error}") from error
    if address == controller and urlsplit(found.url).netloc != urlsplit(address).netloc:
        # Many a site sends anybody on to anywhere, by an address with a query. That of a did:web has none.
        raise DidInvalid(f"{controller} sends us on to {found.url}, which does not speak for it.")
    if document.get("id") != controller:
        raise DidInvalid(f"The document at {address} is about {json.dumps(document.get('id'))}, not {controller}.")
    return document


def _find_method(document: dict[str, Any], url: str, relationship: str) -> dict[str, Any]:
    """The verification method `url` under `relationship`, embedded there or by reference."""
    allowed = _entries(document, relationship)
    methods = [entry for entry in allowed + _entries(document, "verificationMethod") if isinstance(entry, dict)]
    method = next((entry for entry in methods if _absolute(entry.get("id"), document) == url), None)
    if method is None:
        raise KeyNotFound(f"The document of {document['id']} does not hold the key {url}.")
    names = [entry.get("id") if isinstance(entry, dict) else entry for entry in allowed]
    if url not in [_absolute(name, document) for name in names]:
        raise KeyNotAuthorized(f"{document['id']} does not list {url} under {relationship}.")
    return method


def _public_key(method: dict[str, Any], controller: str) -> PublicKey:
    member, form, read = _READERS.get(str(method.get("type")), ("", str, PublicKey.from_multibase))
    if not isinstance(method.get(member), form):
        raise InvalidKey(f"{method.get('id')} is not a key that we read: {', '.join(_READERS)}.")
    if method.get("controller") != controller:
        raise KeyNotAuthorized(f"{method.get('id')} says that its controller is {method.get('controller')}.")
    return read(_absolute(method["id"], {"id": controller}), controller, method[member])


def _refuse_retired(method: dict[str, Any], at: datetime | None) -> None:
    for member in ("revoked", "expires"):
        if at is None or member not in method:
            continue
        try:
            moment = parse_timestamp(method[member])
        except (TypeError, ValueError) as error:
            raise InvalidKey(f"{method['id']}: `{member}` is not a point in time.") from error
        if at >= moment:
            raise KeyRetired(f"{method['id']} is not to be relied on since {method[member]} (`{member}`).")


def _entries(document: dict[str, Any], member: str) -> list[Any]:
    value = document.get(member, [])
    return value if isinstance(value, list) else [value]


def _absolute(identifier: Any, document: dict[str, Any]) -> str:
    """DID documents may write their own keys as `#key-0` (DID Core §3.2.2 "Relative DID URLs")."""
    text = str(identifier)
    return document["id"] + text if text.startswith("#") else text
