"""From what was given to the badge in it: JSON, a compact JWS, a picture, or the address of one of these."""

from __future__ import annotations

import re
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from .. import carriers, strict_json
from ..documents import Documents
from ..errors import DocumentMissing, EnvelopeBroken, Malformed, Revoked
from ..jws import Jws, is_compact
from ..ob2 import version_of
from ..proofs import VcJwt

Json = dict[str, Any]

_CREDENTIALS = "https://www.w3.org/ns/credentials/v2"
_ENVELOPE = re.compile(r"data:application/(?:vc\+)?(?:ld\+json\+)?jwt,([\w-]+\.[\w-]+\.[\w-]+)", re.ASCII)
_ADDRESS = re.compile(r"https?://\S+")


@dataclass(frozen=True)
class Earlier:
    """An Open Badge of the first two generations: a document or what signs one, and the address it was found at."""

    badge: Json | Jws
    address: str | None = None


def read(badge: Json | str | bytes, documents: Documents) -> Json | VcJwt | Earlier:
    """The badge: a credential, in a token or not, or one from before there were credentials.

    Raises Malformed, CarrierError, ProofInvalid, or DocumentUnavailable for its address.
    """
    if isinstance(badge, dict):
        strict_json.check_value(badge)
        return _sorted_out(badge)
    text = _text(badge)
    if _ADDRESS.fullmatch(text.strip()):
        return _fetched(text.strip(), documents)
    return _parsed(text)


def _fetched(address: str, documents: Documents) -> Json | VcJwt | Earlier:
    """What is at an address; a hosted badge that was revoked may be gone from there (OB 2.0 §"Hosted Verification")."""
    try:
        document = documents.get(address)
    except DocumentMissing as missing:
        if missing.document.status == HTTPStatus.GONE:
            raise Revoked(f"{address} is gone: the issuer revoked the badge.") from missing
        raise
    return _parsed(_text(document.body), document.url)


def _parsed(text: str, address: str | None = None) -> Json | VcJwt | Earlier:
    if not is_compact(token := text.strip().strip('"')):  # JSON writes a text in quotes
        return _sorted_out(strict_json.parse_object(text), address)
    signed = Jws.parse(token)
    is_earlier = version_of(strict_json.parse_object(signed.payload))
    return Earlier(signed, address) if is_earlier else VcJwt.parse(token)


def _sorted_out(document: Json, address: str | None = None) -> Json | VcJwt | Earlier:
    return Earlier(document, address) if version_of(document) else _out_of_envelope(document)


def _out_of_envelope(document: Json) -> Json | VcJwt:
    """An EnvelopedVerifiableCredential is a compact JWS in a data: URL (VCDM 2.0 §4.13.1)."""
    if document.get("type") not in ("EnvelopedVerifiableCredential", ["EnvelopedVerifiableCredential"]):
        return document
    contexts = document.get("@context")
    envelope = _ENVELOPE.fullmatch(str(document.get("id")))
    if envelope is None or _CREDENTIALS not in (contexts if isinstance(contexts, list) else [contexts]):
        raise EnvelopeBroken("The envelope does not hold a credential as VCDM 2.0 asks, in a data: URL.")
    return VcJwt.parse(envelope[1])


def _text(data: str | bytes) -> str:
    """What is written in a picture, or in the data itself."""
    if isinstance(data, str):
        return data
    if carriers.sniff(data):
        return carriers.extract(data)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Malformed("The badge is not UTF-8 text.") from error
