"""The command line: what it writes, and the exit codes programs rely on."""

import io
import json
import struct
import sys
import zlib

import pytest

from arouez.openbadges import keys
from arouez.openbadges.cli import main
from arouez.openbadges.status import BitstringStatusList

from .shelf import AT, STATUS_LIST

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>'


def png():
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


@pytest.fixture
def run(capsys, tmp_path, monkeypatch):
    """Run a command in an empty folder: exit code, stdout, stderr."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments, stdin=b""):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as stopped:
            code = stopped.code
        return code, *capsys.readouterr()

    return run


@pytest.fixture
def files(tmp_path, badge, shelf, key):
    """The issuer's key, an unsigned badge, and a folder of documents."""
    (tmp_path / "key.json").write_text(json.dumps(key.to_json()))
    (tmp_path / "unsigned.json").write_text(json.dumps(badge.to_json()))
    folder = tmp_path / "documents"
    folder.mkdir()
    rows = []
    for number, (url, body) in enumerate(shelf.items()):
        (folder / f"{number}.json").write_bytes(body)
        rows.append({"url": url, "file": f"{number}.json", "contentType": "application/json", "status": 200})
    (folder / "index.json").write_text(json.dumps(rows))
    return tmp_path


@pytest.fixture
def signed_file(run, files):
    code, out, err = run(
        "credential", "sign", "unsigned.json", "--key", "key.json", "--created", "2026-05-04T09:30:00Z"
    )
    assert (code, err) == (0, "")
    (files / "signed.json").write_text(out)
    return "signed.json"


VERIFY = ("--documents", "documents", "--at", "2026-05-04T09:30:00Z")


def test_a_new_key_is_its_own_controller(run):
    code, out, err = run("key", "new")
    key = keys.SigningKey.from_json(json.loads(out))
    assert (code, err) == (0, "")
    assert key.controller == f"did:key:{key.public.multibase}"


def test_a_new_key_may_have_a_controller(run):
    _, out, _ = run("key", "new", "--controller", "did:web:fab.example")
    assert json.loads(out)["controller"] == "did:web:fab.example"


def test_what_is_signed_verifies(run, signed_file):
    code, out, err = run("credential", "verify", signed_file, *VERIFY)
    assert (code, err) == (0, "")
    assert out.splitlines()[-1] == "valid"


def test_a_missing_issuer_is_filled_in(run, files, badge):
    for issuer in (None, {"type": ["Profile"], "name": "Fab"}):
        document = badge.to_json() | {"issuer": issuer}
        if issuer is None:
            del document["issuer"]
        (files / "unsigned.json").write_text(json.dumps(document))
        code, out, _ = run("credential", "sign", "unsigned.json", "--key", "key.json")
        assert code == 0
        assert json.loads(out)["issuer"]["id"] == "did:web:fab.example:issuers:1"


def test_another_issuer_is_refused(run, files):
    (files / "other.json").write_text(json.dumps(keys.SigningKey.generate().to_json()))
    code, out, err = run("credential", "sign", "unsigned.json", "--key", "other.json")
    assert (code, out) == (1, "")
    assert err.startswith("arouez: The issuer is did:web:fab.example:issuers:1")
    assert err.count("\n") == 1


def test_an_unsafe_document_is_not_signed(run, files, badge):
    (files / "unsigned.json").write_text(json.dumps(badge.to_json() | {"colour": "red"}))
    code, out, err = run("credential", "sign", "unsigned.json", "--key", "key.json")
    assert (code, out) == (1, "")
    assert "colour" in err


def test_a_tampered_badge_is_invalid_and_says_so(run, files, signed_file):
    text = (files / signed_file).read_text().replace("Découpe", "Soudure")
    code, out, _ = run("credential", "verify", "-", "--json", *VERIFY, stdin=text.encode())
    verdict = json.loads(out)
    assert code == 1
    assert verdict["valid"] is False
    assert [check["code"] for check in verdict["checks"] if check["status"] == "fail"] == ["proof.signature_mismatch"]


def test_the_documents_given_are_the_only_ones(run, files, signed_file):
    rows = json.loads((files / "documents/index.json").read_text())
    (files / "documents/index.json").write_text(json.dumps([row for row in rows if row["url"] != STATUS_LIST]))
    code, out, _ = run("credential", "verify", signed_file, "--json", *VERIFY)
    assert code == 1
    assert "status.unavailable" in out


def test_a_recipient_can_be_checked(run, signed_file):
    assert run("credential", "verify", signed_file, "--recipient", "nolwenn@example.org", *VERIFY)[0] == 0
    assert run("credential", "verify", signed_file, "--recipient", "erwan@example.org", *VERIFY)[0] == 1


def test_it_can_be_judged_as_of_another_day(run, signed_file):
    later = [*VERIFY[:-1], "2036-01-01T00:00:00Z"]
    code, out, _ = run("credential", "verify", signed_file, "--json", *later)
    assert code == 1
    assert "validity.expired" in out


@pytest.mark.parametrize(("name", "picture"), [("badge.png", png()), ("badge.svg", SVG)])
def test_a_badge_survives_its_picture(run, files, signed_file, name, picture):
    (files / name).write_bytes(picture)
    assert run("credential", "bake", name, signed_file, "-o", f"baked-{name}")[0] == 0
    code, out, _ = run("credential", "extract", f"baked-{name}")
    assert code == 0
    assert json.loads(out) == json.loads((files / signed_file).read_text())
    assert run("credential", "verify", f"baked-{name}", *VERIFY)[0] == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("credential", "verify", "nothing.json"),
        ("credential", "verify", "text.txt"),
        ("credential", "verify", "empty.svg"),
        ("credential", "verify", "unsigned.json", "--documents", "nowhere"),
        ("credential", "verify", "unsigned.json", "--at", "yesterday"),
        ("credential", "sign", "text.txt", "--key", "key.json"),
        ("credential", "sign", "unsigned.json", "--key", "unsigned.json"),
        ("credential", "sign", "unsigned.json", "--key", "nothing.json"),
        ("credential", "extract", "empty.svg"),
        ("credential", "extract", "text.txt"),
        ("credential", "bake", "text.txt", "unsigned.json", "-o", "out.png"),
        ("credential", "bake", "empty.svg", "unsigned.json", "-o", "no/such/folder/out.svg"),
    ],
    ids=" ".join,
)
def test_what_cannot_be_read_is_code_2_and_one_line(run, files, arguments):
    (files / "text.txt").write_text("not a badge")
    (files / "empty.svg").write_bytes(SVG)
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith("arouez: ")
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    "arguments", [(), ("key",), ("credential", "sign"), ("credential", "sign", "a", "--proof", "none")]
)
def test_wrong_usage_is_code_2(run, arguments):
    assert run(*arguments)[0] == 2


def test_the_time_of_signing_defaults_to_now(run, files):
    _, out, _ = run("credential", "sign", "unsigned.json", "--key", "key.json")
    assert json.loads(out)["proof"][0]["created"] > AT.isoformat()[:10]


@pytest.fixture
def rsa(files):
    key = keys.SigningKey.generate("did:web:fab.example:issuers:1", "key-rsa", "RS256")
    (files / "rsa.json").write_text(json.dumps(key.to_json()))
    return key


def test_a_badge_is_signed_as_a_token(run, rsa, files):
    code, token, err = run("credential", "sign", "unsigned.json", "--key", "rsa.json", "--proof", "vc-jwt")
    assert (code, err) == (0, "")
    assert token.count(".") == 2
    assert run("credential", "verify", "-", *VERIFY, stdin=token.encode())[1].startswith("✓ format: The badge is a")


def test_a_token_is_baked_as_what_it_is(run, rsa, files):
    token = run("credential", "sign", "unsigned.json", "--key", "rsa.json", "--proof", "vc-jwt")[1]
    (files / "plain.svg").write_bytes(SVG)
    run("credential", "bake", "plain.svg", "-", "-o", "baked.svg", stdin=token.encode())
    assert b"<openbadges:credential verify=" in (files / "baked.svg").read_bytes()
    assert run("credential", "extract", "baked.svg")[1] == token


@pytest.mark.parametrize("algorithm", ["EdDSA", "ES256", "ES384"])
def test_a_key_of_any_kind_is_shown_as_others_want_it(run, files, algorithm):
    new = ("key", "new", "--controller", "did:web:fab.example", "--fragment", "key-0", "--algorithm", algorithm)
    (files / "new.json").write_text(run(*new)[1])
    assert json.loads(run("key", "public", "new.json", "--as", "jwk")[1])["alg"] == algorithm
    document = json.loads(run("key", "public", "new.json", "--as", "did")[1])
    assert (document["id"], document["assertionMethod"]) == ("did:web:fab.example", ["did:web:fab.example#key-0"])
    assert "secret" not in json.dumps(document)


def test_keys_of_several_controllers_make_no_document(run, files):
    for name in ("one.json", "two.json"):
        (files / name).write_text(run("key", "new")[1])
    assert run("key", "public", "one.json", "two.json", "--as", "did")[0] == 2


def test_a_part_of_a_badge_is_shown(run, files):
    (files / "new.json").write_text(run("key", "new", "--algorithm", "ES256")[1])
    unsigned = json.loads((files / "unsigned.json").read_text())
    del unsigned["issuer"]["id"], unsigned["credentialStatus"]
    (files / "own.json").write_text(json.dumps(unsigned))
    sign = ("credential", "sign", "own.json", "--key", "new.json", "--proof", "ecdsa-sd-2023", "--mandatory", "/issuer")
    code, base, err = run(*sign)
    assert (code, err) == (0, "")
    shown = ("--show", "/validFrom", "--show", "/name", "--show", "/credentialSubject")
    derived = run("credential", "derive", "-", *shown, stdin=base.encode())[1]
    assert "evidence" in json.loads(base)
    assert "evidence" not in json.loads(derived)
    assert run("credential", "verify", "-", "--documents", "documents", stdin=derived.encode())[0] == 0


def test_a_list_of_what_was_revoked_is_published(run, files):
    code, out, err = run("credential", "status-list", "--id", STATUS_LIST, "--key", "key.json", "--revoke", "42")
    assert (code, err) == (0, "")
    assert BitstringStatusList.decode(json.loads(out)["credentialSubject"]["encodedList"]).get(42)
    assert run("credential", "status-list", "--id", STATUS_LIST, "--key", "key.json", "--revoke", "-1")[0] == 1


def test_an_old_badge_is_read_in_the_words_of_2_0(run, files):
    old = {
        "recipient": "nolwenn@example.org",
        "issued_on": "2012-05-04",
        "badge": {
            "version": "0.5.0",
            "name": "Laser",
            "description": "Découpe",
            "image": "https://fab.example/laser.png",
            "criteria": "https://fab.example/laser",
            "issuer": {"origin": "https://fab.example", "name": "Fab"},
        },
    }
    code, out, err = run(
        "credential", "upgrade", "-", "--address", "https://fab.example/1.json", stdin=json.dumps(old).encode()
    )
    assert (code, err) == (0, "")
    upgraded = json.loads(out)
    assert (upgraded["type"], upgraded["id"]) == ("Assertion", "https://fab.example/1.json")
