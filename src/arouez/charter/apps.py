from django.apps import AppConfig

from arouez import guards


class CharterConfig(AppConfig):
    name = "arouez.charter"
    label = "charter"

    def ready(self) -> None:
        from . import leaving  # noqa: F401  connects the receiver
        from .guards import GUARDS

        guards.keep(self, GUARDS)
