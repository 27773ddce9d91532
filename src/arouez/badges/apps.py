from django.apps import AppConfig

from arouez import guards


class BadgesConfig(AppConfig):
    name = "arouez.badges"
    label = "badges"

    def ready(self) -> None:
        from . import label  # noqa: F401  connects the receivers
        from .guards import GUARDS

        guards.keep(self, GUARDS)
