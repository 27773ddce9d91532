"""The acts of governance on a canvas, as the network's journal tells them."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from arouez.network import journal
from arouez.people.models import Person

from .models import Canvas, Round, Voice


class Act(models.TextChoices):
    CREATED = "canvas.created", _("Canevas commencé")
    IMPORTED = "canvas.imported", _("Canevas commencé d’après un badge venu d’ailleurs")
    REVISION_STARTED = "canvas.revision_started", _("Révision commencée")
    DISCUSSION_OPENED = "canvas.discussion_opened", _("Discussion ouverte")
    ROUND_OPENED = "canvas.round_opened", _("Tour de consentement ouvert")
    VOICE_GIVEN = "canvas.voice_given", _("Voix donnée")
    VOICE_CHANGED = "canvas.voice_changed", _("Voix changée")
    ROUND_INTERRUPTED = "canvas.round_interrupted", _("Tour interrompu")
    ROUND_CLOSED = "canvas.round_closed", _("Tour conclu")
    PUBLISHED = "canvas.published", _("Badge publié")
    ABANDONED = "canvas.abandoned", _("Canevas abandonné")
    RESUMED = "canvas.resumed", _("Canevas repris")


journal.name_acts(
    Act,
    round=lambda number: _("tour %(number)s") % {"number": number},
    version=lambda number: _("version %(number)s") % {"number": number},
    position=lambda code: Voice.Position(code).label,
    outcome=lambda code: Round.Outcome(code).label,
)


def write(canvas: Canvas, act: Act, *, by: Person | None, now: datetime, **detail: str | int) -> None:
    """Add a line about a canvas. Without `by`, it was the clock."""
    journal.write(canvas.network, act, canvas, by=by, now=now, **detail)
