"""From what a person gives to the badges in it.

One badge in any carrier; or several: a zip (our own export, those of Badgr and Open Badge Passport), a list in JSON
as those platforms' and the standards' interfaces write it, a Comprehensive Learner Record, a presentation. Nothing is
judged here, and nothing fetched: a badge may be an address. What is not fit to be read is refused by its name.
"""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from arouez.openbadges.errors import OpenBadgesError
from arouez.openbadges.jws import Jws, is_compact
from arouez.verification.services import read_badge

from ..models import ImportLine

Outcome = ImportLine.Outcome
Json = dict[str, Any]

MOST_BYTES = 5 * 1024 * 1024
MOST_ARCHIVE_BYTES = 25 * 1024 * 1024
MOST_UNPACKED_BYTES = 50 * 1024 * 1024
MOST_BADGES = 100
MOST_MEMBERS = 1_000
MOST_RATIO = 100
MOST_DEPTH = 8

_LISTS = (
    "verifiableCredential",  # a presentation
    "verifiablePresentation",
    "credential", "compactJwsString",  # Open Badges 3.0 API
    "assertions", "signedAssertions",  # Badge Connect
    "result",  # Badgr, version 2
    "badges", "assertion",  # Open Badge Passport, and the displayer of the Mozilla Backpack
)  # fmt: skip
"""The members under which lists of badges are found."""

_WEB = ("https://", "http://")
_ADDRESSES = ("openBadgeId", "assertion_url", "hostedUrl")
"""Where these platforms say a badge is, in what they write about it instead of the badge."""


@dataclass(frozen=True)
class Piece:
    """A badge's file (or its address, as text), or why it is left aside."""

    name: str
    data: bytes = b""
    refusal: str = ""
    code: str = ""


def unpack(name: str, data: bytes) -> list[Piece]:
    """What was given under this name, as badges: at least one piece, at most `MOST_BADGES` and one that says so."""
    pieces = _of_archive(name, data) if _is_archive(data) else _of_file(name, data)
    found: list[Piece] = []
    for piece in pieces:
        if len(found) == MOST_BADGES:
            return [*found, Piece(name, refusal=Outcome.TOO_MANY)]
        found.append(piece)
    return found or [Piece(name, refusal=Outcome.EMPTY)]


def _is_archive(data: bytes) -> bool:
    return data.startswith((b"PK\3\4", b"PK\5\6"))


def _of_archive(name: str, data: bytes) -> Iterator[Piece]:
    if data.count(b"PK\1\2") > MOST_MEMBERS:  # the mark of each entry: counted before any is believed
        yield Piece(name, refusal=Outcome.BLOATED)
        return
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        yield Piece(name, refusal=Outcome.DAMAGED)
        return
    left = MOST_UNPACKED_BYTES
    for member in archive.infolist():
        if member.is_dir() or _is_litter(member.filename):
            continue
        content, refusal = _member(archive, member)
        left -= len(content)
        if left < 0:
            yield Piece(member.filename, refusal=Outcome.BLOATED)
            return
        yield from [Piece(member.filename, refusal=refusal)] if refusal else _of_file(member.filename, content)


def _is_litter(name: str) -> bool:
    """What systems put in archives by themselves."""
    return name.startswith("__MACOSX/") or name.rpartition("/")[2] in ("", ".DS_Store", "Thumbs.db", "desktop.ini")


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> tuple[bytes, str]:
    """What was read of a file of the archive, and the outcome that refuses it, or "".

    No more is read than an honest file can hold, whatever the archive says of its size.
    """
    most = min(MOST_BYTES, MOST_RATIO * max(member.compress_size, 1_000))
    if member.flag_bits & 0x1:
        return b"", Outcome.LOCKED
    if member.file_size > MOST_BYTES:
        return b"", Outcome.TOO_LARGE
    try:
        with archive.open(member) as file:
            content = file.read(most + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError):
        return b"", Outcome.DAMAGED
    if len(content) > most:
        return content, Outcome.BLOATED
    return content, Outcome.NESTED if _is_archive(content) else ""


def _of_file(name: str, data: bytes) -> Iterator[Piece]:
    if len(data) > MOST_BYTES:
        yield Piece(name, refusal=Outcome.TOO_LARGE)
        return
    try:
        text = read_badge(data).strip()
    except OpenBadgesError as error:
        yield Piece(name, refusal=Outcome.UNREADABLE, code=error.code)
        return
    badges = _listed_in(text)
    if badges is None:
        yield Piece(name, data)
        return
    for place, badge in enumerate(badges, start=1):
        yield Piece(f"{name} [{place}]", badge.encode())


def _listed_in(text: str) -> list[str] | None:
    """The badges in a document that holds several; None for one that is a badge, or nothing we know."""
    try:
        value = _token(text) if is_compact(text) else json.loads(text)
        if _is_badge(value):
            return None
        found = [one if isinstance(one, str) else json.dumps(one) for one in _badges_in(value, MOST_DEPTH)]
    except (ValueError, RecursionError, OpenBadgesError):
        return None
    return found or ([] if isinstance(value, list) else None)


def _token(text: str) -> Any:
    """What a JWT says: VCDM 2.0 has the credential or presentation as its payload, 1.1 under a name."""
    payload = json.loads(Jws.parse(text).payload)
    return payload.get("vc") or payload.get("vp") or payload if isinstance(payload, dict) else payload


def _is_badge(value: Any) -> bool:
    """An assertion; a credential that holds no other, or in an envelope (VCDM 2.0 §4.13.1)."""
    if not isinstance(value, dict):
        return False
    if value.get("type") in ("EnvelopedVerifiableCredential", ["EnvelopedVerifiableCredential"]):
        return True
    return ("recipient" in value and "badge" in value) or ("credentialSubject" in value and not _within(value))


def _badges_in(value: Any, depth: int) -> Iterator[Json | str]:
    if isinstance(value, list) and depth:
        for item in value:
            yield from _badges_in(item, depth - 1)
    elif isinstance(value, str):
        if is_compact(value.strip()) or value.startswith(_WEB):
            yield value.strip()
    elif isinstance(value, dict) and depth:
        if address := _address(value):
            yield address
        elif _is_badge(value):
            yield value
        else:
            yield from _badges_in(_within(value), depth)


def _within(value: Json) -> list[Any]:
    """What a record, a presentation, or a platform's answer lists."""
    if "credentialSubject" in value:
        subject = value["credentialSubject"]
        return (
            [subject["verifiableCredential"]] if isinstance(subject, dict) and "verifiableCredential" in subject else []
        )
    return [value[name] for name in _LISTS if name in value]


def _address(value: Json) -> str:
    """Where the badge is that a platform writes about; "" for anything else."""
    about = value.get("json")  # Badgr, version 1
    addresses = [value.get(name) for name in _ADDRESSES] + ([about.get("id")] if isinstance(about, dict) else [])
    for address in addresses:
        if isinstance(address, str) and address.startswith(_WEB):
            return address
    return ""
