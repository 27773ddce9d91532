"""A signed badge: a JWS by a key that the issuer lists (OB 2.0 §"SignedBadge Verification")."""

from __future__ import annotations

from typing import Any

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from ..documents import Documents
from ..errors import (
    DocumentUnavailable,
    InvalidKey,
    KeyNotAuthorized,
    KeyNotFound,
    LinkUnavailable,
    ProofUnsupported,
    SignatureMismatch,
)
from ..jws import Jws
from ..keys import PublicKey
from .classes import KEY
from .links import Node, follow, host_of
from .tidying import Json, as_list

_MOST_KEYS = 20


def check_signature(jws: Jws, badge: Node, issuer: Node, documents: Documents) -> str:
    """`proof.ok`. Raises ProofInvalid, or InvalidKey if no key of the issuer's can be had."""
    if "crit" in jws.header:
        raise ProofUnsupported("The signature has extensions (`crit`) that we do not read.")
    if issuer.address is None:
        raise KeyNotAuthorized("The issuer has no address on the web, so nobody can tell which keys are its own.")
    keys = _keys(badge, issuer, documents)
    if not any(jws.is_signed_by(key) for key in keys):
        raise SignatureMismatch("The signature does not match the key of the issuer.")
    return "proof.ok"


def read_key(document: Json, issuer: Node) -> PublicKey:
    """The key of a CryptographicKey document. Raises InvalidKey, KeyNotAuthorized if it is somebody else's."""
    KEY(document, "publicKey")
    owner = document.get("owner", issuer.address)
    if owner is not None and owner not in issuer.names:
        raise KeyNotAuthorized(f"The key belongs to {owner}, not to the issuer.")
    return read_pem(document["publicKeyPem"], str(document.get("id", "")), str(owner))


def read_pem(pem: str, id: str, owner: str) -> PublicKey:
    """The public key written as PEM (RFC 7468). Raises InvalidKey."""
    try:
        material: Any = load_pem_public_key(pem.encode())
        jwk = PublicKey(id, owner, material).jwk()
    except (ValueError, UnsupportedAlgorithm) as error:
        raise InvalidKey(f"The key {id} is not a public key in PEM that we read.") from error
    return PublicKey.from_jwk(id, owner, jwk)  # which refuses weak keys


def _keys(badge: Node, issuer: Node, documents: Documents) -> list[PublicKey]:
    """The keys that may have signed: the one that the badge names, or all of the issuer's."""
    creator = badge.document["verification"].get("creator")
    creator = creator.get("id") if isinstance(creator, dict) else creator
    listed = as_list(issuer.document.get("publicKey"))[:_MOST_KEYS]
    if badge.version != "2.0" and not listed:
        return [_legacy_key(creator, issuer, documents)]
    trusted = [key for key in listed if creator in (None, _id_of(key))]
    if not trusted:
        raise KeyNotAuthorized(f"The badge is signed by {creator or 'some key'}, which the issuer does not list.")
    return [_fetch_key(key, issuer, documents) for key in trusted]


def _fetch_key(reference: Any, issuer: Node, documents: Documents) -> PublicKey:
    """A key in the issuer's own document, or at the address given there."""
    if isinstance(reference, dict) and "publicKeyPem" in reference:
        return read_key(reference, issuer)
    try:
        return read_key(follow(reference, issuer, documents).document, issuer)
    except LinkUnavailable as error:
        raise KeyNotFound(f"The key could not be had: {error}") from error


def _legacy_key(address: Any, issuer: Node, documents: Documents) -> PublicKey:
    """Open Badges 1: `verify.url` leads to the PEM itself, which nobody lists; it is the issuer's if on its host."""
    if not isinstance(address, str) or host_of(address) is None or host_of(address) != host_of(issuer.address):
        raise KeyNotAuthorized(f"The key at {address} is not on the host of the issuer.")
    try:
        pem = documents.get(address).body.decode("utf-8", errors="replace")
    except DocumentUnavailable as error:
        raise KeyNotFound(f"The key could not be had: {error}") from error
    return read_pem(pem.strip(), address, str(issuer.address))


def _id_of(key: Any) -> Any:
    return key.get("id") if isinstance(key, dict) else key
