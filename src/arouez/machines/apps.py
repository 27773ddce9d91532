from django.apps import AppConfig


class MachinesConfig(AppConfig):
    name = "arouez.machines"
    label = "machines"
