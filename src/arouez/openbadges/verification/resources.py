"""What a credential relies on elsewhere: that it is still what the issuer saw (VCDM 2.0 §5.3 "Related Resources")."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from typing import Any

from .. import multibase
from ..documents import Documents
from ..errors import DocumentUnavailable, ResourceMismatch, StructureError

Json = dict[str, Any]

_SRI = re.compile(r"(sha256|sha384|sha512)-([\w+/-]+={0,2})", re.ASCII)
_MULTIHASHES = {b"\x12\x20": "sha256", b"\x20\x30": "sha384", b"\x13\x40": "sha512"}


def check_resources(resources: list[Json], documents: Documents) -> str:
    """`resources.ok`, `.none`, or `.unavailable` when one could not be had. Raises ResourceMismatch."""
    found = [_check(resource, documents) for resource in resources]
    return "resources.none" if not found else "resources.ok" if all(found) else "resources.unavailable"


def _check(resource: Json, documents: Documents) -> bool:
    """Whether the resource could be compared with its digests."""
    digests = [_sri(resource["digestSRI"])] if "digestSRI" in resource else []
    digests += [_multihash(resource["digestMultibase"])] if "digestMultibase" in resource else []
    try:
        body = documents.get(resource["id"]).body
    except DocumentUnavailable:
        return False
    if any(hashlib.new(name, body).digest() != digest for name, digest in digests):
        raise ResourceMismatch(f"{resource['id']} is not what the issuer saw: its digest differs.")
    return True


def _sri(text: Any) -> tuple[str, bytes]:
    """Subresource Integrity §3.1: the name of a hash and the digest in base64, in either alphabet."""
    parts = _SRI.fullmatch(text) if isinstance(text, str) else None
    if parts is None:
        raise StructureError("relatedResource.digestSRI must be a hash's name and its digest in base64.")
    try:
        return parts[1], base64.b64decode(parts[2].replace("-", "+").replace("_", "/"), validate=True)
    except binascii.Error:
        raise StructureError("relatedResource.digestSRI is not sound base64.") from None


def _multihash(text: Any) -> tuple[str, bytes]:
    """VC Data Integrity §2.6: a multihash in multibase, or a bare SHA-256 as many issuers write it."""
    try:
        data = multibase.decode_base58btc(text) if text.startswith("z") else multibase.decode_base64url(text)
    except (ValueError, AttributeError):
        raise StructureError("relatedResource.digestMultibase must be multibase text.") from None
    if name := _MULTIHASHES.get(data[:2]):
        return name, data[2:]
    return "sha256", data
