"""The command line over the library: `arouez key` and `arouez credential`.

Exit codes: 0 done or valid, 1 invalid or refused, 2 unreadable input or usage. Errors are one line on stderr.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import Verdict, carriers, keys, sign, strict_json, verify
from .documents import Directory, Documents, Web
from .errors import CarrierError, DocumentUnavailable, InvalidKey, Malformed, OpenBadgesError, TwiceBaked
from .proofs.suites import CRYPTOSUITES
from .timestamps import parse_timestamp

if TYPE_CHECKING:
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

_SIGNS = {"pass": "✓", "warn": "!", "skip": "-", "fail": "✗"}


class Unreadable(Exception):
    """What was given cannot be read; the message says what and why."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code."""
    parser = argparse.ArgumentParser(prog="arouez", description="Open Badges: issue, carry, verify.")
    add_commands(parser.add_subparsers(required=True, metavar="COMMAND"))
    arguments = parser.parse_args(argv)
    return int(arguments.run(arguments))


def add_commands(subparsers: Subparsers) -> None:
    """Mount `key` and `credential`; each parser sets `run`, a function of its arguments to the exit code."""
    key = subparsers.add_parser("key", help="make a signing key").add_subparsers(required=True, metavar="ACTION")
    new = _command(key, "new", _key_new, "a new Ed25519 key, secret half included, on stdout")
    new.add_argument("--controller", metavar="DID|URL", help="who will sign with it (default: a did:key)")

    credential = subparsers.add_parser("credential", help="sign, verify, bake and extract credentials")
    actions = credential.add_subparsers(required=True, metavar="ACTION")

    sign_ = _command(actions, "sign", _credential_sign, "sign a credential")
    sign_.add_argument("unsigned", metavar="UNSIGNED.json", help="`-` for stdin")
    sign_.add_argument("--key", required=True, metavar="KEY.json", help="what `arouez key new` wrote")
    sign_.add_argument("--proof", choices=list(CRYPTOSUITES), default="eddsa-rdfc-2022")
    sign_.add_argument("--created", metavar="TIME", help="when it is signed (default: now)")

    verify_ = _command(actions, "verify", _credential_verify, "say whether a badge is valid, and why not")
    verify_.add_argument("file", metavar="FILE|URL", help="JSON, a compact JWS, PNG or SVG; `-` for stdin")
    verify_.add_argument(
        "--documents", action="append", metavar="DIR", default=[],
        help="answer every address from this folder's index.json, never from the network",
    )  # fmt: skip
    verify_.add_argument("--json", action="store_true", help="the verdict for a program")
    verify_.add_argument("--recipient", metavar="EMAIL", help="also check that it was awarded to them")
    verify_.add_argument("--at", metavar="TIME", help="as of when (default: now)")

    bake = _command(actions, "bake", _credential_bake, "put a credential into a picture")
    bake.add_argument("image", metavar="IMAGE", help="PNG or SVG")
    bake.add_argument("credential", metavar="CREDENTIAL", help="`-` for stdin")
    bake.add_argument("-o", "--output", required=True, metavar="OUT")

    extract = _command(actions, "extract", _credential_extract, "the credential in a picture, on stdout")
    extract.add_argument("image", metavar="IMAGE", help="PNG or SVG; `-` for stdin")


def _key_new(arguments: argparse.Namespace) -> int:
    key = keys.SigningKey.generate(arguments.controller)
    _write(json.dumps(key.to_json(), indent=2))
    return 0


def _credential_sign(arguments: argparse.Namespace) -> int:
    key = keys.SigningKey.from_json(_read_object(arguments.key))
    unsigned = _with_issuer(_read_object(arguments.unsigned), key.controller)
    signed = sign(unsigned, key, _moment(arguments.created), arguments.proof)
    _write(json.dumps(signed, ensure_ascii=False, indent=2))
    return 0


def _credential_verify(arguments: argparse.Namespace) -> int:
    documents: Documents = Directory(*arguments.documents) if arguments.documents else Web()
    is_address = arguments.file.startswith(("https://", "http://"))
    data = arguments.file.encode() if is_address else _read(arguments.file)
    verdict = _judge(data, documents, _moment(arguments.at), arguments.recipient)
    _write(json.dumps(verdict.to_json(), ensure_ascii=False, indent=2) if arguments.json else _in_words(verdict))
    return 0 if verdict.valid else 1


def _judge(data: bytes, documents: Documents, at: datetime, recipient: str | None) -> Verdict:
    """The verdict on a badge in any form. What holds no badge at all is unreadable."""
    verdict = verify(data, documents=documents, at=at, recipient=recipient)
    found = verdict.checks[0].code
    if found == Malformed.code or (found.startswith(("carrier.", "document.")) and found != TwiceBaked.code):
        raise Unreadable(verdict.checks[0].detail)
    return verdict


def _credential_bake(arguments: argparse.Namespace) -> int:
    baked = carriers.bake(_read(arguments.image), _read_text(arguments.credential).strip())
    try:
        Path(arguments.output).write_bytes(baked)
    except OSError as error:
        raise Unreadable(f"{arguments.output} cannot be written: {error.strerror}.") from error
    return 0


def _credential_extract(arguments: argparse.Namespace) -> int:
    _write(carriers.extract(_read(arguments.image)))
    return 0


def _command(
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


def _in_words(verdict: Verdict) -> str:
    """The verdict for a terminal: a line for each check."""
    lines = [f"{_SIGNS[check.status]} {check.name}: {check.detail}" for check in verdict.checks]
    return "\n".join([*lines, "valid" if verdict.valid else "invalid"])


def _with_issuer(document: dict[str, Any], controller: str) -> dict[str, Any]:
    """The document with the key's controller as `issuer.id`, where it names no issuer."""
    issuer = document.get("issuer", {"type": ["Profile"]})
    if isinstance(issuer, dict) and "id" not in issuer:
        return document | {"issuer": {"id": controller} | issuer}
    return document


def _read(path: str) -> bytes:
    try:
        return sys.stdin.buffer.read() if path == "-" else Path(path).read_bytes()
    except OSError as error:
        raise Unreadable(f"{path} cannot be read: {error.strerror}.") from error


def _read_text(path: str) -> str:
    try:
        return _read(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(f"{path} is not UTF-8 text.") from error


def _read_object(path: str) -> dict[str, Any]:
    try:
        return strict_json.parse_object(_read(path))
    except Malformed as error:
        raise Unreadable(f"{path}: {error}") from error


def _moment(text: str | None) -> datetime:
    try:
        return parse_timestamp(text) if text else datetime.now(UTC)
    except ValueError as error:
        raise Unreadable(str(error)) from error


def _write(text: str) -> None:
    sys.stdout.write(text + "\n")


if __name__ == "__main__":
    sys.exit(main())
