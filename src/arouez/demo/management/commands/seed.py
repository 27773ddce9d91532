from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from arouez.demo import content
from arouez.demo.seed import seed
from arouez.network.models import Network


class Command(BaseCommand):
    help = "Makes the demonstration network in an empty site; leaves a site that has one as it is."

    def handle(self, *args, **options):
        if not settings.DEMO:
            raise CommandError("Only the demonstration is seeded: set AROUEZ_DEMO=true.")
        call_command("migrate", verbosity=0)
        if not Network.objects.exists():
            self.stdout.write("Making the demonstration network…")
            with transaction.atomic():
                seed(timezone.now())
        self.stdout.write(self._where_to_click())

    def _where_to_click(self) -> str:
        manager, facilitator = content.STRUCTURES[0][5], content.STRUCTURES[0][6]
        logins = [
            ("a facilitator, who awards", *facilitator),
            ("a manager of the same fablab", *manager),
            ("the coordination", *content.COORDINATOR),
            ("Lena, who has a badge", *content.HEROINE),
        ]
        lines = [f"  {name:<18} {email:<32} {role}" for role, name, email in logins]
        return "\n".join(
            [
                "",
                f"Arouez: {settings.BASE_URL}",
                f"  Sign in at {settings.BASE_URL}/compte/connexion/ with one of these addresses;",
                f"  the code arrives at {settings.BASE_URL}/courrier/ (every mail of the demonstration does).",
                "",
                *lines,
                "",
                "Ctrl+C stops it; the data stay in var/ for the next time.",
                "",
            ]
        )
