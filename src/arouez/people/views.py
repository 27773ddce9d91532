from __future__ import annotations

from allauth.account.models import EmailAddress
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _

from . import services
from .forms import ProfileForm


@login_required
def account(request: HttpRequest) -> HttpResponse:
    """Name, language, and the way to one's addresses."""
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        services.update_profile(request.user, **form.cleaned_data)
        with translation.override(request.user.language):
            messages.success(request, _("Votre profil est à jour."))
        return redirect("account")
    emails = EmailAddress.objects.filter(user=request.user).order_by("-primary", "email")
    return render(request, "people/account.html", {"form": form, "emails": emails}, status=422 if form.errors else 200)
