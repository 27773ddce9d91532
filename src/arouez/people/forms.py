from allauth.account.forms import RequestLoginCodeForm as AllauthRequestLoginCodeForm
from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .models import Person
from .services import welcome_person


class RequestLoginCodeForm(AllauthRequestLoginCodeForm):
    """One door for everyone: an unknown address gets a code too, and an account when the code is typed."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("Votre adresse e-mail")
        self.fields["email"].help_text = _("Nous vous envoyons un code à recopier. Pas de mot de passe.")
        self.fields["email"].widget.attrs.pop("placeholder", None)

    def clean_email(self) -> str:
        email = super().clean_email()
        if email:
            self._user = welcome_person(email, language=get_language() or Person.Language.FRENCH)
        return email


class ProfileForm(forms.ModelForm):
    class Meta:
        model = Person
        fields = ["name", "language"]
        help_texts = {"name": _("Montré aux structures, et sur vos badges publics si vous le voulez.")}
