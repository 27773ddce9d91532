"""The site under measure, on SQLite and on PostgreSQL: one award, a list of 1,000, a public credential served."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from pathlib import Path

import demo_site
import postgres
import urllib3

HERE = Path(__file__).resolve().parent
REQUESTS, CLIENTS = 4_000, 8


def report() -> str:
    """A Markdown table, a column for each database."""
    columns = {"SQLite": measure()}
    if postgres.find_binaries():
        with postgres.cluster() as url:
            columns["PostgreSQL"] = measure(DATABASE_URL=url)
    rows = list(columns["SQLite"])
    lines = [
        "### The site\n",
        f"| | {' | '.join(columns)} |",
        f"|---|{'---|' * len(columns)}",
        *(f"| {row} | {' | '.join(column[row] for column in columns.values())} |" for row in rows),
    ]
    missing = "" if "PostgreSQL" in columns else "\nPostgreSQL was not found: its column is missing.\n"
    return "\n".join(lines) + "\n" + missing


def measure(**settings: str) -> dict[str, str]:
    with demo_site.running(**settings) as site:
        rate = requests_per_second(site.url, inside(site, "--address"))
        found = json.loads(inside(site))
    return {
        "one award, in one request: SQL queries": str(found["award_queries"]),
        "one award, in one request: milliseconds": f"{found['award_ms']:.1f}",
        "a list of 1,000: seconds": f"{found['batch_seconds']:.1f}",
        "public credential: SQL queries": str(found["credential_queries"]),
        "public credential: requests a second": f"{rate:,.0f}",
    }


def inside(site: demo_site.DemoSite, *arguments: str) -> str:
    """The last line that inside.py prints, run on the site's data."""
    command = [sys.executable, HERE / "inside.py", *arguments]
    done = subprocess.run(command, env=site.environment, check=True, capture_output=True, text=True)
    return done.stdout.splitlines()[-1]


def requests_per_second(site: str, path: str) -> float:
    """Over kept-open connections from this process, against one server process with four threads."""
    pool = urllib3.PoolManager(maxsize=CLIENTS)
    headers = {"Accept": "application/vc"}

    def ask(count: int) -> None:
        for _ in range(count):
            assert pool.request("GET", site + path, headers=headers).status == 200

    ask(50)
    threads = [threading.Thread(target=ask, args=(REQUESTS // CLIENTS,)) for _ in range(CLIENTS)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return REQUESTS / (time.perf_counter() - start)
