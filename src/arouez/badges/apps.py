from django.apps import AppConfig

from arouez import guards


class BadgesConfig(AppConfig):
    name = "arouez.badges"
    label = "badges"

    def ready(self) -> None:
        from .guards import GUARDS

        guards.keep(self, GUARDS)
