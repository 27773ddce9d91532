from django.apps import AppConfig


class BadgesConfig(AppConfig):
    name = "arouez.badges"
    label = "badges"
