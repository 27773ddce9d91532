"""What the text of a field means to a badge; a text that would mean nothing is refused before it is kept."""

from __future__ import annotations

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from arouez.errors import DomainError

from .fields import FAMILIES, Field, Kind

SAFETY_MARK = "★"
MOST_MONTHS = 600


def clean(field: Field, text: str) -> str:
    """The text as it is kept: no blanks at the ends of lines, lines ended alike. Raises DomainError if it means nothing."""
    text = "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")).strip()
    if len(text) > field.most:
        raise DomainError(
            "canvas.too_long",
            _("« %(field)s » a %(length)s signes ; il en tient %(most)s.")
            % {"field": field.label, "length": len(text), "most": field.most},
        )
    match field.kind:
        case Kind.LINE if "\n" in text:
            raise DomainError("canvas.one_line", _("« %(field)s » tient sur une ligne.") % {"field": field.label})
        case Kind.FAMILY if text and text not in FAMILIES:
            raise DomainError("canvas.unknown_family", _("Choisissez un type de badge de la liste."))
        case Kind.MONTHS:
            read_months(text)
        case Kind.ALIGNMENTS:
            read_alignments(text)
        case Kind.LANGUAGES:
            read_languages(text)
    return text


def read_criteria(text: str) -> list[dict[str, Any]]:
    """A list of {"text", "safety", "how"}: one by line, "★" before a safety one, "→" before how it is seen."""
    criteria = []
    for line in text.splitlines():
        line = line.strip(" -•\t")
        what, _arrow, how = line.replace("->", "→").partition("→")
        if what := what.strip(SAFETY_MARK + "* "):
            criteria.append({"text": what, "safety": line.startswith((SAFETY_MARK, "*")), "how": how.strip()})
    return criteria


def read_levels(text: str) -> list[dict[str, str]]:
    """A list of {"name", "description"}: one by line, what it asks after a colon."""
    named = (line.strip(" -•\t").partition(":") for line in text.splitlines() if line.strip())
    return [{"name": name.strip(), "description": asks.strip()} for name, _colon, asks in named]


def read_alignments(text: str) -> list[dict[str, str]]:
    """A list of {"framework", "name", "url"}. Raises DomainError for a line that is not these three."""
    alignments = []
    for line in filter(None, map(str.strip, text.splitlines())):
        parts = [part.strip() for part in line.split(";", 2)]
        if len(parts) != 3 or not all(parts) or not _is_web_address(parts[2]):
            raise DomainError(
                "canvas.bad_alignment",
                _("« %(line)s » : écrivez le référentiel ; l’intitulé ; l’adresse (https://…).") % {"line": line[:80]},
            )
        alignments.append({"framework": parts[0], "name": parts[1], "url": parts[2]})
    return alignments


def read_list(text: str) -> list[str]:
    """What commas separate."""
    return [item.strip() for item in text.split(",") if item.strip()]


def read_languages(text: str) -> list[str]:
    """Language codes (BCP 47), French when nothing is said. Raises DomainError for what is not one."""
    codes = read_list(text.lower())
    for code in codes:
        if not re.fullmatch(r"[a-z]{2,3}(-[a-z0-9]{2,8})*", code):
            raise DomainError(
                "canvas.bad_language",
                _("« %(code)s » n’est pas un code de langue. Écrivez « fr », « br », « en »…") % {"code": code[:20]},
            )
    return codes or ["fr"]


def read_months(text: str) -> int | None:
    """A number of months, or None for no end. Raises DomainError for anything else."""
    if not text:
        return None
    if not re.fullmatch("[0-9]{1,3}", text) or not 1 <= int(text) <= MOST_MONTHS:
        raise DomainError(
            "canvas.bad_months",
            _("La durée est un nombre de mois, de 1 à %(most)s, ou rien.") % {"most": MOST_MONTHS},
        )
    return int(text)


def _is_web_address(address: str) -> bool:
    try:
        URLValidator(schemes=["http", "https"])(address)
    except ValidationError:
        return False
    return True
