from django.apps import AppConfig


class PassportConfig(AppConfig):
    name = "arouez.passport"
    label = "passport"

    def ready(self) -> None:
        from . import signals  # noqa: F401  connects the receivers
