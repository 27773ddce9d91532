"""The worker is killed in the middle of a list of 1,000, and starts again: every line is awarded exactly once."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import time
from contextlib import closing
from pathlib import Path

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
    SELECT count(*), count(DISTINCT recipient_email), (SELECT count(*) FROM badges_batch WHERE finished_at IS NULL)
    FROM badges_award WHERE recipient_email LIKE '%@killed.example'
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
    """How many awards, for how many people, and how many lists are not finished: read beside the running site."""
    file = Path(site.environment["AROUEZ_DATA_DIR"]) / "arouez.sqlite3"
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=20)) as database:
        return dict(zip(("awards", "people", "waiting"), database.execute(COUNT).fetchone(), strict=True))


def wait(condition, seconds: float = 150) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it does not happen"
        time.sleep(0.2)
