"""From what was given to the badge in it: JSON, a compact JWS, a picture, or the address of one of these."""

from __future__ import annotations

import re
from typing import Any

from .. import carriers, jws, strict_json
from ..documents import Documents
from ..errors import EnvelopeBroken, Malformed
from ..proofs import VcJwt

Json = dict[str, Any]
Given = Json | VcJwt

_CREDENTIALS = "https://www.w3.org/ns/credentials/v2"
_ENVELOPE = re.compile(r"data:application/(?:vc\+)?(?:ld\+json\+)?jwt,([\w-]+\.[\w-]+\.[\w-]+)", re.ASCII)
_ADDRESS = re.compile(r"https?://\S+")


def read(badge: Json | str | bytes, documents: Documents) -> Given:
    """The badge. Raises Malformed, CarrierError, ProofInvalid, or DocumentUnavailable for its address."""
    if isinstance(badge, dict):
        strict_json.check_value(badge)
        return _out_of_envelope(badge)
    text = _text(badge)
    if _ADDRESS.fullmatch(text.strip()):
        text = _text(documents.get(text.strip()).body)
    if jws.is_compact(token := text.strip().strip('"')):  # JSON writes a text in quotes
        return VcJwt.parse(token)
    return _out_of_envelope(strict_json.parse_object(text))


def _out_of_envelope(document: Json) -> Given:
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
