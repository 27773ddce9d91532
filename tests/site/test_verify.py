"""Anyone brings a badge to the Verify page."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from elsewhere import FAB, ISSUED, foreign, hosted, text

from arouez.openbadges import carriers, keys, ob2, sign
from arouez.openbadges.codes import CODES
from arouez.openbadges.jws import sign_compact
from arouez.openbadges.verification import credential
from arouez.verification.models import Inspection
from arouez.verification.sentences import SENTENCES, TITLES

HOSTILE_NAME = json.dumps(
    {
        "issuer": {"name": "\ud800"},
        "credentialSubject": {"achievement": {"name": "\0 \ud800 <script>alert(1)</script>"}},
    }
).encode()


@pytest.fixture
def bring(client):
    """Upload a file to the page; the answer after the redirect."""

    def bring(data: bytes, name: str = "badge.json"):
        return client.post("/verifier/", {"file": SimpleUploadedFile(name, data)}, follow=True)

    return bring


def test_our_badge_is_valid_at_once_from_each_of_its_files(bring, give, png):
    award = give()
    for data in (award.document.encode(), carriers.bake(png, award.document)):
        answer = bring(data)
        assert answer.status_code == 200
        assert answer.context["verdict"]["valid"] is True


def test_a_private_badge_is_verified_from_its_file(bring, give):
    assert bring(give().document.encode()).context["verdict"]["valid"]


@pytest.mark.parametrize(
    ("tamper", "failed"),
    [
        (
            lambda credential: credential["credentialSubject"]["achievement"].update(name="Chef de tout"),
            "proof",
        ),
        (lambda credential: credential.update(validFrom="2020-01-01T00:00:00Z"), "proof"),
        (lambda credential: credential.pop("proof"), "proof"),
        (lambda credential: credential["@context"].append("https://evil.example/context"), "context"),
    ],
)
def test_a_tampered_badge_is_refused_by_the_check_that_failed(bring, give, tamper, failed):
    credential = json.loads(give().document)
    tamper(credential)
    verdict = bring(json.dumps(credential).encode()).context["verdict"]
    assert verdict["valid"] is False
    assert next(check for check in verdict["checks"] if check["status"] == "fail")["name"].startswith(failed)


def test_a_badge_of_elsewhere_with_its_key_in_its_name_is_checked_without_a_network(bring, give, now):
    key = keys.SigningKey.generate()
    credential = json.loads(give().document)
    for name in ("proof", "credentialStatus"):
        credential.pop(name)
    credential["issuer"]["id"] = key.controller
    assert bring(json.dumps(sign(credential, key, created=now)).encode()).context["verdict"]["valid"]


def test_a_badge_whose_issuer_is_elsewhere_is_checked_in_the_background(bring, give, work):
    document = give().document.replace("badges.test", "127.0.0.1")
    answer = bring(document.encode())
    assert answer.context["verdict"] is None
    work()
    inspection = Inspection.objects.get()
    assert inspection.verdict["valid"] is False  # a private address is never asked


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1/badge.json", "http://[::1]/badge", "http://169.254.169.254/latest/meta-data", "http://10.0.0.1/",
     "http://localhost/badge", "http://0.0.0.0/", "https://user:password@example.org/"],
)  # fmt: skip
def test_a_private_address_is_never_asked(client, work, address):
    client.post("/verifier/", {"address": address})
    work()
    inspection = Inspection.objects.get()
    assert inspection.verdict is None
    assert inspection.failure.startswith("document.")
    page = client.get(f"/verifier/{inspection.public_id}/").content.decode()
    assert "adresse" in page


@pytest.mark.parametrize(
    "data",
    [
        b"", b"not a badge", b"{", b"[]", b"null", b'{"a":1,"a":2}', b"\x89PNG\r\n\x1a\n", b"<svg", b"\xff\xfe\x00",
        b"[" * 5000, b'{"a": "\\ud800"}', b'{"a": "\\u0000"}', HOSTILE_NAME, b"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg xmlns='http://www.w3.org/2000/svg'>&a;</svg>",
    ],
)  # fmt: skip
def test_a_malformed_file_gets_a_sentence_and_no_crash(bring, data):
    answer = bring(data)
    page = answer.content.decode()
    if answer.status_code == 200:
        assert answer.context["verdict"]["valid"] is False
    else:
        assert answer.status_code == 422
        assert "error" in page


def test_a_picture_with_a_broken_chunk_says_so(bring, give, png):
    baked = bytearray(carriers.bake(png, give().document))
    baked[60] ^= 0xFF
    answer = bring(bytes(baked), "badge.png")
    assert answer.status_code == 422
    assert "abîmé" in answer.content.decode()


def test_a_picture_without_a_badge_says_so(bring, png):
    assert "ne contient pas de badge" in bring(png, "photo.png").content.decode()


def test_a_large_file_is_refused_in_words(bring):
    answer = bring(b"{" + b" " * (6 * 1024 * 1024))
    assert "5 Mo" in answer.content.decode()


def test_a_hosted_badge_of_open_badges_2_shows_who_published_it(client, work, elsewhere):
    hosted(elsewhere)
    client.post("/verifier/", {"address": f"{FAB}/awards/1"})
    work()
    page = client.get(f"/verifier/{Inspection.objects.get().public_id}/").content.decode()
    for words in ("Ce badge est authentique", "Couture", f"{FAB}/issuer", "La publication", "Open Badges 2.0"):
        assert words in page


def test_a_badge_signed_as_a_token_is_read_from_its_file(bring, work, client, elsewhere):
    key = keys.SigningKey.generate(f"{FAB}/issuer", "key", "RS256")
    creator = f"{FAB}/key"
    assertion = hosted(elsewhere, verification={"type": "signed", "creator": creator})
    issuer = json.loads(elsewhere[f"{FAB}/issuer"]) | {"publicKey": creator}
    elsewhere[f"{FAB}/issuer"] = text(issuer)
    elsewhere[creator] = text(ob2.compose_key(key.public, id=creator, owner=f"{FAB}/issuer"))
    bring(sign_compact(text(assertion), {}, key).encode(), "badge.jws")
    work()
    assert Inspection.objects.get().verdict["valid"]


def test_what_a_badge_carries_is_listed_with_its_own_verdict(bring):
    network = keys.SigningKey.generate()
    unsigned = foreign()
    unsigned.pop("proof")
    key = keys.SigningKey.generate()
    unsigned["issuer"]["id"] = key.controller
    endorsement = {
        "@context": unsigned["@context"],
        "id": "https://network.example/endorsements/1",
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "name": "Structure labellisée",
        "issuer": {"id": network.controller, "type": ["Profile"], "name": "Le réseau d’à côté"},
        "validFrom": "2026-01-01T00:00:00Z",
        "credentialSubject": {"id": key.controller, "type": ["EndorsementSubject"]},
    }
    unsigned["issuer"]["endorsement"] = [sign(endorsement, network, created=ISSUED)]
    answer = bring(text(sign(unsigned, key, created=ISSUED)))
    assert answer.context["verdict"]["valid"]
    assert [one["valid"] for one in answer.context["verdict"]["contained"]] == [True]
    assert "Le réseau d’à côté" in answer.content.decode()


def test_what_is_sound_but_no_badge_is_not_called_one(bring, now):
    key = keys.SigningKey.generate()
    statement = {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiableCredential"],
        "issuer": key.controller,
        "credentialSubject": {"id": "did:example:lena", "name": "Découpeuse laser"},
    }
    answer = bring(json.dumps(sign(statement, key, now)).encode())
    assert answer.context["verdict"]["valid"]
    assert "ce n’est pas un badge" in answer.text
    assert "Ce badge est authentique" not in answer.text


def test_what_a_badge_says_is_shown_without_what_is_invisible(bring):
    page = bring(text(foreign(issuer_name="Fab@Br\u200best \u202emoc.live"))).content.decode()
    assert "Fab@Brest moc.live" in page


@pytest.mark.parametrize("steps", [credential.STEPS, ob2.STEPS])
def test_every_check_has_a_title(steps):
    assert {step.name for step in steps} <= TITLES.keys()


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_a_sentence(code):
    assert code in SENTENCES
