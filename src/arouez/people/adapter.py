from __future__ import annotations

import smtplib
from datetime import timedelta

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.core.mail import send_mail
from django.utils import timezone
from django_tasks import task

# A code is worth a quarter of an hour: it goes before all other mail, and is soon tried again or given up.
RETRY_DELAYS = [timedelta(seconds=5), timedelta(seconds=30), timedelta(minutes=2)]


class AccountAdapter(DefaultAccountAdapter):
    """How allauth behaves here: in the site's voice, and never waiting for a mail server."""

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        message = self.render_mail(template_prefix, email, {**context, "email": email})
        send_account_mail.enqueue(message.subject, message.body, email)

    def format_email_subject(self, subject: str) -> str:
        return subject

    def get_from_email(self) -> str:
        return settings.DEFAULT_FROM_EMAIL

    def is_open_for_signup(self, request) -> bool:
        return False  # there is one door, the code; see RequestLoginCodeForm


@task(priority=50)
def send_account_mail(subject: str, body: str, to: str, attempt: int = 0) -> None:
    """Send a mail about an account, and again if the server does not answer."""
    try:
        send_mail(subject, body, None, [to])
    except smtplib.SMTPRecipientsRefused:
        return
    except (OSError, smtplib.SMTPException):
        if attempt < len(RETRY_DELAYS):
            later = timezone.now() + RETRY_DELAYS[attempt]
            send_account_mail.using(run_after=later).enqueue(subject, body, to, attempt + 1)
