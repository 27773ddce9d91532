"""A check that somebody asked for: the badge they gave, and the verdict."""

from __future__ import annotations

import json
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from arouez.ids import new_public_id


class Inspection(models.Model):
    """One use of the Verify page. Kept a day, then deleted: the badge belongs to someone."""

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    address = models.TextField(_("Adresse du badge"), blank=True)
    document = models.TextField(blank=True)
    verdict_text = models.TextField(blank=True)  # as text: PostgreSQL's JSON refuses what a hostile badge may hold
    failure = models.CharField(max_length=60, blank=True)  # an error code, when there was nothing to judge

    def __str__(self) -> str:
        return self.address or self.public_id

    @property
    def verdict(self) -> dict[str, Any] | None:
        """The verdict's JSON, or None while there is none."""
        return json.loads(self.verdict_text) if self.verdict_text else None

    @verdict.setter
    def verdict(self, verdict: dict[str, Any]) -> None:
        self.verdict_text = json.dumps(verdict)

    @property
    def is_done(self) -> bool:
        return bool(self.verdict_text or self.failure)
