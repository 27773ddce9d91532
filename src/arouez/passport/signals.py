"""When someone proves that an address is theirs, the badges sent to it come to their passport."""

from allauth.account.signals import email_confirmed, user_logged_in
from django.dispatch import receiver
from django.utils import timezone

from .services import collect_awards


@receiver(user_logged_in)
def collect_at_sign_in(sender, user, **kwargs):
    collect_awards(user, timezone.now())


@receiver(email_confirmed)
def collect_at_confirmation(sender, email_address, **kwargs):
    collect_awards(email_address.user, timezone.now())
