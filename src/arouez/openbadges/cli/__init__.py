"""The command line over the library: `arouez key`, `arouez credential` and `arouez conformance`.

Exit codes: 0 done or valid, 1 invalid or refused, 2 unreadable input or usage. Errors are one line on stderr.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence

from . import conformance, credential, key
from .console import Subparsers

__all__ = ["add_commands", "main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code."""
    parser = argparse.ArgumentParser(prog="arouez", description="Open Badges: issue, carry, verify.")
    add_commands(parser.add_subparsers(required=True, metavar="COMMAND"))
    arguments = parser.parse_args(argv)
    return int(arguments.run(arguments))


def add_commands(subparsers: Subparsers) -> None:
    """Mount the commands; each parser sets `run`, a function of its arguments to the exit code."""
    for family in (key, credential, conformance):
        family.add_commands(subparsers)
