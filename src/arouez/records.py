"""Rows that are written once."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from arouez.errors import FrozenError


class Record(models.Model):
    """A row that is written once. `may_end` are the columns that tell, later, how it ended."""

    may_end: ClassVar[set[str]] = set()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding and not set(kwargs.get("update_fields") or ["*"]) <= self.may_end:
            raise FrozenError(f"A {self._meta.model_name} is never edited.")
        super().save(*args, **kwargs)
