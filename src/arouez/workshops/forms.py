"""What people fill in to hold a workshop, and to come to one."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from arouez.badges.models import Achievement
from arouez.network.models import Structure

from .models import Session, Workshop
from .services import MOST_TIMES, Rhythm


def _day() -> forms.DateField:
    return forms.DateField(label=_("Jour"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))


def _hour(label: Any) -> forms.TimeField:
    return forms.TimeField(label=label, widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}))


class WhatForm(forms.Form):
    """What is taught."""

    title = forms.CharField(label=_("Titre"), max_length=120)
    achievements = forms.ModelMultipleChoiceField(
        label=_("Badges en jeu"),
        queryset=Achievement.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Ceux que l’on peut y recevoir. Un badge du réseau se remet par une personne mandatée."),
    )
    words = forms.CharField(
        label=_("En quelques mots"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, structure: Structure, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        awardable = Achievement.objects.awardable_by(structure)
        self.fields["achievements"].queryset = awardable.order_by("structure_id", "name")

    @classmethod
    def of(cls, workshop: Workshop, data: Any = None) -> WhatForm:
        said = {"title": workshop.title, "words": workshop.words, "achievements": workshop.achievements.all()}
        return cls(data, structure=workshop.structure, initial=said)


class WhenForm(forms.Form):
    """When and where; cleaned to `starts_at` and `ends_at`."""

    day = _day()
    starts = _hour(_("Début"))
    ends = _hour(_("Fin"))
    place = forms.CharField(
        label=_("Lieu"), max_length=200, required=False, help_text=_("Laissez vide : à l’adresse de votre structure.")
    )
    seats = forms.IntegerField(
        label=_("Places"), min_value=1, max_value=500, required=False, help_text=_("Laissez vide : sans limite.")
    )

    @classmethod
    def of(cls, session: Session, data: Any = None) -> WhenForm:
        start, end = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
        said = {
            "day": start.date(), "starts": start.time(), "ends": end.time(), "place": session.place,
            "seats": session.seats,
        }  # fmt: skip
        return cls(data, initial=said)

    def clean(self) -> dict[str, Any]:
        """An end before the beginning is that of the next day: workshops go on late."""
        cleaned = super().clean()
        if {"day", "starts", "ends"} <= cleaned.keys():
            day, starts, ends = cleaned.pop("day"), cleaned.pop("starts"), cleaned.pop("ends")
            if starts == ends:
                self.add_error("ends", _("La fin vient après le début."))
            night = timedelta(days=1) if ends < starts else timedelta()
            cleaned["starts_at"] = timezone.make_aware(datetime.combine(day, starts))
            cleaned["ends_at"] = timezone.make_aware(datetime.combine(day, ends) + night)
        return cleaned


class HoldForm(WhenForm, WhatForm):
    """A workshop and its sessions."""

    rhythm = forms.ChoiceField(label=_("Revient"), choices=Rhythm.choices, initial=Rhythm.ONCE)
    times = forms.IntegerField(
        label=_("Combien de fois"), min_value=1, max_value=MOST_TIMES, initial=1, required=False,
        help_text=_("Quand il revient : le nombre de séances."),
    )  # fmt: skip
    field_order = ("title", "achievements", "day", "starts", "ends", "rhythm", "times", "place", "seats", "words")

    def clean_times(self) -> int:
        return self.cleaned_data["times"] or 1


class JoinForm(forms.Form):
    """A name and an address: nothing else."""

    name = forms.CharField(
        label=_("Votre nom"), max_length=120, help_text=_("Celui qui sera sur le badge."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )  # fmt: skip
    email = forms.EmailField(
        label=_("Votre adresse e-mail"),
        required=False,
        help_text=_("Le badge y sera envoyé. Vous n’en avez pas ? Laissez vide : vous aurez un code à garder."),
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
    )


class AddForm(forms.Form):
    """Someone whom the team puts on the list."""

    name = forms.CharField(label=_("Nom"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    email = forms.EmailField(
        label=_("Adresse e-mail"), required=False, help_text=_("Sans adresse : un billet à imprimer, avec un code."),
        widget=forms.EmailInput(attrs={"autocomplete": "off", "inputmode": "email"}),
    )  # fmt: skip


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Le code"), max_length=40, help_text=_("Celui du mur, ou celui de votre billet. Majuscules et tirets sont sans importance."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )  # fmt: skip


class CancelForm(forms.Form):
    reason = forms.CharField(
        label=_("Pourquoi"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Les personnes inscrites le liront."),
    )  # fmt: skip
