"""`arouez conformance serve`: the VC-API by which the W3C's test suites judge an implementation."""

from __future__ import annotations

import argparse
import sys

from ..conformance import Endpoints, Server
from ..keys import SigningKey
from ..proofs.suites import CRYPTOSUITES
from .console import Subparsers, Unreadable, add_documents, command, documents_of, read_key


def add_commands(subparsers: Subparsers) -> None:
    """Mount `conformance`."""
    family = subparsers.add_parser("conformance", help="be judged by the W3C's test suites")
    actions = family.add_subparsers(required=True, metavar="ACTION")
    serve = command(actions, "serve", _serve, "answer VC-API calls; for tests only, it signs all that it is given")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=0, help="(default: a free one, which it prints)")
    serve.add_argument("--cert", metavar="FILE.pem", help="speak HTTPS with this certificate")
    serve.add_argument("--cert-key", metavar="FILE.pem", help="its key, unless it is in the same file")
    serve.add_argument("--key", metavar="KEY.json", help="who issues (default: a new did:key)")
    serve.add_argument("--proof", choices=list(CRYPTOSUITES), default="eddsa-rdfc-2022")
    add_documents(serve)


def _serve(arguments: argparse.Namespace) -> int:
    suite = CRYPTOSUITES[arguments.proof]
    key = read_key(arguments.key) if arguments.key else SigningKey.generate(algorithm=suite.algorithms[0])
    try:
        server = Server(arguments.host, arguments.port, arguments.cert, arguments.cert_key)
    except OSError as error:
        raise Unreadable(f"The server cannot start: {error}.") from error
    with server:
        server.endpoints = Endpoints(key, documents_of(arguments), server.base_url, suite.name)
        sys.stdout.write(f"{server.base_url}\nissuer {key.controller}\n")
        sys.stdout.flush()
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            return 0
    return 0
