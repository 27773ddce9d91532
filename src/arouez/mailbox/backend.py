from django.core.mail.backends.base import BaseEmailBackend

from .models import Mail


class MailboxBackend(BaseEmailBackend):
    """Keeps mail in the database instead of sending it, so that a newcomer can follow the whole story."""

    def send_messages(self, email_messages) -> int:
        for message in email_messages:
            alternatives = getattr(message, "alternatives", [])
            Mail.objects.create(
                sender=message.from_email,
                recipients=", ".join(message.recipients()),
                subject=message.subject,
                text=message.body,
                html=next((content for content, kind in alternatives if kind == "text/html"), ""),
            )
        return len(email_messages)
