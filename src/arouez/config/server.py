"""The site and its background worker, as one command."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time

RESTART_AFTER = 1.0  # seconds; a worker that dies at once must not spin


def serve(host: str, port: int) -> int:
    """Migrate, gather the static files, then run granian in front and one worker beside it until stopped."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "arouez.config.settings")
    manage = [sys.executable, "-m", "arouez", "manage"]
    for preparation in (["migrate", "--verbosity=0"], ["collectstatic", "--noinput", "--verbosity=0"]):
        if code := subprocess.run([*manage, *preparation], check=False).returncode:
            return code
    stopping = threading.Event()
    keeper = threading.Thread(target=_keep_running, args=([*manage, "worker"], stopping), daemon=True)
    web = subprocess.Popen(
        [
            *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)),
            *(
                "--blocking-threads",
                "4",
                "--no-access-log",
                "--log-level",
                "warning",
                "arouez.config.wsgi:application",
            ),
        ]
    )

    def stop(*_: object) -> None:
        stopping.set()
        web.terminate()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    keeper.start()
    code = web.wait()
    expected = stopping.is_set()
    stopping.set()
    keeper.join(timeout=10)
    return 0 if expected else code


def _keep_running(command: list[str], stopping: threading.Event) -> None:
    """Run `command` again whenever it ends, until `stopping`. A worker that was killed picks up where it was."""
    while not stopping.is_set():
        worker = subprocess.Popen(command)
        while worker.poll() is None and not stopping.is_set():
            time.sleep(0.2)
        if worker.poll() is None:
            worker.terminate()
            try:
                worker.wait(timeout=5)
            except subprocess.TimeoutExpired:
                worker.kill()
        stopping.wait(RESTART_AFTER)
