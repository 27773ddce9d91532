"""The time allowed for one fetch, however slowly the server drips its answer."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from collections.abc import Iterator

from ..errors import DocumentTooSlow


class Deadline:
    """A moment that cannot be put off. A socket's own timeout starts anew at every byte; this does not."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._end = time.monotonic() + seconds

    def left(self) -> float:
        """The seconds left, never quite zero, which a socket would take for "do not wait"."""
        return max(self._end - time.monotonic(), 0.001)

    def check(self, url: str) -> None:
        """Raise DocumentTooSlow if the time is over."""
        if time.monotonic() >= self._end:
            raise DocumentTooSlow(f"{url} did not answer within {self._seconds:g} seconds; try again later.")

    @contextlib.contextmanager
    def hanging_up(self, connected: socket.socket) -> Iterator[None]:
        """Shut the socket when the time is over: whoever reads from it then meets its end."""

        def hang_up() -> None:
            with contextlib.suppress(OSError):
                connected.shutdown(socket.SHUT_RDWR)

        timer = threading.Timer(self.left(), hang_up)
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()
