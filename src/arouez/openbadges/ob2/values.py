"""Rules for the values in Open Badges 2.0, beside those of every badge (OB 2.0 §"Data Types")."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from ..errors import StructureError, WrongType
from ..rdf import is_absolute_iri
from ..structure.rules import text
from .tidying import as_list
from .vocabulary import CLASSES, PROPERTIES

HASHED = re.compile(r"(?:sha256\$[0-9a-f]{64}|md5\$[0-9a-f]{32})", re.IGNORECASE)
EMAIL = re.compile(r"[^@\s]+@[^@\s]+")
_TELEPHONE = re.compile(r"\+?[1-9]\d{1,14}(?:;ext=\d+)?", re.ASCII)
_AUTHORITY = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::\d{1,5})?", re.ASCII)
_PICTURE = re.compile(r"data:image/(?:png|svg\+xml)[;,]", re.IGNORECASE)
_LANGUAGE = re.compile(  # RFC 5646 §2.1
    r"(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?"
    r"(?:-(?:[a-z0-9]{5,8}|\d[a-z0-9]{3}))*(?:-[a-wy-z0-9](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?"
    r"|x(?:-[a-z0-9]{1,8})+",
    re.IGNORECASE | re.ASCII,
)


def parse_moment(value: Any) -> datetime:
    """A date and time of ISO 8601 with its zone; seconds may be left out. Raises ValueError."""
    if not isinstance(value, str) or "T" not in value or not value.isascii():
        raise ValueError("not a date and time")
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is None:
        raise ValueError("without a time zone")
    return moment


def moment(value: Any, path: str) -> None:
    try:
        parse_moment(value)
    except ValueError:
        raise StructureError(f"{path} must be a date and time with a zone, such as 2026-05-04T09:30:00Z.") from None


def is_url(value: Any) -> bool:
    """Whether it is an absolute address on the web."""
    try:
        return is_absolute_iri(value) and urlsplit(value).scheme in ("http", "https") and bool(urlsplit(value).hostname)
    except (TypeError, ValueError):
        return False


def url(value: Any, path: str) -> None:
    if not is_url(value):
        raise StructureError(f"{path} must be an address on the web.")


def iri(value: Any, path: str) -> None:
    """An absolute IRI, or a blank node, which only the document itself can speak of."""
    if not isinstance(value, str) or not (is_absolute_iri(value) or value.startswith("_:")):
        raise StructureError(f"{path} must be an absolute address or identifier.")


def picture(value: Any, path: str) -> None:
    """An address, or a PNG or SVG written out (RFC 2397)."""
    if not is_url(value) and not (isinstance(value, str) and _PICTURE.match(value)):
        raise StructureError(f"{path} must be the address of a picture, or a PNG or SVG as a data: URL.")


def types(value: Any, path: str) -> None:
    """Classes of Open Badges, or others by an IRI: a bare word that the context does not define says nothing."""
    for name in as_list(value):
        if not isinstance(name, str) or not (name in CLASSES or ":" in name):
            raise WrongType(f"{path} names {name!r}, which is no class of Open Badges 2.0.")


def plain(value: Any, path: str) -> None:
    """A string, and nothing but."""
    if not isinstance(value, str):
        raise StructureError(f"{path} must be text.")


def text_or_number(value: Any, path: str) -> None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        text(value, path)


def compact_iri(value: Any, path: str) -> None:
    """`id`, another term of the context, or an IRI."""
    if not isinstance(value, str) or not (value == "id" or value in PROPERTIES or ":" in value):
        raise StructureError(f"{path} must name a property.")


def _matching(pattern: re.Pattern[str], what: str) -> Any:
    def rule(value: Any, path: str) -> None:
        if not isinstance(value, str) or not pattern.fullmatch(value):
            raise StructureError(f"{path} must be {what}.")

    return rule


email = _matching(EMAIL, "an e-mail address")
telephone = _matching(_TELEPHONE, "a telephone number such as +33612345678")
authority = _matching(_AUTHORITY, "the name of a host, such as badges.example.org")
language = _matching(_LANGUAGE, "a language tag such as fr or en-GB")
