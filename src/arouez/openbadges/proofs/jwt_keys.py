"""The key of a token, and whether it is the issuer's (OB 3.0 §8.2; RFC 7515 §4.1.3 `jwk`, §4.1.4 `kid`).

    key = find_key(header, documents, at)           # key.controller: where it was found
    key = bind_key(key, issuer, documents, at)      # key.controller: the issuer, if the key is its own

A key that only the token speaks of proves nothing: anybody can make one. It is the issuer's if

1. the issuer is that key (did:key, did:jwk), or its document lists it under `assertionMethod`;
2. or the key is published where only the issuer publishes: beside the document of its did:web, or, for an
   issuer with a web address, on the same origin, which is what Open Badges 2.0 trusts it with, too.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from typing import Any
from urllib.parse import unquote

from ..base64url import decode_octets, encode_octets
from ..did import did_web_url, resolve_verification_method
from ..documents import Documents
from ..errors import (
    DidInvalid,
    DidUnavailable,
    DidUnsupported,
    DocumentUnavailable,
    InvalidKey,
    KeyNotFound,
    Malformed,
    ProofInvalid,
)
from ..keys import PublicKey
from ..strict_json import parse_object

Json = dict[str, Any]

_THUMBPRINT = "urn:ietf:params:oauth:jwk-thumbprint:sha-256:"  # RFC 9278
_SEPARATOR = re.compile(r"[/\\?#]")


def find_key(header: Json, documents: Documents, at: datetime) -> PublicKey:
    """The key that the header names by `kid`, or else carries as `jwk`; `kid` wins.

    Its controller is where it was found: a DID, an address, or for a `jwk` no more than the key's thumbprint.
    Raises ProofInvalid, InvalidKey, or DidInvalid if its document cannot be had or read.
    """
    carried = _carried(header["jwk"]) if "jwk" in header else None
    if "kid" in header:
        return _dereferenced(header["kid"], documents, at)
    if carried is None:
        raise ProofInvalid("The token names no key: its header has neither `kid` nor `jwk`.")
    return carried


def bind_key(key: PublicKey, issuer: str, documents: Documents, at: datetime) -> PublicKey:
    """The key as the issuer's, if it is; as it was found, if not.

    Raises InvalidKey if the issuer retired the key or does not let it make assertions, and DidInvalid if only
    the issuer's document could tell, and cannot be had or read.
    """
    if key.controller == issuer or key.controller.startswith("did:"):
        return key
    is_beside = _is_own_place(key.controller, issuer)
    try:
        own = _listed(key, issuer, documents, at)
    except DidInvalid:
        if not is_beside:
            raise
        own = None
    if own is None and is_beside:
        own = replace(key, controller=issuer)
    return own or key


# ---- finding


def _carried(jwk: Any) -> PublicKey:
    if not isinstance(jwk, dict):
        raise ProofInvalid("The token's `jwk` is no JSON Web Key.")
    key = PublicKey.from_jwk("The key in the token", "", jwk)
    members = json.dumps(key.jwk(), separators=(",", ":"))  # RFC 7638 §3
    name = _THUMBPRINT + encode_octets(sha256(members.encode()).digest())
    return replace(key, id=name, controller=name)


def _dereferenced(kid: Any, documents: Documents, at: datetime) -> PublicKey:
    if isinstance(kid, str) and kid.startswith("did:jwk:"):
        return _did_jwk(kid)
    if isinstance(kid, str) and kid.startswith("did:"):
        return resolve_verification_method(kid, documents, at)
    if isinstance(kid, str) and kid.startswith("https://"):
        return _fetched(kid, documents, at)
    raise KeyNotFound("The token's `kid` is neither a DID nor an https address, where a key could be looked up.")


def _did_jwk(url: str) -> PublicKey:
    """The key that is its own DID (did:jwk §"Read"), whose only verification method is `#0`."""
    did, _, fragment = url.partition("#")
    if fragment != "0":
        raise KeyNotFound("A did:jwk has one key, which is named `#0`.")
    try:
        jwk = parse_object(decode_octets(did.removeprefix("did:jwk:")))
    except (ValueError, Malformed) as error:
        raise DidInvalid(f"The did:jwk does not hold a key: {error}") from error
    return PublicKey.from_jwk(url, did, jwk)


def _fetched(kid: str, documents: Documents, at: datetime) -> PublicKey:
    """One JWK, as OB 3.0 asks. A set of them and a controller's document, which others publish, are read too."""
    address, _, fragment = kid.partition("#")
    try:
        document = documents.get(address)
        content = parse_object(document.body)
    except DocumentUnavailable as error:
        raise DidUnavailable(f"The key {kid} could not be had: {error}") from error
    except Malformed as error:
        raise InvalidKey(f"The key {kid} cannot be read: {error}") from error
    if "kty" in content:
        return PublicKey.from_jwk(kid, document.url, content)
    if "keys" in content:
        return PublicKey.from_jwk(kid, document.url, _one_of_set(content["keys"], kid, fragment))
    return replace(resolve_verification_method(kid, documents, at), controller=document.url)


def _one_of_set(keys: Any, kid: str, fragment: str) -> Json:
    """The one key of the set with that `kid`, in full or as the fragment (RFC 7517 §4.5)."""
    names = [kid, fragment] if fragment else [kid]
    entries = keys if isinstance(keys, list) else []
    found = [entry for entry in entries if isinstance(entry, dict) and entry.get("kid") in names]
    if len(found) != 1:
        raise KeyNotFound(f"{kid} leads to a set of keys, of which {len(found)} have this `kid`, not one.")
    return found[0]


# ---- binding


def _listed(key: PublicKey, issuer: str, documents: Documents, at: datetime) -> PublicKey | None:
    """The issuer's own entry for the key, or None if it has none."""
    if issuer.startswith("did:key:"):
        return _if_same(key, resolve_verification_method(f"{issuer}#{issuer.removeprefix('did:key:')}", documents))
    if issuer.startswith("did:jwk:"):
        return _if_same(key, _did_jwk(f"{issuer}#0"))
    document = _issuer_document(issuer, documents)
    allowed = _entries(document, "assertionMethod")
    methods = [one for one in allowed + _entries(document, "verificationMethod") if isinstance(one, dict)]
    written = key.to_json() | {"publicKeyJwk": key.jwk()}
    names = [str(one.get("id")) for one in methods if _is_written(written, one)]
    if not names:
        return None
    name = next((name for name in names if name in allowed), names[0])
    return resolve_verification_method(issuer + name if name.startswith("#") else name, documents, at)


def _if_same(key: PublicKey, own: PublicKey) -> PublicKey | None:
    return own if own.jwk() == key.jwk() else None


def _issuer_document(issuer: str, documents: Documents) -> Json:
    if issuer.startswith("did:") and not issuer.startswith("did:web:"):
        raise DidUnsupported(f"{issuer} uses a DID method that we do not read: use did:key, did:jwk or did:web.")
    try:
        return parse_object(documents.get(did_web_url(issuer) if issuer.startswith("did:") else issuer).body)
    except DocumentUnavailable as error:
        raise DidUnavailable(f"The document of {issuer} is unavailable: {error}") from error
    except Malformed as error:
        raise DidInvalid(f"The document of {issuer} cannot be read: {error}") from error


def _is_written(written: Json, method: Json) -> bool:
    """Whether the verification method holds the key that `written` has in both notations."""
    jwk = method.get("publicKeyJwk")
    if isinstance(jwk, dict):
        return all(jwk.get(name) == value for name, value in written["publicKeyJwk"].items())
    multibase = written.get("publicKeyMultibase")
    return multibase is not None and method.get("publicKeyMultibase") == multibase


def _is_own_place(place: str, issuer: str) -> bool:
    """Whether an address, where a redirect ended if there was one, is the issuer's to publish at."""
    if issuer.startswith("did:web:"):
        home = did_web_url(issuer).removesuffix("did.json").removesuffix(".well-known/")
    elif issuer.startswith("https://"):
        home = "/".join(issuer.split("/", 3)[:3]) + "/"
    else:
        return False
    climbs = not {".", ".."}.isdisjoint(_SEPARATOR.split(unquote(place)))
    return place.startswith(home) and not climbs


def _entries(document: Json, member: str) -> list[Any]:
    value = document.get(member, [])
    return value if isinstance(value, list) else [value]
