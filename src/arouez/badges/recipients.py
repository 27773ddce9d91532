"""Reading a list of people: what someone pasted, or a CSV from any spreadsheet of any decade."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from arouez.errors import DomainError
from arouez.network.models import Structure
from arouez.people.models import Person

from .models import Achievement, Award
from .services import Recipient

MOST_LINES = 5_000

_ADDRESS = re.compile(r"[^\s<>;,\"']+@[^\s<>;,\"']+")


@dataclass(frozen=True)
class Line:
    """One line of the list, as read: whom it names, or what is wrong with it."""

    number: int
    name: str
    email: str
    problem: str | Promise = ""


def decode(data: bytes) -> str:
    """The text of a CSV file: UTF-8 with or without a mark, UTF-16 with one, else Windows-1252.

    Raises DomainError `list.not_text` for what is none of these.
    """
    encodings = ["utf-16"] if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise DomainError(
        "list.not_text",
        _("Ce fichier n’est pas un tableau au format CSV. Dans votre tableur : « Enregistrer sous », puis « CSV »."),
    )


def read_lines(text: str) -> list[Line]:
    """One line per person: `Nom <adresse>`, `nom;adresse`, `adresse,nom`, or an address alone, in any mix.

    A first line without an address is a heading. Raises DomainError when there is nothing, or too much.
    """
    rows = [(number, row) for number, row in enumerate(_rows(text), start=1) if any(cell.strip() for cell in row)]
    if rows and not _ADDRESS.search(" ".join(rows[0][1])) and len(rows) > 1:
        rows = rows[1:]
    if not rows:
        raise DomainError("list.empty", _("La liste est vide. Mettez une personne par ligne."))
    if len(rows) > MOST_LINES:
        raise DomainError(
            "list.too_long",
            _("La liste dépasse %(most)s lignes. Coupez-la en plusieurs.") % {"most": MOST_LINES},
        )
    return [_read(number, row) for number, row in rows]


def check_lines(
    lines: Iterable[Line], *, achievement: Achievement, structure: Structure, by: Person, now: datetime
) -> list[Line]:
    """The lines with the problems that only the site can see: twice in the list, already awarded, oneself."""
    holders = set(
        Award.objects.valid_at(now)
        .filter(achievement=achievement, structure=structure)
        .values_list("recipient_email", flat=True)
    )
    own = set(by.verified_emails())
    first_seen: dict[str, int] = {}
    checked = []
    for line in lines:
        problem = line.problem
        if not problem and line.email in first_seen:
            problem = _("Déjà dans la liste, ligne %(number)s.") % {"number": first_seen[line.email]}
        elif not problem and line.email in holders:
            problem = _("A déjà reçu ce badge de votre structure.")
        elif not problem and line.email in own:
            problem = _("C’est vous : on ne s’attribue pas un badge à soi-même.")
        first_seen.setdefault(line.email, line.number)
        checked.append(replace(line, problem=problem))
    return checked


def _rows(text: str) -> list[list[str]]:
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(";\t,", key=first.count)
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def _read(number: int, row: list[str]) -> Line:
    joined = " ".join(cell.strip() for cell in row if cell.strip())
    addresses = _ADDRESS.findall(joined)
    if not addresses:
        return Line(number, joined[:120], "", _("Pas d’adresse e-mail sur cette ligne."))
    if len(addresses) > 1:
        return Line(number, "", joined[:200], _("Deux adresses sur la même ligne : mettez une personne par ligne."))
    name = re.sub(r"[<>\"]", " ", joined.replace(addresses[0], " "))
    name = " ".join(name.split()).strip(" ;,")
    try:
        recipient = Recipient.read(name, addresses[0])
    except DomainError as error:
        return Line(number, name[:120], addresses[0], str(error))
    return Line(number, recipient.name, recipient.email)
