"""Begins a canvas with a badge from elsewhere: what an Achievement (OB 3.0) or a BadgeClass (OB 2.0) says of itself.

The badge is read, not judged: nothing of it is believed, it is only a text to start from.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from arouez.errors import DomainError
from arouez.openbadges import carriers, ob2, strict_json
from arouez.openbadges.errors import OpenBadgesError
from arouez.openbadges.jws import Jws, is_compact

from .fields import FIELDS
from .reading import clean

Json = dict[str, Any]


@dataclass(frozen=True)
class Found:
    """What a canvas can start from, by field; and where that comes from."""

    texts: dict[str, str]
    source_name: str
    source_url: str


def read_badge(data: bytes) -> Found:
    """From a badge's JSON, its token, or its picture. Raises DomainError when there is no description of a badge in it."""
    try:
        document = _document(data)
        badge = _of_ob2(document) if ob2.version_of(document) else _of_vc(document)
    except (OpenBadgesError, UnicodeDecodeError) as error:
        raise DomainError("import.unreadable", _("Ce fichier ne contient pas de badge lisible.")) from error
    if not _text(badge.get("name")):
        raise DomainError(
            "import.no_badge",
            _("Ce fichier ne décrit pas le badge. Cherchez celui du badge lui-même (BadgeClass ou Achievement)."),
        )
    maker = _object(badge.get("creator")) or _object(badge.get("issuer")) or _object(document.get("issuer"))
    return Found(_texts(badge), _text(maker.get("name")) or _text(badge.get("name")), _address(badge.get("id")))


def _document(data: bytes) -> Json:
    text = carriers.extract(data) if carriers.sniff(data) else data.decode("utf-8-sig")
    if is_compact(token := text.strip()):
        payload = strict_json.parse_object(Jws.parse(token).payload)
        return _object(payload.get("vc")) or payload
    return strict_json.parse_object(text)


def _of_vc(document: Json) -> Json:
    """OB 3.0: an Achievement alone, or inside a credential."""
    return _object(_object(document.get("credentialSubject")).get("achievement")) or document


def _of_ob2(document: Json) -> Json:
    """OB 2.0, and those before it: a BadgeClass alone, or inside an assertion."""
    document = ob2.upgrade(document)
    return _object(document.get("badge")) if "badge" in document else document


def _texts(badge: Json) -> dict[str, str]:
    criteria = badge.get("criteria")
    found = {
        "title": _text(badge.get("name")),
        "recognises": _text(badge.get("description"), lines=True),
        "criteria": _criteria(_text(_object(criteria).get("narrative"), lines=True)),
        "alignments": "\n".join(filter(None, map(_alignment, _listed(badge.get("alignment"))))),
        "tags": ", ".join(filter(None, map(_text, _listed(badge.get("tag", badge.get("tags")))))),
        "languages": _text(badge.get("inLanguage", badge.get("@language"))).lower(),
    }
    return {field: text for field, text in found.items() if text and _is_good(field, text)} | {
        "title": found["title"][: FIELDS["title"].most]
    }


def _is_good(field: str, text: str) -> bool:
    try:
        clean(FIELDS[field], text)
    except DomainError:
        return False
    return True


def _criteria(narrative: str) -> str:
    """One a line, without the marks of a list in Markdown."""
    return "\n".join(line.lstrip("-*•# \t") for line in narrative.splitlines() if line.strip("-*•# \t"))


def _alignment(alignment: Any) -> str:
    one = _object(alignment)
    name, address = _text(one.get("targetName")).replace(";", ","), _address(one.get("targetUrl"))
    framework = _text(one.get("targetFramework")).replace(";", ",") or "–"
    return f"{framework} ; {name} ; {address}" if name and address else ""


def _listed(value: Any) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]


def _object(value: Any) -> Json:
    """The object, or the first of several."""
    value = next(iter(_listed(value)), None)
    return value if isinstance(value, dict) else {}


def _text(value: Any, *, lines: bool = False) -> str:
    """What can be seen of a text, on one line unless several are meant; of a text in several languages, the first."""
    value = next(iter(_listed(value)), None)
    if isinstance(value, dict):
        value = value.get("@value") or next(iter(value.values()), None)
    if not isinstance(value, str):
        return ""
    seen = "".join(letter if letter.isprintable() or letter == "\n" else " " for letter in value)
    kept = [" ".join(line.split()) for line in seen.splitlines()]
    return ("\n" if lines else " ").join(kept).strip()


def _address(value: Any) -> str:
    """An address that a page may link to, or nothing."""
    address = _text(value)
    return (
        address if address.startswith(("https://", "http://")) and len(address) <= 1000 and " " not in address else ""
    )
