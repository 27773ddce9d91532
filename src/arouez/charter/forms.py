"""What people fill in about the charter."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class DraftForm(forms.Form):
    """The whole text. What it must be is for the service to say."""

    text = forms.CharField(
        label=_("Le texte"),
        help_text=_("En Markdown : # devant un titre, - devant un point d’une liste, **des étoiles** pour le gras."),
        strip=False,
        widget=forms.Textarea(attrs={"rows": 30}),
    )
    prepares = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    number = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    @property
    def base(self) -> tuple[int, int]:
        """The draft that was open when the form was."""
        return self.cleaned_data["prepares"], self.cleaned_data["number"]


class RemarkForm(forms.Form):
    section = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)
    text = forms.CharField(label=_("Votre remarque"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class PublishForm(forms.Form):
    """The draft that was read; and, when it replaces a version, the last day to sign it."""

    lapses_on = forms.DateField(
        label=_("Dernier jour pour signer cette version"),
        help_text=_(
            "À minuit ce jour-là, heure de Paris, le label prend fin pour les structures qui n’ont pas signé de nouveau."
        ),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    prepares = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    number = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args: Any, is_first: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_first:
            del self.fields["lapses_on"]

    @property
    def base(self) -> tuple[int, int]:
        return self.cleaned_data["prepares"], self.cleaned_data["number"]


class SignForm(forms.Form):
    """Who signs for the structure."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    representative_name = forms.CharField(label=_("Qui signe"), max_length=120, help_text=_("Prénom et nom."))
    representative_role = forms.CharField(
        label=_("En qualité de"), max_length=120, help_text=_("« présidente », « directeur »…")
    )
    representative_email = forms.EmailField(
        label=_("Son adresse e-mail"), help_text=_("Un code y est envoyé, pour confirmer. Elle n’est jamais publique.")
    )
    has_read = forms.BooleanField(label=_("Cette personne a lu la charte et engage la structure"))
    shows_name = forms.BooleanField(
        label=_("Elle accepte que son nom soit public, à côté de la signature"),
        required=False,
        help_text=_("Sinon, seule sa qualité est montrée. Cela se change à tout moment."),
    )


class CodeForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    code = forms.CharField(
        label=_("Le code reçu"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


class ReasonForm(forms.Form):
    """Why a label stops. It is for the structure and the network, not for the public."""

    reason = forms.CharField(
        label=_("Pourquoi"),
        max_length=1000,
        help_text=_("Lu par les membres du réseau, jamais public."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
