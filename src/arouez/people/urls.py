"""The account pages, and the part of allauth that a sign-in by code needs: no password page exists."""

from allauth.account import views as allauth
from django.urls import path, reverse_lazy
from django.views.generic import RedirectView

from . import views

to_sign_in = RedirectView.as_view(url=reverse_lazy("account_login"), query_string=True)

urlpatterns = [
    path("", views.account, name="account"),
    path("connexion/", allauth.request_login_code, name="account_login"),
    path("connexion/code/", allauth.confirm_login_code, name="account_confirm_login_code"),
    path("deconnexion/", allauth.logout, name="account_logout"),
    path("adresses/", allauth.email, name="account_email"),
    path("adresses/code/", allauth.email_verification_sent, name="account_email_verification_sent"),
    path("reconnexion/", allauth.reauthenticate, name="account_reauthenticate"),
    # names that allauth looks up
    path("demande-de-code/", to_sign_in, name="account_request_login_code"),
    path("inscription/", to_sign_in, name="account_signup"),
    path("inactif/", allauth.account_inactive, name="account_inactive"),
]
