"""`arouez credential`: sign, verify, bake, extract and upgrade credentials, and publish what was revoked."""

from __future__ import annotations

import argparse
import json
from datetime import datetime
from typing import Any

from .. import Verdict, carriers, ob2, sign, verify
from ..documents import Documents, Nowhere
from ..errors import Malformed, TwiceBaked
from ..proofs import VcJwt, derive, sign_jwt
from ..proofs.suites import CRYPTOSUITES
from ..status import BitstringStatusList, status_list_credential
from ..structure import kind_of
from ..verification import reading
from .console import (
    Subparsers,
    Unreadable,
    add_documents,
    command,
    documents_of,
    moment,
    read,
    read_key,
    read_object,
    read_text,
    write,
    write_file,
    write_object,
)

VC_JWT = "vc-jwt"

_SIGNS = {"pass": "✓", "warn": "!", "skip": "-", "fail": "✗"}


def add_commands(subparsers: Subparsers) -> None:
    """Mount `credential`."""
    family = subparsers.add_parser("credential", help="sign, verify, bake, extract and upgrade credentials")
    actions = family.add_subparsers(required=True, metavar="ACTION")

    sign_ = command(actions, "sign", _sign, "sign a credential, or an assertion of Open Badges 2.0")
    sign_.add_argument("unsigned", metavar="UNSIGNED.json", help="`-` for stdin")
    sign_.add_argument("--key", required=True, metavar="KEY.json", help="what `arouez key new` wrote")
    sign_.add_argument("--proof", choices=[*CRYPTOSUITES, VC_JWT], default="eddsa-rdfc-2022",
                       help="how a credential is signed; an assertion always becomes a JWS")  # fmt: skip
    sign_.add_argument("--kid", metavar="URL", help="where the key is published as a JWK (vc-jwt)")
    sign_.add_argument("--created", metavar="TIME", help="when it is signed (default: now)")
    sign_.add_argument("--mandatory", action="append", metavar="POINTER",
                       help="what the holder cannot leave out, as a JSON pointer (ecdsa-sd-2023)")  # fmt: skip

    derive_ = command(actions, "derive", _derive, "show a part of a credential signed with ecdsa-sd-2023")
    derive_.add_argument("credential", metavar="CREDENTIAL", help="`-` for stdin")
    derive_.add_argument(
        "--show", action="append", default=[], metavar="POINTER", help="a JSON pointer to what to show"
    )

    verify_ = command(actions, "verify", _verify, "say whether a badge is valid, and why not")
    verify_.add_argument("file", metavar="FILE|URL", help="JSON, a compact JWS, PNG or SVG; `-` for stdin")
    add_documents(verify_)
    verify_.add_argument("--json", action="store_true", help="the verdict for a program")
    verify_.add_argument("--recipient", metavar="EMAIL", help="also check that it was awarded to them")
    verify_.add_argument("--at", metavar="TIME", help="as of when (default: now)")

    bake = command(actions, "bake", _bake, "put a credential into a picture")
    bake.add_argument("image", metavar="IMAGE", help="PNG or SVG")
    bake.add_argument("credential", metavar="CREDENTIAL", help="`-` for stdin")
    bake.add_argument("-o", "--output", required=True, metavar="OUT")

    upgrade = command(actions, "upgrade", _upgrade, "a badge of Open Badges 0.5 to 1.1 in the words of 2.0, on stdout")
    upgrade.add_argument("badge", metavar="BADGE.json", help="`-` for stdin")
    upgrade.add_argument("--address", metavar="URL", help="where it is published; badges of 0.5 do not say it")

    revoked = command(actions, "status-list", _status_list, "a signed list of what was revoked, on stdout")
    revoked.add_argument("--id", required=True, metavar="URL", help="where it will be published")
    revoked.add_argument("--key", required=True, metavar="KEY.json", help="the issuer's")
    revoked.add_argument("--revoke", type=int, action="append", default=[], metavar="INDEX")
    revoked.add_argument("--created", metavar="TIME", help="when it is signed (default: now)")

    extract = command(actions, "extract", _extract, "the credential in a picture, on stdout")
    extract.add_argument("image", metavar="IMAGE", help="PNG or SVG; `-` for stdin")


def _sign(arguments: argparse.Namespace) -> int:
    key, unsigned = read_key(arguments.key), read_object(arguments.unsigned)
    if ob2.version_of(unsigned):
        write(ob2.sign_assertion(unsigned, key))
        return 0
    unsigned = _with_issuer(unsigned, key.controller)
    if arguments.proof == VC_JWT:
        write(sign_jwt(unsigned, key, kid=arguments.kid))
        return 0
    write_object(sign(unsigned, key, moment(arguments.created), arguments.proof, arguments.mandatory))
    return 0


def _derive(arguments: argparse.Namespace) -> int:
    write_object(derive(read_object(arguments.credential), arguments.show))
    return 0


def _verify(arguments: argparse.Namespace) -> int:
    is_address = arguments.file.startswith(("https://", "http://"))
    data = arguments.file.encode() if is_address else read(arguments.file)
    verdict = _judge(data, documents_of(arguments), moment(arguments.at), arguments.recipient)
    write(json.dumps(verdict.to_json(), ensure_ascii=False, indent=2) if arguments.json else _in_words(verdict))
    return 0 if verdict.valid else 1


def _judge(data: bytes, documents: Documents, at: datetime, recipient: str | None) -> Verdict:
    """The verdict on a badge in any form. What holds no badge at all is unreadable."""
    verdict = verify(data, documents=documents, at=at, recipient=recipient)
    found = verdict.checks[0].code
    if found == Malformed.code or (found.startswith(("carrier.", "document.")) and found != TwiceBaked.code):
        raise Unreadable(verdict.checks[0].detail)
    return verdict


def _bake(arguments: argparse.Namespace) -> int:
    credential = read_text(arguments.credential)
    write_file(arguments.output, carriers.bake(read(arguments.image), credential, _standard(credential)))
    return 0


def _standard(credential: str) -> carriers.Standard:
    """By which standard it is written: each has its own place in a picture."""
    try:
        given = reading.read(credential, Nowhere())
    except Malformed as error:
        raise Unreadable(str(error)) from error
    if isinstance(given, reading.Earlier):
        return "OB2"
    return "CLR2" if kind_of(given.credential if isinstance(given, VcJwt) else given) == "CLR2" else "OB3"


def _upgrade(arguments: argparse.Namespace) -> int:
    write_object(ob2.upgrade(read_object(arguments.badge), arguments.address))
    return 0


def _status_list(arguments: argparse.Namespace) -> int:
    key, created = read_key(arguments.key), moment(arguments.created)
    bits = BitstringStatusList()
    for index in arguments.revoke:
        bits.set(index)
    write_object(sign(status_list_credential(arguments.id, key.controller, bits, created), key, created))
    return 0


def _extract(arguments: argparse.Namespace) -> int:
    write(carriers.extract(read(arguments.image)))
    return 0


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
