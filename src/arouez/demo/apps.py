from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "arouez.demo"
    label = "demo"
