"""Bitstring status lists: a bit for each credential, signed by its issuer (Bitstring Status List 1.0)."""

from __future__ import annotations

import gzip
import zlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .. import multibase
from ..documents import Documents
from ..errors import (
    DocumentUnavailable,
    Malformed,
    OpenBadgesError,
    ProofInvalid,
    Revoked,
    StatusForged,
    StatusInvalid,
    StatusOutdated,
    StatusPurpose,
    StatusRange,
    StatusTooShort,
    StatusUnavailable,
    StatusUnsupported,
    Suspended,
)
from ..jws import is_compact
from ..model import Profile
from ..proofs import VcJwt, verify_proof
from ..strict_json import parse_object
from ..structure import check_structure, issuer_id, validity_period
from ..timestamps import CLOCK_SKEW, format_timestamp, parse_timestamp

Json = dict[str, Any]

MIN_LENGTH = 131_072
"""The fewest entries a list may have, so that fetching it does not tell whose badge is looked at (§5.1)."""

MAX_BYTES = 4 * 1024 * 1024
"""The longest list that is unpacked: 33 million entries."""


class BitstringStatusList:
    """One bit for each credential; index 0 is the leftmost bit of the first byte (§3.2)."""

    def __init__(self, length: int = MIN_LENGTH, bits: bytes | None = None) -> None:
        if bits is None and length < MIN_LENGTH:
            raise StatusTooShort(f"A list needs at least {MIN_LENGTH:,} entries; {length:,} were asked for.")
        self._bits = bytearray(-(-length // 8)) if bits is None else bytearray(bits)

    def __len__(self) -> int:
        return len(self._bits) * 8

    def set(self, index: int, value: bool = True) -> None:
        """Raise or lower the bit at `index`."""
        place, mask = self._locate(index)
        if value:
            self._bits[place] |= mask
        else:
            self._bits[place] &= ~mask

    def get(self, index: int) -> bool:
        """Whether the bit at `index` is raised. Raises StatusRange."""
        place, mask = self._locate(index)
        return bool(self._bits[place] & mask)

    def encode(self) -> str:
        """`encodedList`: `u` + base64url(gzip(bits)) (§3.3). The same bits give the same text."""
        return multibase.encode_base64url(gzip.compress(bytes(self._bits), mtime=0))

    @classmethod
    def decode(cls, encoded: str, max_bytes: int = MAX_BYTES) -> BitstringStatusList:
        """Read an `encodedList` (§3.4). Raises StatusInvalid, also past `max_bytes`."""
        try:
            packed = multibase.decode_base64url(encoded)
            unpacker = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
            bits = unpacker.decompress(packed, max_bytes)
        except (ValueError, zlib.error) as error:
            raise StatusInvalid(f"The status list is not `u` and base64url of gzip: {error}.") from error
        if unpacker.unconsumed_tail:
            raise StatusInvalid(f"The status list unpacks to more than {max_bytes:,} bytes.")
        if not unpacker.eof:
            raise StatusInvalid("The status list ends too early.")
        return cls(bits=bits)

    def _locate(self, index: int) -> tuple[int, int]:
        if not 0 <= index < len(self):
            raise StatusRange(f"The index {index} is not in the list, which has {len(self):,} entries.")
        return index // 8, 0x80 >> index % 8


def status_list_credential(
    id: str,
    issuer: Profile | str,
    bits: BitstringStatusList,
    valid_from: datetime,
    purpose: str = "revocation",
) -> Json:
    """The unsigned BitstringStatusListCredential to publish at `id` (§2.2)."""
    return {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": id,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer.to_json() if isinstance(issuer, Profile) else issuer,
        "validFrom": format_timestamp(valid_from),
        "credentialSubject": {
            "id": f"{id}#list",
            "type": "BitstringStatusList",
            "statusPurpose": purpose,
            "encodedList": bits.encode(),
        },
    }


@dataclass(frozen=True)
class StatusEntry:
    """A `credentialStatus` of type BitstringStatusListEntry, read (§2.1)."""

    list_url: str
    index: int
    purpose: str
    lenient: bool = False

    @classmethod
    def from_json(cls, entry: Json) -> StatusEntry:
        """Raises StatusUnsupported, StatusInvalid. An index written as a number is read, but `lenient`."""
        url, index, purpose = (entry.get(name) for name in ("statusListCredential", "statusListIndex", "statusPurpose"))
        lenient = isinstance(index, int) and not isinstance(index, bool)
        index = str(index) if lenient else index
        if not isinstance(url, str) or not isinstance(purpose, str) or not isinstance(index, str):
            raise StatusInvalid("The status needs statusListCredential, statusListIndex and statusPurpose.")
        if not (index.isascii() and index.isdecimal() and len(index) < 16):
            raise StatusInvalid(f"statusListIndex must be a number of at least 0, not {index!r}.")
        if entry.get("statusSize", 1) != 1:
            raise StatusUnsupported("A status of several bits (`statusSize`) is not read.")
        if entry.get("id") == url:
            raise StatusInvalid("credentialStatus.id must not be the address of the list.")
        return cls(url, int(index), purpose, lenient)


def check_entry(entry: Json, issuer: str, documents: Documents, at: datetime) -> str:
    """`status.ok` or `status.lenient` (§3.2 "Validate Algorithm"); raises as `check_status` does."""
    read = StatusEntry.from_json(entry)
    document = _trusted_list(_fetch(read.list_url, documents), issuer, documents, at)
    _check_period(document, at)
    subject = document["credentialSubject"]
    purposes = subject["statusPurpose"]
    if read.purpose not in (purposes if isinstance(purposes, list) else [purposes]):
        raise StatusPurpose(f"The badge speaks of {read.purpose}, the list of {purposes}.")
    bits = BitstringStatusList.decode(subject["encodedList"])
    if len(bits) < MIN_LENGTH:
        raise StatusTooShort(f"The status list has {len(bits):,} entries, fewer than {MIN_LENGTH:,}.")
    if bits.get(read.index):
        _refuse(read.purpose)
    return "status.lenient" if read.lenient else "status.ok"


def _refuse(purpose: str) -> None:
    match purpose:
        case "revocation":
            raise Revoked("The issuer revoked this badge.")
        case "suspension":
            raise Suspended("The issuer suspended this badge.")
        case "refresh" | "message":
            return
        case _:
            raise StatusUnsupported(f"The list raises the badge's bit for {purpose}, which we do not know.")


def _fetch(url: str, documents: Documents) -> Json | VcJwt:
    """The list as it is published: with its proof inside, or in a token."""
    try:
        body = documents.get(url).body
        token = body.decode("ascii", errors="replace").strip()
        return VcJwt.parse(token) if is_compact(token) else parse_object(body)
    except DocumentUnavailable as error:
        raise StatusUnavailable(f"The status list could not be had: {error}") from error
    except (Malformed, ProofInvalid) as error:
        raise StatusInvalid(f"The status list cannot be read: {error}") from error


def _trusted_list(given: Json | VcJwt, issuer: str, documents: Documents, at: datetime) -> Json:
    document = given.credential if isinstance(given, VcJwt) else given
    try:
        check_structure(document)
        if isinstance(given, VcJwt):
            key = given.verify(documents, at)
            given.check_claims()
        else:
            key = verify_proof(document, documents, at)
    except OpenBadgesError as error:
        raise StatusForged(f"The status list is not to be trusted: {error}") from error
    if "BitstringStatusListCredential" not in document["type"]:
        raise StatusInvalid("The document at the address of the list is no BitstringStatusListCredential.")
    if issuer_id(document) != issuer or key.controller != issuer:
        raise StatusForged(f"The status list was not issued by {issuer}.")
    return document


def _check_period(document: Json, at: datetime) -> None:
    start, end = validity_period(document)
    if (start and at + CLOCK_SKEW < parse_timestamp(start)) or (end and at >= parse_timestamp(end)):
        raise StatusOutdated(f"The status list is valid from {start} to {end or 'no end'}.")
