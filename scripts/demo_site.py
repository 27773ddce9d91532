"""A freshly seeded site of one's own, as a real server with its worker: for browser tests, screenshots and bench."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass
class DemoSite:
    """Where it answers, and the environment in which commands act on it."""

    url: str
    environment: dict[str, str]
    server: subprocess.Popen[bytes]

    def manage(self, *arguments: str) -> str:
        """Run a management command on its data; what it printed."""
        command = [sys.executable, "-m", "arouez", "manage", *arguments]
        return subprocess.run(command, env=self.environment, check=True, capture_output=True, text=True).stdout


@contextmanager
def running(**settings: str) -> Iterator[DemoSite]:
    """`arouez serve` on a free port with the demonstration in a temporary folder; stopped at the end."""
    port = free_port()
    with tempfile.TemporaryDirectory(prefix="arouez-demo-") as folder:
        environment = {
            **os.environ,
            "AROUEZ_DEMO": "true",
            "AROUEZ_DEBUG": "false",
            "AROUEZ_DATA_DIR": folder,
            "AROUEZ_BASE_URL": f"http://127.0.0.1:{port}",
            **settings,
        }
        environment.pop("DJANGO_SETTINGS_MODULE", None)
        subprocess.run([sys.executable, "-m", "arouez", "manage", "seed"], env=environment, check=True, stdout=-3)
        server = subprocess.Popen([sys.executable, "-m", "arouez", "serve", "--port", str(port)], env=environment)
        try:
            url = environment["AROUEZ_BASE_URL"]
            wait_until_up(url)
            yield DemoSite(url, environment, server)
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait(timeout=30)


def wait_until_up(url: str, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while True:
        try:
            urllib.request.urlopen(url, timeout=5).close()
            return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
