from __future__ import annotations

from typing import Any

from django import forms

from arouez.network.models import Structure

from .models import Machine
from .services import badges_for


class MachineForm(forms.ModelForm):
    """What a structure says of a machine."""

    class Meta:
        model = Machine
        fields = ("name", "model", "words", "achievements", "is_out_of_order")
        widgets = {"achievements": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, structure: Structure, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        machine = self.instance if self.instance.pk else None
        self.fields["achievements"].queryset = badges_for(structure, machine).order_by("name")
