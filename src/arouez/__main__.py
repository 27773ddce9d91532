"""The command `arouez`, also `python -m arouez`."""

from __future__ import annotations

import argparse
import os
import sys

from arouez.openbadges import cli


def main(argv: list[str] | None = None) -> int:
    """Run a command. 0: done or valid; 1: invalid; 2: unreadable input or usage."""
    argv = sys.argv[1:] if argv is None else argv
    if argv[:1] == ["manage"]:
        return _manage(argv[1:])
    parser = argparse.ArgumentParser(prog="arouez", description="Open Badges for networks of fablabs.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    serve = commands.add_parser("serve", help="the site with its background worker")
    serve.add_argument("--port", type=int, default=8000)
    serve.add_argument("--host", default="127.0.0.1")
    serve.set_defaults(run=_serve)
    commands.add_parser("manage", help="Django's own commands")
    cli.add_commands(commands)
    arguments = parser.parse_args(argv)
    return arguments.run(arguments)


def _manage(argv: list[str]) -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "arouez.config.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(["arouez manage", *argv])
    return 0


def _serve(arguments: argparse.Namespace) -> int:
    from arouez.config.server import serve

    return serve(arguments.host, arguments.port)


if __name__ == "__main__":
    sys.exit(main())
