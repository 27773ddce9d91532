from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from arouez.verification.forms import InspectionForm

from .unpacking import MOST_ARCHIVE_BYTES, MOST_BYTES


class ImportForm(InspectionForm):
    """Badges to add: a file that holds one or several, or an address."""

    file = forms.FileField(
        label=_("Un fichier"),
        required=False,
        help_text=_(
            "L’image d’un badge (PNG ou SVG), son fichier (JSON ou JWS), ou l’archive (ZIP) qu’une autre plateforme "
            "vous a donnée : Badgr, Open Badge Passport…"
        ),
        widget=forms.ClearableFileInput(
            attrs={"accept": InspectionForm.ACCEPTED + ",.zip,application/zip,application/x-zip-compressed"}
        ),
    )
    name = ""

    def clean_file(self) -> bytes | None:
        file = self.cleaned_data["file"]
        if not file:
            return None
        most = MOST_ARCHIVE_BYTES if file.name.lower().endswith(".zip") else MOST_BYTES
        if file.size > most:
            raise forms.ValidationError(
                _("Ce fichier dépasse %(most)s Mo. Ajoutez vos badges en plusieurs fois.") % {"most": most // 1024**2}
            )
        self.name = file.name
        return file.read()
