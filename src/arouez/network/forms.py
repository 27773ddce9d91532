from django import forms
from django.utils.translation import gettext_lazy as _

from .models import Membership


class AddMemberForm(forms.Form):
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
