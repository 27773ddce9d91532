from django.core.management import call_command
from django.core.management.base import BaseCommand

from arouez.badges import batches, delivery
from arouez.canvases import rounds
from arouez.charter import services as charter
from arouez.passport.imports import services as imports


class Command(BaseCommand):
    help = "Runs background tasks. First queues again what a worker that was killed left unfinished."

    def handle(self, *args, **options):
        call_command("prune_db_task_results", min_age_days=7, verbosity=0)
        batches.resume()
        delivery.resume()
        imports.resume()
        charter.resume()
        rounds.resume()
        call_command("db_worker", queue_name="*", interval=0.3, startup_delay=False, reload=False, verbosity=0)
