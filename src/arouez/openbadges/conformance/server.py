"""The endpoints over HTTP, or HTTPS with a given certificate; one process, a thread for each connection."""

from __future__ import annotations

import json
import ssl
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from .. import strict_json
from ..errors import DocumentUnavailable, OpenBadgesError
from .endpoints import Endpoints
from .problems import refusal

TIMEOUT = 30  # seconds that a connection may be silent


class Server(ThreadingHTTPServer):
    """Listens as soon as it is made; `serve_forever` answers."""

    daemon_threads = True

    def __init__(self, host: str, port: int, certificate: str | None = None, key: str | None = None) -> None:
        """Port 0 takes a free one. With a `certificate` (PEM file, and one for its `key` unless it is in there), TLS."""
        super().__init__((host, port), _Handler)
        self.endpoints: Endpoints
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate, key)
            self.socket = context.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)
        self.base_url = f"{'https' if certificate else 'http'}://{host}:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: Server
    protocol_version = "HTTP/1.1"
    timeout = TIMEOUT

    def do_POST(self) -> None:
        length = self.headers.get("Content-Length", "")
        if not length.isascii() or not length.isdecimal() or int(length) > strict_json.MAX_BYTES:
            self.close_connection = True
            self._answer(413, {"type": "about:blank", "status": 413, "title": "Content Too Large"})
            return
        try:
            body = strict_json.parse_object(self.rfile.read(int(length)))
        except OpenBadgesError as error:
            self._answer(400, refusal(error))
            return
        self._answer(*self.server.endpoints.post(self.path, body))

    def do_GET(self) -> None:
        endpoints = self.server.endpoints
        try:
            document = endpoints.get(endpoints.base_url + self.path) if self.path.startswith("/status") else None
        except DocumentUnavailable:
            document = None
        if document is None:
            self._answer(404, {"type": "about:blank", "status": 404, "title": "Not Found"})
        else:
            wants_json = "json" in self.headers.get("Accept", "")
            self._write(200, "application/json" if wants_json else document.content_type, document.body)

    def _answer(self, status: int, body: dict[str, Any]) -> None:
        kind = "application/problem+json" if status >= 400 else "application/json"
        self._write(status, kind, json.dumps(body, ensure_ascii=False).encode())

    def _write(self, status: int, content_type: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: Any) -> None:
        """Quiet: what went wrong is in the answers."""
