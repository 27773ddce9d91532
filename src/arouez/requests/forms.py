"""What a person shows for each criterion, and what the team sees of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from arouez.badges import uploads
from arouez.badges.models import Achievement
from arouez.errors import DomainError
from arouez.network.models import Structure

from .models import BadgeRequest
from .services import Shown


class ProofForm(forms.Form):
    """One criterion."""

    does_it = forms.BooleanField(label=_("Je sais le faire"), required=False)
    text = forms.CharField(
        label=_("En quelques mots"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    url = forms.URLField(label=_("Un lien"), required=False, assume_scheme="https", max_length=500)
    photo = forms.FileField(
        label=_("Une photo"), required=False, widget=forms.ClearableFileInput(attrs={"accept": "image/*"})
    )

    def clean_photo(self) -> bytes | None:
        photo = self.cleaned_data["photo"]
        if not photo:
            return None
        try:
            return uploads.clean_photo(photo.read(uploads.MOST_BYTES + 1))
        except DomainError as refusal:
            raise forms.ValidationError(str(refusal)) from None

    @property
    def shown(self) -> Shown:
        return Shown(**self.cleaned_data)


class StructureForm(forms.Form):
    """Whom to ask."""

    structure = forms.ModelChoiceField(
        label=_("À qui le demandez-vous ?"),
        queryset=Structure.objects.none(),
        empty_label=_("Choisissez une structure"),
    )

    def __init__(self, *args: Any, structures: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["structure"].queryset = structures


def proof_forms(achievement: Achievement, data: Any = None, files: Any = None, request: BadgeRequest | None = None):
    """(criterion, form) for each criterion, with what was shown before."""
    shown = {proof.criterion: proof for proof in request.proofs.all()} if request else {}
    made = []
    for place, criterion in enumerate(achievement.criteria):
        proof = shown.get(place)
        said = {"does_it": proof.does_it, "text": proof.text, "url": proof.url} if proof else {}
        made.append((criterion, proof, ProofForm(data, files, prefix=f"c{place}", initial=said)))
    return made
