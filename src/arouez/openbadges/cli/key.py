"""`arouez key`: make a signing key, and show what of it is to be published."""

from __future__ import annotations

import argparse

from .. import did
from ..keys import ALGORITHMS, SigningKey
from .console import Subparsers, Unreadable, command, read_key, write_object


def add_commands(subparsers: Subparsers) -> None:
    """Mount `key`."""
    actions = subparsers.add_parser("key", help="make a signing key").add_subparsers(required=True, metavar="ACTION")

    new = command(actions, "new", _new, "a new key, secret half included, on stdout")
    new.add_argument("--controller", metavar="DID|URL", help="who will sign with it (default: a did:key)")
    new.add_argument("--fragment", metavar="NAME", help="its name after the controller's # (default: its own text)")
    new.add_argument("--algorithm", choices=list(ALGORITHMS), default="EdDSA")

    public = command(actions, "public", _public, "the half to publish, on stdout")
    public.add_argument("key", metavar="KEY.json", nargs="+", help="what `arouez key new` wrote")
    public.add_argument(
        "--as", dest="form", choices=["method", "jwk", "did"], default="method",
        help="a verification method, a bare JWK, or the DID document of the controller of all that are given",
    )  # fmt: skip


def _new(arguments: argparse.Namespace) -> int:
    key = SigningKey.generate(arguments.controller, arguments.fragment, arguments.algorithm)
    write_object(key.to_json())
    return 0


def _public(arguments: argparse.Namespace) -> int:
    keys = [read_key(path).public for path in arguments.key]
    if arguments.form == "did":
        controllers = {key.controller for key in keys}
        if len(controllers) > 1:
            raise Unreadable(f"These keys have several controllers: {', '.join(sorted(controllers))}.")
        write_object(did.did_document(controllers.pop(), keys))
        return 0
    for key in keys:
        write_object(key.to_json() if arguments.form == "method" else key.jwk() | {"alg": key.algorithm})
    return 0
