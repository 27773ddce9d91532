from django.apps import AppConfig


class MailboxConfig(AppConfig):
    name = "arouez.mailbox"
    label = "mailbox"
