"""On paper: the poster with the code for the wall, and slips for those who have no address."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from arouez import paper
from arouez.qr import qr_svg

from .models import Participation, Session

_HERE = Path(__file__).parent

THREE_LANGUAGES = (
    ("fr", "Scannez, donnez votre nom : votre badge viendra sur votre téléphone."),
    ("br", "Skannit, roit hoc’h anv : war ho pellgomzer e teuio ho padj."),
    ("en", "Scan, give your name: your badge will come to your phone."),
)
"""Of a poster, whoever prints it: who reads it is in the room."""


def poster(session: Session) -> bytes:
    """One A4 page (PDF/UA-1), to be read from the other end of the room."""
    workshop = session.workshop
    data = {
        "language": translation.get_language() or "fr",
        "structure": session.structure.name,
        "title": workshop.title,
        "when": when(session),
        "where": session.where,
        "qr": qr_svg(session.door),
        "qr_words": _("Le code de la séance : %(address)s") % {"address": session.door},
        "typed": _("Sans appareil photo : %(address)s, puis le code") % {"address": _site() + reverse("code")},
        "code": session.spoken_code,
        "sentences": [{"language": language, "text": text} for language, text in THREE_LANGUAGES],
        "badges": [
            {"name": badge.name, "picture": badge.picture.svg} for badge in workshop.achievements.order_by("name")[:4]
            if badge.picture.svg
        ],
    }  # fmt: skip
    return paper.pdf(_HERE / "poster.typ", data)


def slips(session: Session) -> bytes:
    """Ten to an A4 page (PDF/UA-1), one for each on the list without an address; to be cut out."""
    people = session.participations.filter(cancelled_at=None, email="").order_by("name")
    data = {
        "language": translation.get_language() or "fr",
        "title": _("Billets – %(workshop)s") % {"workshop": session.workshop.title},
        "nobody": _("Personne n’est sans adresse sur cette liste."),
        "structure": session.structure.name,
        "workshop": session.workshop.title,
        "when": when(session),
        "keep": _("Gardez ce billet : il ouvre votre badge, même dans un an. Qui l’a peut le prendre."),
        "typed": _("%(address)s, puis ce code :") % {"address": _site() + reverse("code")},
        "slips": [_slip(person) for person in people],
    }
    return paper.pdf(_HERE / "slips.typ", data)


def when(session: Session) -> str:
    """The day and the hours, as the network's clocks say."""
    start, end = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
    return _("%(weekday)s %(day)s, de %(start)s à %(end)s") % {
        "weekday": date_format(start, "l"),
        "day": date_format(start, "DATE_FORMAT"),
        "start": date_format(start, "TIME_FORMAT"),
        "end": date_format(end, "TIME_FORMAT"),
    }


def _slip(person: Participation) -> dict[str, str]:
    address = settings.BASE_URL + person.get_absolute_url()
    return {"name": person.name, "code": person.spoken_code, "qr": qr_svg(address), "qr_words": address}


def _site() -> str:
    """The site's address as one types it."""
    return settings.BASE_URL.partition("://")[2]
