from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "arouez.web"
    label = "web"
