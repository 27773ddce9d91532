"""Documents from the web, asked for with care."""

from __future__ import annotations

import contextlib
import functools
import ssl
from collections.abc import Callable, Collection
from http.client import HTTPException

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.response import BaseHTTPResponse

from ..errors import AddressRefused, DocumentTooLarge, DocumentUnavailable, TooManyRedirects
from .address import WebAddress, is_public, resolve
from .deadline import Deadline
from .document import Document

Resolver = Callable[[str, int], Collection[str]]
"""From host and port to IP addresses; raises OSError for a name that does not exist."""

_default_tls = functools.cache(ssl.create_default_context)  # reading the system's authorities takes a while

_HEADERS = {
    "Accept": "application/vc, application/ld+json, application/json, image/png, image/svg+xml, */*;q=0.1",
    "Accept-Encoding": "gzip",
    "User-Agent": "Arouez",
}


class Web:
    """Fetches over http and https, from public web servers only.

    - A name is resolved once; if any of its IP addresses is not public, none is asked. The connection goes
      to one that was checked, and the certificate must be the name's.
    - Ports 80, 443 and from 1024 on. No password in the URL, no cookies, no proxy from the environment.
    - A redirect is checked as the first address was, and never leads from https to http.
    - Size is counted after decompression, while reading; the deadline holds for the whole fetch.
    """

    def __init__(
        self,
        *,
        timeout: float = 10.0,
        max_bytes: int = 5 * 1024 * 1024,
        max_redirects: int = 3,
        allow: Collection[str] = (),
        resolver: Resolver = resolve,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        """`timeout` is in seconds. Hosts in `allow` may have any IP address and port: for tests and demos."""
        self._timeout, self._max_bytes, self._max_redirects = timeout, max_bytes, max_redirects
        self._allow = frozenset(allow)
        self._resolve = resolver
        self._tls = tls or _default_tls()

    def get(self, url: str) -> Document:
        deadline = Deadline(self._timeout)
        address = WebAddress.parse(url)
        for _ in range(self._max_redirects + 1):
            answer = self._ask(address, deadline)
            if isinstance(answer, Document):
                return answer.if_found()
            if address.is_secure and not answer.is_secure:
                raise AddressRefused(f"{address.url} leads from https to http; ask its owner to correct it.")
            address = answer
        raise TooManyRedirects(f"{url} leads from one address to the next; give the document's own.")

    def _ask(self, address: WebAddress, deadline: Deadline) -> Document | WebAddress:
        """The document, or the address that the server sends us on to."""
        ips = self._checked(address)
        try:
            connecting = contextlib.closing(self._connect(address, ips, deadline))
            with connecting as server, deadline.hanging_up(server.sock):
                headers = {"Host": address.authority, **_HEADERS}
                server.request("GET", address.target, headers=headers, preload_content=False)
                answer = server.getresponse()
                if location := answer.get_redirect_location():
                    return WebAddress.parse(location, address.url)
                body = self._read(answer, address.url)
        except (HTTPError, HTTPException, OSError) as error:
            deadline.check(address.url)
            raise DocumentUnavailable(f"{address.url} could not be fetched ({error}); try again later.") from error
        deadline.check(address.url)  # a connection we hung up on can look like a short document
        return Document(address.url, body, answer.headers.get("Content-Type", ""), answer.status)

    def _checked(self, address: WebAddress) -> list[str]:
        """The IP addresses that may be asked."""
        is_allowed = address.host in self._allow
        if not is_allowed and not address.has_web_port:
            raise AddressRefused(f"{address.url} is not on a port of the web; give another address.")
        try:
            ips = list(self._resolve(address.host, address.port))
        except OSError as error:
            raise DocumentUnavailable(f"Nobody knows the name {address.host}; check the address.") from error
        if not is_allowed and not all(map(is_public, ips)):
            raise AddressRefused(f"{address.url} is not on the public internet; give an address that is.")
        return ips

    def _connect(self, address: WebAddress, ips: list[str], deadline: Deadline) -> HTTPConnection:
        """A connection to the first IP address that takes it; each gets its share of the time left."""
        failure: Exception = OSError("it has no IP address")
        for tried, ip in enumerate(ips):
            share = deadline.left() / (len(ips) - tried)
            server = (
                HTTPSConnection(ip, address.port, timeout=share, server_hostname=address.host, ssl_context=self._tls)
                if address.is_secure
                else HTTPConnection(ip, address.port, timeout=share)
            )
            try:
                server.connect()
            except (HTTPError, OSError) as error:
                server.close()
                failure = error
            else:
                server.sock.settimeout(deadline.left())
                return server
        raise failure

    def _read(self, answer: BaseHTTPResponse, url: str) -> bytes:
        body = bytearray()
        for piece in answer.stream(65_536, decode_content=True):
            body += piece
            if len(body) > self._max_bytes:
                raise DocumentTooLarge(f"{url} has more than {self._max_bytes} bytes; ask its owner for less.")
        return bytes(body)
