"""Documents from the web, with real servers on this machine: only public addresses, in time, in size."""

from __future__ import annotations

import datetime
import gzip
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from arouez.openbadges.documents import Document, Web
from arouez.openbadges.documents.address import WebAddress, is_public, resolve
from arouez.openbadges.errors import (
    AddressRefused,
    DocumentMissing,
    DocumentTooLarge,
    DocumentTooSlow,
    DocumentUnavailable,
    TooManyRedirects,
)

Answer = Callable[[BaseHTTPRequestHandler], None]
LOCAL = "127.0.0.1"


class Server:
    """A server on this machine: `answers` says what to do for each path, `asked` what it was asked."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
                outer.answers[self.path](self)

            def log_message(self, *_: Any) -> None:
                pass

        class Quiet(ThreadingHTTPServer):
            def handle_error(self, *_: Any) -> None:
                pass

        self._server = Quiet((LOCAL, 0), Handler)
        if tls:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True)
        self.port = self._server.server_address[1]

    @contextmanager
    def running(self) -> Iterator[Server]:
        thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield self
        finally:
            self._server.shutdown()
            self._server.server_close()
            thread.join()

    def url(self, path: str = "/", host: str = LOCAL, scheme: str = "http") -> str:
        return f"{scheme}://{host}:{self.port}{path}"


@pytest.fixture
def server() -> Iterator[Server]:
    with Server().running() as running:
        yield running


@pytest.fixture
def web() -> Web:
    return Web(allow={LOCAL}, timeout=5)


def says(body: bytes, status: int = 200, **headers: str) -> Answer:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            request.send_header(name.replace("_", "-"), value)
        request.end_headers()
        request.wfile.write(body)

    return answer


def sends(raw: bytes) -> Answer:
    return lambda request: request.wfile.write(raw) and None


# What is fetched


def test_a_document_is_fetched(server: Server, web: Web) -> None:
    server.answers["/did.json"] = says(b"{}", Content_Type="application/json")
    url = server.url("/did.json")
    assert web.get(url) == Document(url, b"{}", "application/json", 200)


def test_a_fragment_is_not_sent(server: Server, web: Web) -> None:
    server.answers["/did.json?a=b%20c&d=%C3%A9"] = says(b"{}")
    assert web.get(server.url("/did.json?a=b%20c&d=é#key-0")).body == b"{}"


def test_the_server_learns_no_more_than_it_must(server: Server, web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")
    server.answers["/"] = says(b"{}", Set_Cookie="a=b")
    web.get(server.url())
    web.get(server.url())
    for _, headers in server.asked:
        assert headers.keys() == {"host", "accept", "accept-encoding", "user-agent"}
        assert headers["host"] == f"{LOCAL}:{server.port}"
        assert headers["accept"].startswith("application/vc, application/ld+json")


def test_compressed_answers_are_unpacked(server: Server, web: Web) -> None:
    server.answers["/"] = says(gzip.compress(b"{}"), Content_Encoding="gzip")
    assert web.get(server.url()).body == b"{}"


def test_answers_in_pieces_are_put_together(server: Server, web: Web) -> None:
    server.answers["/"] = sends(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n1\r\n}\r\n0\r\n\r\n")
    assert web.get(server.url()).body == b"{}"


@pytest.mark.parametrize("status", [302, 304, 400, 404, 410, 500])
def test_an_answer_without_success_is_kept_with_the_error(server: Server, web: Web, status: int) -> None:
    server.answers["/"] = says(b"" if status == 304 else b"revoked", status)
    with pytest.raises(DocumentMissing, match=str(status)) as caught:
        web.get(server.url())
    assert caught.value.document.status == status


# Redirects


def test_redirects_are_followed_and_the_document_knows_its_last_address(server: Server, web: Web) -> None:
    server.answers["/1"] = says(b"", 301, Location="2")
    server.answers["/2"] = says(b"", 302, Location="/3#x")
    server.answers["/3"] = says(b"", 308, Location=server.url("/4"))
    server.answers["/4"] = says(b"{}")
    assert web.get(server.url("/1")).url == server.url("/4")


def test_a_fourth_redirect_is_one_too_many(server: Server, web: Web) -> None:
    server.answers["/"] = says(b"", 302, Location="/")
    with pytest.raises(TooManyRedirects):
        web.get(server.url())
    assert len(server.asked) == 4


@pytest.mark.parametrize(
    "location",
    [
        "http://127.0.0.2/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://localhost/",
        "//10.0.0.1/",
        "file:///etc/passwd",
        "ftp://example.org/",
        "http://user@127.0.0.1/",
        "http://127.0.0.1:99999/",
        "http://[::1",
    ],
)
def test_a_redirect_is_checked_as_a_first_address_is(server: Server, web: Web, location: str) -> None:
    server.answers["/"] = says(b"", 302, Location=location)
    with pytest.raises(AddressRefused):
        web.get(server.url())


# Addresses

PRIVATE = [
    "0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "127.0.0.1", "127.1.2.3", "169.254.169.254", "172.16.0.1",
    "172.31.255.255", "192.0.0.1", "192.0.0.9", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1",
    "198.51.100.1", "203.0.113.1", "224.0.0.1", "233.252.0.1", "239.1.2.3", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::127.0.0.1", "::8.8.8.8", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:0:127.0.0.1",
    "64:ff9b::7f00:1", "64:ff9b::10.0.0.1", "64:ff9b:1::8.8.8.8", "100::1", "2001::1", "2001:db8::1",
    "2001:10::1", "2002:7f00:1::1", "2002:808:808::1", "3fff::1", "5f00::1", "fc00::1", "fd12:3456::1",
    "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "ff0e::1", "4000::1",
]  # fmt: skip
PUBLIC = [
    "8.8.8.8",
    "1.1.1.1",
    "193.50.0.1",
    "2606:4700:4700::1111",
    "2a00:1450::1",
    "::ffff:8.8.8.8",
    "64:ff9b::8.8.8.8",
]


@pytest.mark.parametrize("ip", PRIVATE)
def test_an_address_inside_is_refused(ip: str) -> None:
    assert not is_public(ip)
    with pytest.raises(AddressRefused, match="public internet"):
        Web(resolver=lambda *_: [ip]).get("https://example.org/")


@pytest.mark.parametrize("ip", PUBLIC)
def test_an_address_outside_is_public(ip: str) -> None:
    assert is_public(ip)


@pytest.mark.parametrize("ip", [ip for ip in PRIVATE if "%" not in ip])
def test_an_address_inside_is_refused_when_written_in_the_url(ip: str) -> None:
    host = f"[{ip}]" if ":" in ip else ip
    with pytest.raises(AddressRefused, match="public internet"):
        Web(resolver=lambda host, _: [host]).get(f"http://{host}/")


def test_one_address_inside_is_enough_to_refuse_a_name() -> None:
    with pytest.raises(AddressRefused):
        Web(resolver=lambda *_: ["8.8.8.8", "10.0.0.1"]).get("https://example.org/")


@pytest.mark.parametrize("host", ["2130706433", "0x7f.1", "0177.0.0.1", "127.1", "localhost", "LOCALHOST", "0"])
def test_other_ways_to_write_this_machine_are_refused(host: str) -> None:
    with pytest.raises((AddressRefused, DocumentUnavailable)):
        Web().get(f"http://{host}/")


@pytest.mark.parametrize(
    "url",
    [
        "", "example.org", "//example.org/", "file:///etc/passwd", "ftp://example.org/", "gopher://example.org/",
        "data:,x", "javascript:alert(1)", "unix:/run/x", "http://", "http:///x", "http://:80/", "http://[::1",
        "http://[fe80::1%25eth0]/", "http://a:b@example.org/", "http://a@example.org/", "http://@example.org/",
        "http://example.org:99999/", "http://example.org:x/", "http://example.org:-1/",
        "http://exa mple.org/", "http://example.org\0.evil.org/",
        "http://example.org\\@evil.org/", "http://evil.org\\.example.org/", "http://example..org/",
        "http://a%2eb/", f"http://{'a' * 64}.org/", "x:y", "http://a.org/\udc80",
    ],
)  # fmt: skip
def test_what_is_no_address_on_the_web_is_refused(url: str) -> None:
    with pytest.raises(AddressRefused):
        Web(resolver=lambda *_: ["8.8.8.8"]).get(url)


@pytest.mark.parametrize("port", [0, 22, 25, 81, 444, 1023])
def test_ports_of_other_services_are_refused_before_the_name_is_looked_up(port: int) -> None:
    def never(*_: object) -> list[str]:
        raise AssertionError

    with pytest.raises(AddressRefused, match="port"):
        Web(resolver=never).get(f"http://example.org:{port}/")


@pytest.mark.parametrize(
    "url", ["http://a.org", "https://a.org", "http://a.org:443", "https://a.org:80", "http://a.org:8080"]
)
def test_ports_of_the_web_are_asked(url: str) -> None:
    assert WebAddress.parse(url).has_web_port


def test_an_address_is_taken_apart_once() -> None:
    address = WebAddress.parse("HTTPS://Médiathèque.EXAMPLE:8443/à b?c=d#e")
    assert address.host == "xn--mdiathque-53af.example"
    assert (address.port, address.authority) == (8443, "xn--mdiathque-53af.example:8443")
    assert (address.is_secure, address.target) == (True, "/%C3%A0%20b?c=d")
    assert WebAddress.parse("http://[2606:4700::1]/").authority == "[2606:4700::1]"


def test_the_name_is_looked_up_once_and_the_checked_address_is_asked(server: Server) -> None:
    """A name that changes between the check and the connection would lead inside (DNS rebinding)."""
    server.answers["/"] = says(b"{}")
    looked_up: list[tuple[str, int]] = []

    def resolver(host: str, port: int) -> list[str]:
        looked_up.append((host, port))
        return [LOCAL]

    document = Web(resolver=resolver, allow={"badges.example"}).get(server.url(host="badges.example"))
    assert document.body == b"{}"
    assert looked_up == [("badges.example", server.port)]
    assert server.asked[0][1]["host"] == f"badges.example:{server.port}"


def test_the_next_address_is_asked_when_the_first_does_not_answer(server: Server) -> None:
    server.answers["/"] = says(b"{}")
    web = Web(resolver=lambda *_: ["127.0.0.9", LOCAL], allow={"badges.example"})
    assert web.get(server.url(host="badges.example")).body == b"{}"


def test_an_unknown_name_is_unavailable(web: Web) -> None:
    def unknown(*_: object) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    with pytest.raises(DocumentUnavailable, match="Nobody knows"):
        Web(resolver=unknown).get("https://example.invalid/")
    with pytest.raises(DocumentUnavailable):
        Web(resolver=lambda *_: []).get("https://example.invalid/")


def test_this_machine_knows_its_own_name() -> None:
    assert LOCAL in resolve("localhost", 80)


def test_nobody_answering_is_unavailable(web: Web) -> None:
    with socket.create_server((LOCAL, 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(DocumentUnavailable, match="could not be fetched"):
        web.get(f"http://{LOCAL}:{port}/")


# Size and time


@pytest.mark.parametrize("size", [999, 1000])
def test_a_document_may_be_as_large_as_allowed(server: Server, size: int) -> None:
    server.answers["/"] = says(bytes(size))
    assert len(Web(allow={LOCAL}, max_bytes=1000).get(server.url()).body) == size


@pytest.mark.parametrize(
    "answer",
    [
        says(bytes(1001)),
        says(gzip.compress(bytes(1001)), Content_Encoding="gzip"),
        says(gzip.compress(gzip.compress(bytes(100_000))), Content_Encoding="gzip, gzip"),
        says(gzip.compress(bytes(256 * 2**20), 9), Content_Encoding="gzip"),
        sends(b"HTTP/1.0 200 OK\r\n\r\n" + bytes(1001)),
        sends(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n" + bytes(1001) + b"\r\n0\r\n\r\n"),
    ],
    ids=["plain", "compressed", "twice compressed", "a bomb", "length untold", "in pieces"],
)
def test_a_document_too_large_is_refused(server: Server, answer: Answer) -> None:
    server.answers["/"] = answer
    with pytest.raises(DocumentTooLarge):
        Web(allow={LOCAL}, max_bytes=1000).get(server.url())


def dripping(start: bytes, drop: bytes) -> Answer:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(start)
        for _ in range(100):
            request.wfile.write(drop)
            time.sleep(0.05)

    return answer


@pytest.mark.parametrize(
    "answer",
    [
        lambda _: time.sleep(1),
        dripping(b"", b"H"),
        dripping(b"HTTP/1.1 200 OK\r\n", b"A: b\r\n"),
        dripping(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n", b"x"),
        dripping(b"HTTP/1.0 200 OK\r\n\r\n", b"x"),
        dripping(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
    ],
    ids=[
        "silent",
        "drips its status",
        "drips headers",
        "drips a body",
        "drips without a length",
        "drips pieces",
    ],
)
def test_the_deadline_holds_however_slowly_a_server_answers(server: Server, answer: Answer) -> None:
    server.answers["/"] = answer
    begun = time.monotonic()
    with pytest.raises(DocumentTooSlow):
        Web(allow={LOCAL}, timeout=0.3).get(server.url())
    assert time.monotonic() - begun < 3


def test_the_deadline_is_one_for_all_redirects(server: Server) -> None:
    def answer(request: BaseHTTPRequestHandler) -> None:
        time.sleep(0.2)
        says(b"", 302, Location="/")(request)

    server.answers["/"] = answer
    with pytest.raises(DocumentTooSlow):
        Web(allow={LOCAL}, timeout=0.3, max_redirects=9).get(server.url())


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\0\xff\n",
        b"HTTP/1.1 999999 X\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1, 2\r\n\r\n{}",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nnot gzip",
        b"HTTP/1.1 200 OK\r\nA: " + b"x" * 70_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 200 + b"\r\n",
    ],
    ids=[
        "nothing",
        "noise",
        "status",
        "short",
        "two lengths",
        "pieces",
        "gzip",
        "long header",
        "many headers",
    ],
)
def test_a_broken_answer_is_unavailable(server: Server, web: Web, raw: bytes) -> None:
    server.answers["/"] = sends(raw)
    with pytest.raises(DocumentUnavailable, match="could not be fetched"):
        web.get(server.url())


# Secure servers


class Authority:
    """Issues certificates for this test, and says how to trust them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._certificate = self._issue("Test authority", self._key, [], ca=True)
        self.trust = ssl.create_default_context(
            cadata=self._certificate.public_bytes(serialization.Encoding.PEM).decode()
        )

    def server_for(self, *names: x509.GeneralName) -> Server:
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = self._issue("server", key, list(names), ca=False)
        file = self._folder / "server.pem"
        file.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
            + certificate.public_bytes(serialization.Encoding.PEM)
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        return Server(context)

    def _issue(
        self, name: str, key: ec.EllipticCurvePrivateKey, names: list[x509.GeneralName], *, ca: bool
    ) -> x509.Certificate:
        now = datetime.datetime.now(datetime.UTC)
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        issuer = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Test authority")])
        builder = (
            x509.CertificateBuilder(issuer, subject, key.public_key(), x509.random_serial_number())
            .not_valid_before(now - datetime.timedelta(days=1))
            .not_valid_after(now + datetime.timedelta(days=1))
            .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        )
        if names:
            builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
        return builder.sign(self._key, hashes.SHA256())


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path)


def secure_web(authority: Authority) -> Web:
    return Web(resolver=lambda *_: [LOCAL], allow={"badges.example", "other.example", LOCAL}, tls=authority.trust)


def test_a_secure_server_is_known_by_its_name_not_by_its_address(authority: Authority) -> None:
    with authority.server_for(x509.DNSName("badges.example")).running() as server:
        server.answers["/"] = says(b"{}")
        assert secure_web(authority).get(server.url(host="badges.example", scheme="https")).body == b"{}"


def test_a_certificate_of_another_name_is_refused(authority: Authority) -> None:
    names = [x509.DNSName("badges.example"), x509.IPAddress(ipaddress.ip_address(LOCAL))]
    with authority.server_for(*names).running() as server:
        server.answers["/"] = says(b"{}")
        with pytest.raises(DocumentUnavailable, match="certificate"):
            secure_web(authority).get(server.url(host="other.example", scheme="https"))
    assert server.asked == []


def test_a_certificate_of_an_unknown_authority_is_refused(authority: Authority) -> None:
    with authority.server_for(x509.DNSName("badges.example")).running() as server:
        web = Web(resolver=lambda *_: [LOCAL], allow={"badges.example"})
        with pytest.raises(DocumentUnavailable, match="certificate"):
            web.get(server.url(host="badges.example", scheme="https"))


def test_a_redirect_may_lead_from_https_to_https(authority: Authority) -> None:
    with authority.server_for(x509.DNSName("badges.example")).running() as server:
        server.answers["/"] = says(b"", 302, Location=server.url("/2", "badges.example", "HTTPS"))
        server.answers["/2"] = says(b"{}")
        assert secure_web(authority).get(server.url(host="badges.example", scheme="https")).body == b"{}"


def test_a_redirect_never_leads_from_https_to_http(authority: Authority) -> None:
    with authority.server_for(x509.DNSName("badges.example")).running() as server:
        server.answers["/"] = says(b"", 302, Location="http://badges.example/")
        with pytest.raises(AddressRefused, match="https"):
            secure_web(authority).get(server.url(host="badges.example", scheme="https"))
