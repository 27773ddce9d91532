from django import forms
from django.utils.translation import gettext_lazy as _

from . import presentation
from .models import Membership, Network, Structure
from .names import TINCTURE_NAMES


class InviteMemberForm(forms.Form):
    name = forms.CharField(label=_("Nom"), max_length=120)
    email = forms.EmailField(label=_("Adresse e-mail"), help_text=_("La personne se connecte avec cette adresse."))
    role = forms.ChoiceField(
        label=_("Rôle"),
        choices=Membership.Role.choices,
        initial=Membership.Role.FACILITATOR,
        widget=forms.RadioSelect,
    )


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("Rôle"), choices=Membership.Role.choices)


class PresentationForm(forms.ModelForm):
    """What a structure says of itself."""

    new_photo = forms.FileField(
        label=_("Photo"), required=False, help_text=_("Du lieu, plutôt large. Ce que l’appareil y a écrit est effacé."),
        widget=forms.ClearableFileInput(attrs={"accept": "image/*"}),
    )  # fmt: skip
    new_logo = forms.FileField(
        label=_("Logo"), required=False, widget=forms.ClearableFileInput(attrs={"accept": "image/png,image/jpeg"})
    )

    url = forms.URLField(label=_("Site web"), required=False, assume_scheme="https")

    class Meta:
        model = Structure
        fields = (
            "name", "kind", "tagline", "description", "place", "address", "latitude", "longitude", "hours", "email",
            "phone", "url", "photo_words",
        )  # fmt: skip
        widgets = {
            "description": forms.Textarea(attrs={"rows": 4}),
            "hours": forms.Textarea(attrs={"rows": 3}),
            "latitude": forms.NumberInput(attrs={"step": "any", "inputmode": "decimal"}),
            "longitude": forms.NumberInput(attrs={"step": "any", "inputmode": "decimal"}),
        }
        help_texts = {
            "place": _("Le quartier et la ville, en quelques mots."),
            "latitude": _("En degrés, 48,39 par exemple. Avec la carte, cliquez sur le lieu."),
            "hours": _("Comme vous les écririez sur la porte : une ligne par jour, si vous voulez."),
            "photo_words": _("Pour qui ne la voit pas."),
        }

    @property
    def said(self) -> dict:
        """What `presentation.present` takes."""
        data = {name: value for name, value in self.cleaned_data.items() if name in self.Meta.fields}
        return data | {"photo": _read(self.cleaned_data["new_photo"]), "logo": _read(self.cleaned_data["new_logo"])}


class NetworkForm(forms.ModelForm):
    """What a network says of itself and how it looks."""

    url = forms.URLField(label=_("Site web"), required=False, assume_scheme="https")
    palette = forms.MultipleChoiceField(
        label=_("Couleurs des badges"),
        choices=list(TINCTURE_NAMES.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Celles que proposent les canevas. Aucune cochée : toutes."),
    )

    class Meta:
        model = Network
        fields = ("name", "tagline", "email", "url", "accent", "palette")
        widgets = {"accent": forms.RadioSelect}


class PersonForm(forms.Form):
    name = forms.CharField(label=_("Nom"), max_length=120)
    email = forms.EmailField(label=_("Adresse e-mail"), help_text=_("La personne se connecte avec cette adresse."))


class FoundingForm(forms.ModelForm):
    """What whoever was invited to bring a structure says of it; the rest is for its page."""

    class Meta:
        model = Structure
        fields = ("name", "kind", "place", "tagline", "email")
        help_texts = {
            "place": _("Le quartier et la ville, en quelques mots."),
            "email": _("Publique, sur la page de la structure."),
        }


class JoiningForm(forms.Form):
    structure = forms.ModelChoiceField(label=_("Structure"), queryset=Structure.objects.none())

    def __init__(self, network: Network, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["structure"].queryset = Structure.objects.exclude(networks=network).order_by("name")


def _read(upload) -> bytes | None:
    return upload.read(presentation.MOST_BYTES + 1) if upload else None
