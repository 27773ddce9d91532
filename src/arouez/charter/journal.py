"""The acts of governance on the charter, as the network's journal tells them."""

from __future__ import annotations

from datetime import date, datetime

from django.db import models
from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from arouez.network import journal
from arouez.network.models import Entry, Network, Structure
from arouez.people.models import Person


class Act(models.TextChoices):
    PUBLISHED = "charter.published", _("Charte-label publiée")
    SIGNED = "charter.signed", _("Charte-label signée")
    LAPSED = "charter.lapsed", _("Signature de la charte-label échue")
    LEFT = "charter.left", _("Signature retirée par la structure")
    TAKEN_OUT = "charter.taken_out", _("Signature retirée par la coordination")
    SUSPENDED = "charter.suspended", _("Label suspendu")
    LIFTED = "charter.lifted", _("Suspension levée")


journal.name_acts(
    Act,
    version=lambda number: _("version %(number)s") % {"number": number},
    to_sign_by=lambda day: (
        _("à signer avant la fin du %(day)s") % {"day": date_format(date.fromisoformat(day), "SHORT_DATE_FORMAT")}
    ),
)


def write(
    network: Network, structure: Structure, act: Act, *, by: Person | None, now: datetime, **detail: str | int
) -> None:
    """Add a line about a structure's label. Without `by`, it was the clock."""
    journal.write(network, act, structure, by=by, now=now, **detail)


def lines_about(structure: Structure, network: Network) -> QuerySet[Entry]:
    """What became of a structure's label, the first act first."""
    return journal.lines_about(structure).filter(network=network, act__in=Act.values)
