from django.apps import AppConfig


class CanvasesConfig(AppConfig):
    name = "arouez.canvases"
    label = "canvases"
