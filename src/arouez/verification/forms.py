from django import forms
from django.utils.translation import gettext_lazy as _

from .services import MOST_BYTES


class InspectionForm(forms.Form):
    """A badge to verify: a file or an address."""

    one_of = ("file", "address")
    ACCEPTED = ".png,.svg,.json,.jws,.jwt,.1ob,image/png,image/svg+xml,application/json"

    file = forms.FileField(
        label=_("Un fichier"),
        required=False,
        help_text=_("L’image du badge (PNG ou SVG), ou son fichier (JSON ou JWS)."),
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
    )
    address = forms.CharField(
        label=_("Ou son adresse"),
        required=False,
        max_length=2000,
        widget=forms.TextInput(attrs={"inputmode": "url", "placeholder": "https://…"}),
    )

    def clean_file(self) -> bytes | None:
        file = self.cleaned_data["file"]
        if file and file.size > MOST_BYTES:
            raise forms.ValidationError(_("Ce fichier dépasse 5 Mo : un badge est bien plus léger."))
        return file.read() if file else None

    def clean_address(self) -> str:
        address = self.cleaned_data["address"].strip()
        if address and not address.startswith(("https://", "http://")):
            raise forms.ValidationError(_("Une adresse commence par https://."))
        return address

    def clean(self) -> dict:
        cleaned = super().clean()
        if not self.errors and not cleaned.get("file") and not cleaned.get("address"):
            raise forms.ValidationError(_("Donnez un fichier ou une adresse."))
        return cleaned
