"""Files and streams, and how a command ends: what the commands share."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .. import strict_json
from ..documents import Directory, Documents, Web
from ..errors import CarrierError, DocumentUnavailable, InvalidKey, Malformed, OpenBadgesError
from ..keys import SigningKey
from ..timestamps import parse_timestamp

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]
else:
    Subparsers = object


class Unreadable(Exception):
    """What was given cannot be read; the message says what and why."""


def command(
    actions: Subparsers, name: str, function: Callable[[argparse.Namespace], int], help: str
) -> argparse.ArgumentParser:
    """A subcommand whose errors end as one line on stderr and an exit code."""

    def run(arguments: argparse.Namespace) -> int:
        try:
            return function(arguments)
        except (Unreadable, CarrierError, DocumentUnavailable, InvalidKey) as error:
            sys.stderr.write(f"arouez: {error}\n")
            return 2
        except OpenBadgesError as error:
            sys.stderr.write(f"arouez: {error}\n")
            return 1

    parser = actions.add_parser(name, help=help, description=help)
    parser.set_defaults(run=run)
    return parser


def add_documents(parser: argparse.ArgumentParser) -> None:
    """`--documents DIR`, which `documents_of` reads."""
    parser.add_argument(
        "--documents", action="append", metavar="DIR", default=[],
        help="answer every address from this folder's index.json, never from the network",
    )  # fmt: skip


def documents_of(arguments: argparse.Namespace) -> Documents:
    """The folders that were given, or the web."""
    return Directory(*arguments.documents) if arguments.documents else Web()


def read(path: str) -> bytes:
    """A file, or stdin for `-`."""
    try:
        return sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError as error:
        raise Unreadable(f"{path} cannot be read: {error.strerror}.") from error


def read_text(path: str) -> str:
    try:
        return read(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(f"{path} is not UTF-8 text.") from error


def read_object(path: str) -> dict[str, Any]:
    try:
        return strict_json.parse_object(read(path))
    except Malformed as error:
        raise Unreadable(f"{path}: {error}") from error


def read_key(path: str) -> SigningKey:
    """What `arouez key new` wrote."""
    return SigningKey.from_json(read_object(path))


def moment(text: str | None) -> datetime:
    """A time that was given, or now."""
    try:
        return parse_timestamp(text) if text else datetime.now(UTC)
    except ValueError as error:
        raise Unreadable(str(error)) from error


def write(text: str) -> None:
    sys.stdout.write(text + "\n")


def write_object(value: dict[str, Any]) -> None:
    write(json.dumps(value, ensure_ascii=False, indent=2))


def write_file(path: str, data: bytes) -> None:
    try:
        Path(path).write_bytes(data)
    except OSError as error:
        raise Unreadable(f"{path} cannot be written: {error.strerror}.") from error
