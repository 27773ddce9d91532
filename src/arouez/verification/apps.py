from django.apps import AppConfig


class VerificationConfig(AppConfig):
    name = "arouez.verification"
    label = "verification"
