"""What is measured in the site's own process, on the data of the demonstration. Prints JSON."""

from __future__ import annotations

import json
import os
import statistics
import sys
import time

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "arouez.config.settings"
django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from arouez.badges import batches, recipients  # noqa: E402
from arouez.badges.models import Achievement, Batch  # noqa: E402
from arouez.network.models import Structure  # noqa: E402
from arouez.passport.models import Entry  # noqa: E402
from arouez.people.models import Person  # noqa: E402

structure = Structure.objects.get(slug="fabrique-de-recouvrance")
badge = Achievement.objects.get(name="Découpeuse laser")
yann = Person.objects.with_address("yann@recouvrance.example")
client = Client(HTTP_HOST="127.0.0.1")
client.force_login(yann, backend="allauth.account.auth_backends.AuthenticationBackend")
address = f"/structures/{structure.slug}/attribuer/{badge.public_id}/"


def award(number: int) -> None:
    criteria = list(range(len(badge.criteria)))
    data = {"name": "Bench", "email": f"bench{number}@bench.example", "criteria_seen": criteria}
    answer = client.post(address, data)
    assert "badges-attribues" in answer.headers.get("Location", ""), (answer.status_code, answer.headers)


def queries_of(act) -> int:
    """How many statements `act` executes."""
    statements = []

    def note(execute, sql, params, many, context):
        statements.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(note):
        act()
    return len(statements)


def read() -> None:
    assert Client(HTTP_HOST="127.0.0.1").get(path, headers={"accept": "application/vc"}).status_code == 200


path = Entry.objects.shared().get().award.get_absolute_url()
if "--address" in sys.argv:
    print(path)
    sys.exit()

award(0)
award_queries = queries_of(lambda: award(1))
times = []
for number in range(2, 42):
    start = time.perf_counter()
    award(number)
    times.append(time.perf_counter() - start)

batch = batches.start_batch(
    badge,
    structure=structure,
    by=yann,
    lines=recipients.read_lines("\n".join(f"list{n}@bench.example" for n in range(1000))),
    criteria_seen=range(len(badge.criteria)),
    now=timezone.now(),
)
start = time.perf_counter()
while Batch.objects.filter(pk=batch.pk, finished_at=None).exists():  # by the site's own worker, mail and all
    time.sleep(0.05)
batch_seconds = time.perf_counter() - start

print(
    json.dumps(
        {
            "award_queries": award_queries,
            "award_ms": statistics.median(times) * 1000,
            "batch_seconds": batch_seconds,
            "credential_queries": queries_of(read),
        }
    )
)
