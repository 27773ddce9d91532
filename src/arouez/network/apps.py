from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "arouez.network"
    label = "network"
