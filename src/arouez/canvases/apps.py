from django.apps import AppConfig

from arouez import guards


class CanvasesConfig(AppConfig):
    name = "arouez.canvases"
    label = "canvases"

    def ready(self) -> None:
        from .guards import GUARDS

        guards.keep(self, GUARDS)
