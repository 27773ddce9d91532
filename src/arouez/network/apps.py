from django.apps import AppConfig

from arouez import guards


class NetworkConfig(AppConfig):
    name = "arouez.network"
    label = "network"

    def ready(self) -> None:
        from .guards import GUARDS

        guards.keep(self, GUARDS)
