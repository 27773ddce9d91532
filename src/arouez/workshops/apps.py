from django.apps import AppConfig


class WorkshopsConfig(AppConfig):
    name = "arouez.workshops"
    label = "workshops"
