"""What people fill in to design a badge and to decide on it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from arouez.artwork.draw import ENGAGEMENTS, POSTURES
from arouez.artwork.look import Look
from arouez.network.models import Network
from arouez.network.names import TINCTURE_NAMES

from . import fields, looks, rounds, uploads
from .fields import Field, Kind, Step
from .models import Voice, Wording

LEVELS = [
    (0, _("Aucun")),
    *((level, f"{level} – {posture}, {ENGAGEMENTS[level]}") for level, posture in POSTURES.items()),
]
"""As the badge says them: in French, since that is what is engraved."""


def control(field: Field) -> forms.Field:
    """How a field of the canvas is filled in. What its text must be is for the service to say."""
    words = {"label": field.label, "help_text": field.help, "required": False}
    match field.kind:
        case Kind.FAMILY:
            return forms.ChoiceField(choices=[("", "—"), *fields.FAMILIES.items()], **words)
        case Kind.MONTHS:
            return forms.CharField(widget=forms.TextInput(attrs={"inputmode": "numeric"}), **words)
        case Kind.LINE | Kind.LANGUAGES:
            return forms.CharField(**words)
        case _:
            return forms.CharField(widget=forms.Textarea(attrs={"rows": field.rows}), strip=False, **words)


class StepForm(forms.Form):
    """The fields of one step, each with the number of the wording it was opened with (`<field>-base`)."""

    def __init__(self, data: Mapping[str, str] | None = None, *, step: Step, wordings: Mapping[str, Wording]) -> None:
        super().__init__(data, initial={key: wording.text for key, wording in wordings.items()})
        self.step, self.wordings = step, wordings
        self.one_of = [field.key for field in step.fields]  # a canvas fills up little by little: none says "optional"
        for field in step.fields:
            self.fields[field.key] = control(field)

    @property
    def texts(self) -> dict[str, tuple[int, str]]:
        """{field: (base, text)}, of the fields that were sent."""
        return {
            field.key: (read_number(self.data.get(f"{field.key}-base")), self.cleaned_data[field.key])
            for field in self.step.fields
            if field.key in self.data
        }


def read_number(text: str | None) -> int:
    """A wording's number as a form sends it; 0, that of no wording, for anything else."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 9 else 0


class LookForm(forms.Form):
    """The picture of the badge, chosen piece by piece."""

    family = forms.ChoiceField(
        label=_("Le cadre"), choices=list(fields.FAMILIES.items()), widget=forms.RadioSelect, required=False,
        help_text=_("Sa forme dit le type du badge."),
    )  # fmt: skip
    tincture = forms.ChoiceField(label=_("La couleur"), widget=forms.RadioSelect, required=False)
    posture = forms.TypedChoiceField(
        label=_("Le niveau"), choices=LEVELS, coerce=int, empty_value=0,
        widget=forms.RadioSelect, required=False, help_text=_("L’épaisseur de l’anneau, et autant d’hermines. Les mots dépendent du type."),
    )  # fmt: skip
    inscription = forms.CharField(
        label=_("L’inscription"), max_length=80, required=False, help_text=_("Laissez vide : le titre du badge.")
    )
    emblem = forms.CharField(max_length=60, required=False, widget=forms.HiddenInput)
    drawing = forms.FileField(
        label=_("Ou votre dessin"),
        required=False,
        help_text=_(
            "Un SVG fait de formes, en une couleur : il prend celles du badge. Il se voit une fois enregistré."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": "image/svg+xml,.svg"}),
    )
    one_of = ("inscription", "drawing")

    def __init__(self, *args: Any, network: Network, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tincture"].choices = [
            ("", _("Celle du type")), *((name, TINCTURE_NAMES[name]) for name in looks.palette(network))
        ]  # fmt: skip

    def clean_drawing(self) -> bytes | None:
        upload = self.cleaned_data["drawing"]
        return read_upload(upload) if upload else None

    @property
    def look(self) -> Look:
        """What is chosen, as far as it means something."""
        said = self.cleaned_data
        return Look(
            emblem=said.get("emblem", ""),
            tincture=said.get("tincture", ""),
            posture=said.get("posture") or 0,
            inscription=" ".join(said.get("inscription", "").split()),
        )


class CanvasForm(forms.Form):
    """A new canvas: a title is enough."""

    title = forms.CharField(
        label=_("Titre"), max_length=120, help_text=_("Court, et provisoire si vous voulez : il peut changer.")
    )
    tagline = forms.CharField(
        label=_("En une phrase"),
        max_length=200,
        required=False,
        help_text=_("Ce que dira la personne : « J’usine une pièce en sécurité. »"),
    )
    network = forms.ModelChoiceField(Network.objects.none(), label=_("Réseau"), empty_label=None)

    def __init__(self, *args: Any, networks: Iterable[Network], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_network(self.fields["network"], networks)


class ImportForm(forms.Form):
    """A badge from elsewhere to begin with."""

    file = forms.FileField(
        label=_("Le fichier du badge"),
        help_text=_("JSON d’Open Badges 2.0 ou 3.0, ou l’image (PNG, SVG) d’un badge reçu."),
        widget=forms.ClearableFileInput(
            attrs={"accept": ".json,.jsonld,application/json,application/ld+json,image/png,image/svg+xml"}
        ),
    )
    network = forms.ModelChoiceField(Network.objects.none(), label=_("Réseau"), empty_label=None)

    def __init__(self, *args: Any, networks: Iterable[Network], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_network(self.fields["network"], networks)

    def clean_file(self) -> bytes:
        return read_upload(self.cleaned_data["file"])


class AttachmentForm(forms.Form):
    file = forms.FileField(
        label=_("Ajouter un fichier"),
        help_text=_(
            "Une photo (JPEG, PNG, WebP) ou un PDF. Le lieu et l’appareil enregistrés dans la photo sont effacés."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp,application/pdf"}),
    )
    name = ""

    def clean_file(self) -> bytes:
        self.name = self.cleaned_data["file"].name
        return read_upload(self.cleaned_data["file"])


class CommentForm(forms.Form):
    text = forms.CharField(label=_("Votre remarque"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class SuggestForm(forms.Form):
    """Another text for one field."""

    reason = forms.CharField(label=_("Pourquoi"), max_length=500, required=False)

    def __init__(self, *args: Any, field: Field, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["suggestion"] = control(field)
        self.fields["suggestion"].label, self.fields["suggestion"].help_text = _("Le texte que vous proposez"), ""
        self.order_fields(["suggestion", "reason"])


class ReasonForm(forms.Form):
    """Why something stops."""

    reason = forms.CharField(label=_("Pourquoi"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))


class RoundForm(forms.Form):
    """The terms of a consent round, and how each objection of the last one was met."""

    last_day = forms.DateField(
        label=_("Dernier jour"),
        help_text=_("Le tour se termine à minuit ce jour-là, heure de Paris."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    quorum = forms.IntegerField(label=_("Quorum"))

    def __init__(self, *args: Any, voter_count: int, objections: Iterable[Voice], now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        least = rounds.smallest_quorum(voter_count)
        self.initial = {"last_day": timezone.localdate(now) + rounds.USUAL, "quorum": least} | self.initial
        self.fields["quorum"].help_text = _(
            "Combien de structures doivent donner leur voix : de %(least)s à %(most)s."
        ) % {"least": least, "most": voter_count}
        self.fields["quorum"].widget = forms.NumberInput(attrs={"min": least, "max": voter_count})
        self.objections = list(objections)
        for objection in self.objections:
            self.fields[f"answer-{objection.pk}"] = forms.CharField(
                label=_("%(structure)s : comment son objection est prise en compte")
                % {"structure": objection.structure},
                help_text=f"« {objection.reason} » → {objection.proposal}",
                max_length=2000,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    @property
    def answers(self) -> dict[int, str]:
        """By voice."""
        return {objection.pk: self.cleaned_data[f"answer-{objection.pk}"] for objection in self.objections}


class VoiceForm(forms.Form):
    """What a structure says."""

    position = forms.ChoiceField(label=_("Votre structure…"), choices=Voice.Position, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Pourquoi"),
        max_length=2000,
        required=False,
        help_text=_("Pour une réserve, une objection, ou une objection que vous levez."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    proposal = forms.CharField(
        label=_("Ce que vous proposez"),
        max_length=2000,
        required=False,
        help_text=_("Pour une objection : la rédaction avec laquelle vous pourriez consentir."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def choose_network(field: forms.Field, networks: Iterable[Network]) -> None:
    """Offer these; do not ask when there is one."""
    field.queryset = networks
    if len(networks) == 1:
        field.initial, field.widget = networks[0], forms.HiddenInput()


def read_upload(upload: Any) -> bytes:
    """The bytes of a file that is not too large."""
    if upload.size > uploads.MOST_BYTES:
        raise forms.ValidationError(_("Ce fichier dépasse 10 Mo. Réduisez-le et réessayez."))
    return upload.read()
