"""What changes a person."""

from allauth.account.models import EmailAddress
from django.db import transaction

from .models import Person


@transaction.atomic
def welcome_person(email: str, name: str = "", language: str = Person.Language.FRENCH) -> Person:
    """The person known under `email`, or a new one with that address, not yet verified.

    The address is verified when its owner types the code sent to it.
    """
    person = Person.objects.with_address(email)
    if person is None:
        person = Person.objects.create_user(name=name, language=language)
        EmailAddress.objects.create(user=person, email=email.strip().lower(), primary=True, verified=False)
    else:
        name_if_unnamed(person, name)
    return person


def name_if_unnamed(person: Person, name: str) -> None:
    """Call someone by the name another gave for them, until they say their own."""
    if name and not person.name:
        person.name = name
        person.save(update_fields=["name"])


def update_profile(person: Person, *, name: str, language: str) -> Person:
    """Change what the person shows of themselves."""
    person.name = name.strip()
    person.language = language
    person.save(update_fields=["name", "language"])
    return person
