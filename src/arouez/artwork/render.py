"""From SVG to PNG, with typst: no browser, no network, a few milliseconds.

    python -m arouez.artwork.render SIZE < badge.svg > badge.png

A stranger's drawing goes through that command, in a process that may neither take long nor grow large: a kilobyte of
nested references can keep a renderer busy for minutes.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
from pathlib import Path

import typst

MOST_SECONDS = 5
MOST_MEMORY = 1024**3

_PAGE = """#set page(width: {size}pt, height: {size}pt, margin: 0pt, fill: none)
#image("badge.svg", width: 100%, height: 100%, fit: "contain")
"""


def svg_to_png(svg: bytes, size: int) -> bytes:
    """The picture as a square PNG of `size` pixels, transparent around it. Raises ValueError when it cannot be drawn."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "badge.svg").write_bytes(svg)
        (Path(folder) / "page.typ").write_text(_PAGE.format(size=size))
        try:
            return typst.compile(str(Path(folder) / "page.typ"), root=folder, format="png", ppi=72.0)
        except RuntimeError as error:
            raise ValueError(f"This SVG cannot be drawn: {error}") from error


def strangers_svg_to_png(svg: bytes, size: int) -> bytes:
    """The same for a drawing we did not make: also ValueError when it takes too long or too much memory."""
    command = [sys.executable, "-m", __name__, str(size)]
    try:
        done = subprocess.run(command, input=svg, capture_output=True, timeout=2 * MOST_SECONDS, check=True)
    except subprocess.SubprocessError as error:
        raise ValueError("This SVG cannot be drawn, or not within reasonable time and memory.") from error
    return done.stdout


def _main() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    sys.stdout.buffer.write(svg_to_png(sys.stdin.buffer.read(), int(sys.argv[1])))


if __name__ == "__main__":
    _main()
