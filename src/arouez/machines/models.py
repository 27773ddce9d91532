"""The machines of a structure: what one can use there, and the badges that teach it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from arouez.badges.models import Achievement
from arouez.ids import new_public_id
from arouez.network.models import Structure


class Machine(models.Model):
    """This laser cutter here. Who may use it is another matter: `achievements` only say what teaches it."""

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    structure = models.ForeignKey(Structure, models.CASCADE, related_name="machines")
    name = models.CharField(_("Nom"), max_length=80, help_text=_("« Découpeuse laser », par exemple."))
    model = models.CharField(_("Marque et modèle"), max_length=120, blank=True)
    words = models.CharField(
        _("En une phrase"), max_length=300, blank=True, help_text=_("Formats, matériaux, ce qu’il faut apporter.")
    )
    is_out_of_order = models.BooleanField(_("En panne"), default=False)
    achievements = models.ManyToManyField(
        Achievement, verbose_name=_("Les badges qui l’apprennent"), related_name="machines", blank=True
    )

    class Meta:
        ordering: ClassVar = ["name", "pk"]

    def __str__(self) -> str:
        return self.name
