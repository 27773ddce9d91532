"""Which addresses may be asked: the way from a URL to a server that anyone may ask.

A badge is a stranger's instruction to fetch something. Followed blindly, it reaches what only we can: this
machine, its neighbours, a cloud's metadata service.
"""

from __future__ import annotations

import ipaddress
import re
import socket
from dataclasses import dataclass
from urllib.parse import quote, urldefrag, urljoin, urlsplit

from ..errors import AddressRefused

_DEFAULT_PORT = {"http": 80, "https": 443}
_HOST = re.compile(r"[a-z0-9._:-]+")
_AS_IS = "/?%:@!$&'()*+,;=~"  # of RFC 3986, with "%": what is escaped stays as it is

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052: an IPv4 address in the last 32 bits
_GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")
_NOT_PUBLIC = [  # what is_global calls public in some releases of Python
    ipaddress.ip_network(network)
    for network in (
        "192.0.0.0/24",  # protocol assignments (RFC 6890)
        "192.88.99.0/24",  # 6to4 relays (RFC 7526)
        "2001::/23",  # Teredo and other tunnels (RFC 2928)
        "2002::/16",  # 6to4: an IPv4 address inside (RFC 3056)
        "3fff::/20",  # documentation (RFC 9637)
    )
]


@dataclass(frozen=True)
class WebAddress:
    """A URL taken apart once, so that what is checked is what is asked."""

    url: str
    is_secure: bool
    host: str
    port: int
    authority: str
    """For the Host header: the host, and the port unless it goes without saying."""
    target: str
    """For the request line: path and query."""

    @classmethod
    def parse(cls, url: str, base: str = "") -> WebAddress:
        """The address of `url`, seen from `base` if it is relative; without its fragment.

        Raises AddressRefused for anything but http and https, and for a name or password before an "@".
        """
        try:
            url = urldefrag(urljoin(base, url)).url
            parts = urlsplit(url)
            default = _DEFAULT_PORT[parts.scheme]
            port = default if parts.port is None else parts.port
            host = (parts.hostname or "").encode("idna").decode()
            query = f"?{parts.query}" if parts.query else ""
            target = quote((parts.path or "/") + query, _AS_IS)
        except (KeyError, ValueError) as error:
            raise AddressRefused(f"{url} is not an address on the web; give one with https://.") from error
        if "@" in parts.netloc:
            raise AddressRefused("This address holds a name or a password; give it without.")
        if not _HOST.fullmatch(host):
            raise AddressRefused(f"{url} names no host; give one with https://.")
        name = f"[{host}]" if ":" in host else host
        authority = name if port == default else f"{name}:{port}"
        return cls(url, parts.scheme == "https", host, port, authority, target)

    @property
    def has_web_port(self) -> bool:
        """Whether the port is 80, 443, or past those of system services (from 1024 on)."""
        return self.port in _DEFAULT_PORT.values() or self.port >= 1024


def is_public(ip: str) -> bool:
    """Whether anyone can reach the IP address: not private, local, shared, reserved, multicast…

    An IPv4 address inside an IPv6 one is judged for itself.
    """
    address = ipaddress.ip_address(ip)
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return is_public(str(address.ipv4_mapped))
        if address in _NAT64:
            return is_public(str(ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)))
        if address not in _GLOBAL_UNICAST:
            return False
    if address.is_multicast or address.is_reserved or any(address in network for network in _NOT_PUBLIC):
        return False
    return address.is_global


def resolve(host: str, port: int) -> list[str]:
    """The IP addresses of a name, the best first (RFC 6724). Raises OSError if it has none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))
