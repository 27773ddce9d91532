"""The worker is killed in the middle of a list of 1,000, and starts again: every line is awarded exactly once."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time

START = """
from django.utils import timezone
from arouez.badges import batches, recipients
from arouez.badges.models import Achievement
from arouez.network.models import Structure
from arouez.people.models import Person
badge = Achievement.objects.get(name="Découpeuse laser")
batches.start_batch(
    badge, structure=Structure.objects.get(slug="fabrique-de-recouvrance"), now=timezone.now(),
    by=Person.objects.with_address("yann@recouvrance.example"), criteria_seen=range(len(badge.criteria)),
    lines=recipients.read_lines("\\n".join(f"person{n}@killed.example" for n in range(1000))),
)
"""
COUNT = """
import json
from arouez.badges.models import Award, Batch
emails = list(Award.objects.filter(recipient_email__endswith="@killed.example").values_list("recipient_email", flat=True))
waiting = Batch.objects.filter(finished_at=None).count()
print(json.dumps({"awards": len(emails), "people": len(set(emails)), "waiting": waiting}))
"""


def test_every_line_is_awarded_once_though_the_worker_is_killed_twice(site):
    site.manage("shell", "--no-imports", "-c", START)
    for _time in range(2):
        before = count(site)["awards"]
        wait(lambda before=before: count(site)["awards"] > before)
        kill_worker(site)
    assert count(site)["awards"] < 1000
    wait(lambda: count(site)["waiting"] == 0)
    assert count(site) == {"awards": 1000, "people": 1000, "waiting": 0}


def kill_worker(site) -> None:
    """SIGKILL to the worker that `arouez serve` keeps running: no farewell, no clean-up."""
    children = subprocess.run(
        ["ps", "--ppid", str(site.server.pid), "-o", "pid=,args="], capture_output=True, text=True, check=True
    )
    (worker,) = [line.split()[0] for line in children.stdout.splitlines() if "manage worker" in line]
    os.kill(int(worker), signal.SIGKILL)


def count(site) -> dict[str, int]:
    return json.loads(site.manage("shell", "--no-imports", "-c", COUNT))


def wait(condition, seconds: float = 150) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it does not happen"
        time.sleep(0.2)
