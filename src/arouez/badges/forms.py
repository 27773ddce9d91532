"""What people fill in to make a badge, to award it, to revoke it, to stand by it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from arouez.errors import DomainError
from arouez.network.models import Membership, Network, Structure
from arouez.people.models import Person

from . import recipients, uploads
from .local_criteria import check
from .models import Achievement, Picture
from .services import Recipient

SAFETY_MARK = "★"


class CriteriaField(forms.CharField):
    """Criteria as lines of text, "★" before the safety ones; cleaned to the model's list."""

    widget = forms.Textarea(attrs={"rows": 8})

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, list):
            return "\n".join(f"{SAFETY_MARK} {c['text']}" if c["safety"] else c["text"] for c in value)
        return value

    def clean(self, value: str) -> list[dict[str, Any]]:
        lines = [line.strip(" -•\t") for line in super().clean(value).splitlines()]
        return [
            {"text": line.lstrip(SAFETY_MARK + "* ").strip(), "safety": line.startswith((SAFETY_MARK, "*"))}
            for line in lines
            if line.strip(SAFETY_MARK + "* ")
        ]


class TagsField(forms.CharField):
    """Key words separated by commas."""

    def prepare_value(self, value: Any) -> Any:
        return ", ".join(value) if isinstance(value, list) else value

    def clean(self, value: str) -> list[str]:
        return [tag.strip() for tag in super().clean(value).split(",") if tag.strip()]


class AchievementForm(forms.ModelForm):
    """A badge in the making."""

    criteria = CriteriaField(
        label=_("Critères"),
        help_text=_(
            "Un critère par ligne, à la première personne : « je règle l’origine… ». "
            "Mettez ★ devant un critère de sécurité : il sera coché un par un avant d’attribuer."
        ),
    )
    tags = TagsField(label=_("Mots-clés"), required=False, help_text=_("Séparés par des virgules."))
    upload = forms.FileField(
        label=_("Image"),
        required=False,
        help_text=_("PNG ou SVG, carrée. Sans image, nous en dessinons une aux formes du réseau."),
        widget=forms.ClearableFileInput(attrs={"accept": "image/png,image/svg+xml"}),
    )

    class Meta:
        model = Achievement
        fields = [
            "name", "tagline", "family", "description", "limits", "criteria", "expected_evidence",
            "validity_months", "tags",
        ]  # fmt: skip
        widgets = {
            "description": forms.Textarea(attrs={"rows": 4}),
            "limits": forms.Textarea(attrs={"rows": 2}),
            "expected_evidence": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {
            "tagline": _("Ce que dira la personne : « Je prépare, lance et surveille une découpe… »"),
            "validity_months": _("Laissez vide : le badge n’a pas de fin. C’est le cas le plus courant."),
        }

    def clean_upload(self) -> Picture | None:
        upload = self.cleaned_data["upload"]
        if not upload:
            return None
        return _reading(lambda: uploads.read_picture(_bytes(upload)))


class AwardForm(forms.Form):
    """What every award asks for: the criteria seen, and evidence if there is any. `achievement` as `queries.awardable` gives it."""

    criteria_seen = forms.TypedMultipleChoiceField(
        label=_("Ce que vous avez vu faire"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    local_seen = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    evidence_text = forms.CharField(
        label=_("Preuve : en quelques mots"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Visible par la personne, et par les autres si elle rend ce badge public."),
    )
    evidence_url = forms.URLField(label=_("Preuve : un lien"), required=False, assume_scheme="https", max_length=500)

    def __init__(self, *args: Any, achievement: Achievement, structure: Structure, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.achievement, self.structure = achievement, structure
        self.local_criteria = achievement.asked or []
        self.fields["criteria_seen"].choices = [
            (place, _marked(criterion)) for place, criterion in enumerate(achievement.criteria)
        ]
        local = self.fields["local_seen"]
        local.label = _("En plus, à %(structure)s") % {"structure": structure}
        local.choices = [(criterion["text"], _marked(criterion)) for criterion in self.local_criteria]
        if not self.local_criteria:
            del self.fields["local_seen"]

    def clean_criteria_seen(self) -> list[int]:
        seen = self.cleaned_data["criteria_seen"]
        if not set(self.achievement.safety_criteria) <= set(seen):
            raise forms.ValidationError(_("Cochez chaque critère de sécurité (★) : vous l’avez vu fait."))
        return seen

    def clean_local_seen(self) -> list[str]:
        seen = self.cleaned_data["local_seen"]
        return _reading(lambda: [criterion["text"] for criterion in check(self.local_criteria, seen)])

    @property
    def evidence(self) -> list[dict[str, str]]:
        """The evidence given in words and links."""
        items = []
        if text := self.cleaned_data["evidence_text"].strip():
            items.append({"kind": "text", "text": text})
        if url := self.cleaned_data["evidence_url"]:
            items.append({"kind": "link", "url": url})
        return items


class AwardPhotoForm(AwardForm):
    """What an award to one asks for."""

    photo = forms.FileField(
        label=_("Preuve : une photo"),
        required=False,
        help_text=_("Le lieu et l’appareil enregistrés dans la photo sont effacés."),
        widget=forms.ClearableFileInput(attrs={"accept": "image/*"}),
    )

    def clean_photo(self) -> bytes | None:
        photo = self.cleaned_data["photo"]
        return _reading(lambda: uploads.clean_photo(_bytes(photo))) if photo else None


class AwardOneForm(AwardPhotoForm):
    name = forms.CharField(
        label=_("Nom de la personne"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    email = forms.EmailField(
        label=_("Adresse e-mail"),
        help_text=_("Le badge lui est envoyé. L’adresse n’apparaît nulle part en clair."),
        widget=forms.EmailInput(attrs={"autocomplete": "off", "inputmode": "email"}),
    )
    field_order = ("name", "email", "criteria_seen", "local_seen", "evidence_text", "evidence_url", "photo")

    @property
    def recipient(self) -> Recipient:
        """Raises DomainError."""
        return Recipient.read(self.cleaned_data["name"], self.cleaned_data["email"])


class AwardOrganisationForm(AwardPhotoForm):
    """Which structure of the network gets it."""

    organisation = forms.ModelChoiceField(
        label=_("La structure"),
        queryset=Structure.objects.none(),
        empty_label=_("Choisissez une structure"),
        help_text=_("Le badge est envoyé à son adresse de contact, et la nomme."),
    )

    field_order = ("organisation", "criteria_seen", "local_seen", "evidence_text", "evidence_url", "photo")

    def __init__(self, *args: Any, structure: Structure, **kwargs: Any) -> None:
        super().__init__(*args, structure=structure, **kwargs)
        others = Structure.objects.filter(networks__in=structure.networks.all()).exclude(pk=structure.pk)
        self.fields["organisation"].queryset = others.distinct().order_by("name")

    @property
    def recipient(self) -> Recipient:
        """Raises DomainError."""
        return Recipient.of(self.cleaned_data["organisation"])


class AwardListForm(AwardForm):
    """Whom a whole list names, pasted or as a file."""

    one_of = ("people", "file")
    people = forms.CharField(
        label=_("Les personnes"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=_("Une par ligne, comme vous l’avez : « Nom ; adresse », « Nom <adresse> » ou l’adresse seule."),
    )
    file = forms.FileField(
        label=_("… ou un fichier CSV"),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,text/csv,text/plain"}),
    )

    field_order = ("people", "file", "criteria_seen", "local_seen", "evidence_text", "evidence_url")

    def clean(self) -> dict[str, Any]:
        """`lines`: the list as read. A file replaces the text, and becomes it, so that it can be corrected."""
        cleaned = super().clean()
        try:
            text = cleaned.get("people", "")
            if cleaned.get("file"):
                text = recipients.decode(_bytes(cleaned["file"]))
            cleaned["people"] = text
            cleaned["lines"] = recipients.read_lines(text)
        except DomainError as refusal:
            self.add_error("people", str(refusal))
        return cleaned


class MandateForm(forms.Form):
    """Whom the structure names, for which badge of its networks, and from when to when."""

    achievement = forms.ModelChoiceField(
        label=_("Le badge"), queryset=Achievement.objects.none(), empty_label=_("Choisissez un badge")
    )
    person = forms.ModelChoiceField(
        label=_("La personne"),
        queryset=Person.objects.none(),
        empty_label=_("Choisissez une personne"),
        help_text=_(
            "De votre équipe, avec un rôle qui permet d’attribuer. D’habitude, elle transmet déjà ce savoir-faire."
        ),
    )
    starts_on = forms.DateField(
        label=_("À partir du"),
        required=False,
        help_text=_("Laissez vide : dès maintenant."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    ends_on = forms.DateField(
        label=_("Jusqu’au soir du"),
        required=False,
        help_text=_("Laissez vide : jusqu’à ce que vous le retiriez."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )

    def __init__(self, *args: Any, structure: Structure, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        badges = Achievement.objects.awardable_by(structure).filter(structure=None)
        self.fields["achievement"].queryset = badges.order_by("name")
        roles = [Membership.Role.FACILITATOR, Membership.Role.MANAGER]
        team = Person.objects.filter(memberships__structure=structure, memberships__role__in=roles)
        self.fields["person"].queryset = team.order_by("name")


class LocalCriteriaForm(forms.Form):
    """What the structure asks besides."""

    criteria = CriteriaField(
        label=_("En plus, chez nous"),
        required=False,
        help_text=_(
            "Un critère par ligne : votre machine, votre accueil. Mettez ★ devant ce qui touche à la sécurité. "
            "Ceux du réseau restent tous demandés."
        ),
    )


class RevokeForm(forms.Form):
    reason = forms.CharField(
        label=_("Raison"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("La personne la recevra par e-mail ; elle reste lisible par qui vérifie le badge."),
    )


class EndorseForm(forms.Form):
    """One sentence, in the name of one of `endorsers`, or in one's own (`endorser` is None then)."""

    OWN_NAME = "moi"

    endorser = forms.ChoiceField(label=_("Au nom de"), widget=forms.RadioSelect)
    comment = forms.CharField(
        label=_("En une phrase"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Elle est publique, et signée du nom choisi."),
    )
    agrees_to_be_named = forms.BooleanField(required=False)

    def __init__(
        self, *args: Any, endorsers: Sequence[Network | Structure], in_person: Person | None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._endorsers: dict[str, Network | Structure | None] = {one.issuer.public_id: one for one in endorsers}
        choices = [(public_id, str(endorser)) for public_id, endorser in self._endorsers.items()]
        if in_person:
            self._endorsers[self.OWN_NAME] = None
            choices.append((self.OWN_NAME, _("Mon nom : %(name)s") % {"name": in_person}))
            self.fields["agrees_to_be_named"].label = _(
                "En mon nom : j’accepte que « %(name)s » soit public, et accompagne des badges remis à d’autres"
            ) % {"name": in_person}
        else:
            del self.fields["agrees_to_be_named"]
        field = self.fields["endorser"]
        field.choices = choices
        if len(choices) == 1:
            field.initial, field.widget = choices[0][0], forms.HiddenInput()

    def clean_endorser(self) -> Network | Structure | None:
        return self._endorsers[self.cleaned_data["endorser"]]


def _marked(criterion: dict[str, Any]) -> str:
    return f"{SAFETY_MARK} {criterion['text']}" if criterion["safety"] else criterion["text"]


def _bytes(upload: Any) -> bytes:
    if upload.size > uploads.MOST_BYTES:
        raise forms.ValidationError(_("Ce fichier dépasse 10 Mo. Réduisez-le et réessayez."))
    return upload.read()


def _reading(read: Any) -> Any:
    """What `read` returns, with a refusal of the domain said beside the field."""
    try:
        return read()
    except DomainError as refusal:
        raise forms.ValidationError(str(refusal)) from refusal
