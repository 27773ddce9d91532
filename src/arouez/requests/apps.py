from django.apps import AppConfig


class RequestsConfig(AppConfig):
    name = "arouez.requests"
    label = "requests"
