"""Runs every test this machine can run: on SQLite with a browser and Node, then on PostgreSQL.

With CI=true a missing Chromium, PostgreSQL or Node is a failure, not a skip.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import postgres

ROOT = Path(__file__).resolve().parent.parent


def main(arguments: list[str]) -> int:
    wanted = {
        "Chromium": shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome"),
        "PostgreSQL": postgres.find_binaries(),
        "Node": shutil.which("node") and (ROOT / "node_modules").is_dir(),
    }
    missing = [name for name, found in wanted.items() if not found]
    if missing:
        print(
            f"Not on this machine: {', '.join(missing)}. The tests that need them are skipped.",
            file=sys.stderr,
        )
        if os.environ.get("CI") == "true":
            print("With CI=true that is a failure.", file=sys.stderr)
            return 1
    code = pytest("SQLite", ["-n", "2", "--dist", "worksteal", *arguments])
    if code == 0 and wanted["PostgreSQL"]:
        with postgres.cluster() as url:
            code = pytest("PostgreSQL", ["tests/site", "-n", "2", "--dist", "worksteal", *arguments], DATABASE_URL=url)
    return code


def pytest(label: str, arguments: list[str], **environment: str) -> int:
    print(f"== {label}", flush=True)
    command = [sys.executable, "-m", "pytest", *arguments]
    return subprocess.run(command, cwd=ROOT, env={**os.environ, **environment}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
