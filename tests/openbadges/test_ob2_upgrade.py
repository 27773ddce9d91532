"""Open Badges 0.5, 1.0 and 1.1: read, and judged in the words of 2.0."""

import json

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from arouez.openbadges import keys, ob2
from arouez.openbadges.jws import sign_compact

from .ob2_fab import V2, Fab, failures, outcome

OLD = "https://old.example"
V1 = "https://w3id.org/openbadges/v1"

ISSUER_1_0 = {"name": "Atelier", "url": OLD}
BADGE_1_0 = {
    "name": "Soudure",
    "description": "Sait souder.",
    "image": f"{OLD}/solder.png",
    "criteria": f"{OLD}/solder.html",
    "issuer": f"{OLD}/issuer.json",
    "alignment": [{"name": "Souder", "url": f"{OLD}/skills/1", "description": "Souder à l’étain"}],
}
ASSERTION_1_0 = {
    "uid": "abc123",
    "recipient": {"type": "email", "hashed": False, "identity": "test@example.com"},
    "badge": f"{OLD}/badge.json",
    "issuedOn": "2015-04-30",
    "verify": {"type": "hosted", "url": f"{OLD}/1.json"},
}
BADGE_0_5 = {
    "recipient": "sha256$85c4196c5516561cef673642157499b70066cb1070852b2a37fdbf3cc599b087",
    "salt": "sel gris",
    "issued_on": "2011-06-01",
    "evidence": "/work/7",
    "badge": {
        "version": "0.5.0",
        "name": "Soudure",
        "image": "/solder.png",
        "description": "Sait souder.",
        "criteria": "/solder.html",
        "issuer": {"origin": OLD, "name": "Atelier", "org": "Fab", "contact": "bonjour@old.example"},
    },
}
KEY = keys.SigningKey.generate(OLD, "key", "RS256")


@pytest.fixture
def old():
    shelf = Fab()
    shelf.put(f"{OLD}/issuer.json", ISSUER_1_0)
    shelf.put(f"{OLD}/badge.json", BADGE_1_0)
    shelf.put(f"{OLD}/1.json", ASSERTION_1_0)
    return shelf


def test_a_1_0_assertion_becomes_2_0():
    assert ob2.upgrade(ASSERTION_1_0) == {
        "@context": V2,
        "type": "Assertion",
        "id": f"{OLD}/1.json",
        "uid": "abc123",
        "recipient": ASSERTION_1_0["recipient"],
        "badge": f"{OLD}/badge.json",
        "issuedOn": "2015-04-30T00:00:00Z",
        "verification": {"type": "HostedBadge"},
    }


def test_a_1_0_badge_class_becomes_2_0():
    upgraded = ob2.upgrade(BADGE_1_0, f"{OLD}/badge.json")
    assert (upgraded["type"], upgraded["id"]) == ("BadgeClass", f"{OLD}/badge.json")
    assert upgraded["alignment"] == {
        "targetName": "Souder",
        "targetUrl": f"{OLD}/skills/1",
        "targetDescription": "Souder à l’étain",
    }


def test_a_0_5_badge_becomes_2_0():
    upgraded = ob2.upgrade(BADGE_0_5, f"{OLD}/7.json")
    assert upgraded["id"] == f"{OLD}/7.json"
    assert upgraded["recipient"] == {
        "type": "email",
        "hashed": True,
        "identity": BADGE_0_5["recipient"],
        "salt": "sel gris",
    }
    assert (upgraded["issuedOn"], upgraded["evidence"]) == ("2011-06-01T00:00:00Z", f"{OLD}/work/7")
    assert (upgraded["badge"]["image"], upgraded["badge"]["criteria"]) == (f"{OLD}/solder.png", f"{OLD}/solder.html")
    assert upgraded["badge"]["issuer"] == {
        "type": "Issuer",
        "id": "_:issuer",
        "name": "Atelier: Fab",
        "url": OLD,
        "email": "bonjour@old.example",
    }


def test_what_is_upgraded_is_left_as_it_is():
    once = ob2.upgrade(ASSERTION_1_0)
    assert ob2.upgrade(once) == once


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        (1500423730, "2017-07-19T00:22:10Z"),
        ("1500423730", "2017-07-19T00:22:10Z"),
        ("1500423730.5", "2017-07-19T00:22:10Z"),
        ("2016-05-15", "2016-05-15T00:00:00Z"),
        ("2016-05-15T10:30:00", "2016-05-15T10:30:00Z"),
        ("2016-05-15T10:30:00+02:00", "2016-05-15T10:30:00+02:00"),
        ("in May", "in May"),
        (10**20, 10**20),
    ],
)
def test_old_dates_get_a_time_and_a_zone(said, meant):
    assert ob2.upgrade(ASSERTION_1_0 | {"issuedOn": said})["issuedOn"] == meant


def test_a_hosted_1_0_badge_is_valid(old):
    verdict = old.judge(ASSERTION_1_0, recipient="test@example.com")
    assert (verdict.kind, outcome(verdict)) == ("OB1", {})
    assert verdict.credential["badge"]["issuer"]["name"] == "Atelier"


def test_a_copy_on_another_host_is_judged_where_the_badge_is(old):
    assert outcome(old.judge(ASSERTION_1_0, address="https://evil.example/1.json")) == {}


def test_a_1_0_badge_published_elsewhere_is_refused(old):
    elsewhere = {"type": "hosted", "url": "https://evil.example/1.json"}
    old.put(elsewhere["url"], ASSERTION_1_0 | {"verify": elsewhere})
    assert failures(old.judge(ASSERTION_1_0 | {"verify": elsewhere})) == {"scope": "scope.outside"}


def test_a_1_1_badge_is_valid(old):
    old.put(f"{OLD}/issuer.json", ISSUER_1_0 | {"@context": V1, "type": "IssuerOrg", "id": f"{OLD}/issuer.json"})
    old.put(f"{OLD}/badge.json", BADGE_1_0 | {"@context": V1, "type": "BadgeClass", "id": f"{OLD}/badge.json"})
    assertion = ASSERTION_1_0 | {"@context": V1, "type": "Assertion", "id": f"{OLD}/1.json"}
    old.put(f"{OLD}/1.json", assertion)
    assert outcome(old.judge(assertion)) == {}


def test_a_0_5_badge_found_at_its_address_is_valid(old):
    old.put(f"{OLD}/7.json", BADGE_0_5)
    verdict = old.judge(BADGE_0_5, address=f"{OLD}/7.json", recipient="test@example.com")
    assert (verdict.kind, outcome(verdict)) == ("OB1", {"linked": "linked.lenient"})


def test_a_0_5_badge_found_elsewhere_than_its_issuer_is_refused(old):
    old.put("https://evil.example/7.json", BADGE_0_5)
    assert failures(old.judge(BADGE_0_5, address="https://evil.example/7.json")) == {"scope": "scope.outside"}


def test_a_0_5_badge_without_its_address_cannot_be_judged(old):
    assert failures(old.judge(BADGE_0_5)) == {"structure": "structure.missing"}


class TestSigned:
    @pytest.fixture
    def old(self, old):
        pem = KEY.public.material.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        old[f"{OLD}/key.pem"] = old["https://evil.example/key.pem"] = pem
        return old

    def signed(self, key_url=f"{OLD}/key.pem"):
        assertion = ASSERTION_1_0 | {"verify": {"type": "signed", "url": key_url}}
        return sign_compact(json.dumps(assertion).encode(), {}, KEY)

    def test_a_badge_signed_with_the_key_on_its_issuers_host_is_valid(self, old):
        assert outcome(old.judge(self.signed())) == {}

    def test_a_key_on_another_host_is_refused(self, old):
        assert failures(old.judge(self.signed("https://evil.example/key.pem"))) == {"proof": "key.not_authorized"}

    @pytest.mark.parametrize(("revoked", "code"), [({"abc123": "mistake"}, {"status": "status.revoked"}), ({}, {})])
    def test_the_issuers_list_names_what_it_revoked_by_uid(self, old, revoked, code):
        old.put(f"{OLD}/issuer.json", ISSUER_1_0 | {"revocationList": f"{OLD}/revoked.json"})
        old.put(f"{OLD}/revoked.json", revoked)
        assert failures(old.judge(self.signed())) == code


@pytest.mark.parametrize(
    ("document", "version"),
    [
        (BADGE_0_5, "0.5"),
        (ASSERTION_1_0, "1.0"),
        (BADGE_1_0, "1.0"),
        ({"@context": V1, "type": "Issuer"}, "1.1"),
        ({"@context": [V2, "https://a.example/context"]}, "2.0"),
        ({"@context": "https://a.example/context", "type": ["Assertion"]}, "2.0"),
        ({"@context": ["https://www.w3.org/ns/credentials/v2"], "type": ["OpenBadgeCredential"]}, None),
        (ISSUER_1_0, None),
        ({"hello": "world"}, None),
    ],
)
def test_the_version_shows_in_the_document(document, version):
    assert ob2.version_of(document) == version
