"""arouez manage network create SLUG NAME EMAIL: a network, and who coordinates it first."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email, validate_slug
from django.db import transaction
from django.utils import timezone

from arouez.network.models import Network
from arouez.network.services import create_network
from arouez.people.services import welcome_person


class Command(BaseCommand):
    help = "Makes a network; the person of EMAIL coordinates it, and signs in with that address."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("act", choices=["create"])
        parser.add_argument("slug", help="for its addresses: fab-brest")
        parser.add_argument("name", help="as people read it: Fab@Brest")
        parser.add_argument("email", help="of who coordinates it first")
        parser.add_argument("--host", default="", help="a host name of its own, one of AROUEZ_EXTRA_HOSTS")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        slug, email = options["slug"], options["email"]
        try:
            validate_slug(slug)
            validate_email(email)
        except ValidationError as error:
            raise CommandError(f"{slug} {email}: {error.messages[0]}") from error
        if Network.objects.filter(slug=slug).exists():
            raise CommandError(f"There is a network {slug} already.")
        network = create_network(
            now=timezone.now(),
            coordinator=welcome_person(email, name=""),
            slug=slug,
            name=options["name"],
            host=options["host"],
        )
        self.stdout.write(f"{network.name}: {network.get_absolute_url()}, coordinated by {email}.")
