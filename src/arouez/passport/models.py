"""A person's passport: the awards they hold, and what they show of them."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone

from arouez.badges.models import Award
from arouez.people.models import Person


class EntryQuerySet(models.QuerySet["Entry"]):
    def shared(self) -> EntryQuerySet:
        return self.exclude(shared_at=None)

    def of(self, person: Person) -> EntryQuerySet:
        """The person's entries with all that their passport shows, newest first."""
        return (
            self.filter(person=person)
            .select_related(
                "award__achievement__network",
                "award__achievement__structure",
                "award__structure",
                "award__revocation",
            )
            .defer("award__document")
            .order_by("-award__awarded_at", "-pk")
        )


class Entry(models.Model):
    """An award in a passport. Private until `shared_at` is set, and again when it is cleared."""

    award = models.OneToOneField(Award, models.PROTECT, related_name="entry")
    person = models.ForeignKey(Person, models.PROTECT, related_name="entries")
    added_at = models.DateTimeField(default=timezone.now)
    shared_at = models.DateTimeField(null=True, blank=True)
    show_name = models.BooleanField(default=False)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name_plural = "entries"
        indexes: ClassVar = [models.Index(fields=["person", "-added_at"], name="entry_of_person")]

    def __str__(self) -> str:
        return f"{self.person}: {self.award.achievement}"

    @property
    def is_shared(self) -> bool:
        return self.shared_at is not None
