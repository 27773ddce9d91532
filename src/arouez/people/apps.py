from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "arouez.people"
    label = "people"
