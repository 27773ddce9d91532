from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings


class AccountAdapter(DefaultAccountAdapter):
    """How allauth behaves here: mail is sent from our own address, in the site's voice."""

    def format_email_subject(self, subject: str) -> str:
        return subject

    def get_from_email(self) -> str:
        return settings.DEFAULT_FROM_EMAIL

    def is_open_for_signup(self, request) -> bool:
        return False  # there is one door, the code; see RequestLoginCodeForm
