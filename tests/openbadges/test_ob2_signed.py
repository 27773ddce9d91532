"""A signed badge: by a key that its issuer lists, and not on its issuer's list of the revoked."""

import json

import pytest

from arouez.openbadges import keys, ob2
from arouez.openbadges.jws import sign_compact

from .ob2_fab import BADGE_URL, FAB, ISSUER_URL, KEY_URL, LIST_URL, Fab, failures, outcome

URN = "urn:uuid:a953081a-4bbd-4927-9653-7219bca00e3b"
KEY = keys.SigningKey.generate(ISSUER_URL, "key", "RS256")
OTHER_KEY = keys.SigningKey.generate("https://evil.example/issuer", "key", "RS256")


class SigningFab(Fab):
    def __init__(self):
        super().__init__()
        self.key = ob2.compose_key(KEY.public, id=KEY_URL, owner=ISSUER_URL)
        self.list = ob2.compose_revocation_list([], id=LIST_URL, issuer=ISSUER_URL)
        self.issuer |= {"publicKey": KEY_URL, "revocationList": LIST_URL}
        self.assertion |= {"id": URN, "verification": {"type": "signed", "creator": KEY_URL}}

    def publish(self):
        self.put(KEY_URL, self.key)
        self.put(LIST_URL, self.list)
        return super().publish()

    def signed(self, key=KEY, **header):
        return sign_compact(json.dumps(self.assertion).encode(), header, key)


@pytest.fixture
def fab():
    return SigningFab().publish()


def test_a_badge_signed_by_its_issuer_is_valid(fab):
    verdict = fab.judge(fab.signed())
    assert (verdict.valid, outcome(verdict)) == (True, {})


@pytest.mark.parametrize("algorithm", ["ES256", "EdDSA"])
def test_keys_of_other_kinds_are_read(fab, algorithm):
    key = keys.SigningKey.generate(ISSUER_URL, "key", algorithm)
    fab.key = ob2.compose_key(key.public, id=KEY_URL, owner=ISSUER_URL)
    assert outcome(fab.publish().judge(fab.signed(key))) == {}


def test_a_badge_without_creator_is_by_any_key_of_its_issuer(fab):
    del fab.assertion["verification"]["creator"]
    fab.issuer["publicKey"] = [f"{FAB}/old-key.json", KEY_URL]
    fab.put(f"{FAB}/old-key.json", ob2.compose_key(OTHER_KEY.public, id=f"{FAB}/old-key.json", owner=ISSUER_URL))
    assert outcome(fab.publish().judge(fab.signed())) == {}


def test_a_key_written_in_the_issuer_itself_is_used(fab):
    fab.issuer["publicKey"] = fab.key
    assert outcome(fab.publish().judge(fab.signed())) == {}


def test_an_altered_badge_is_refused(fab):
    header, _, signature = fab.signed().split(".")
    fab.assertion["recipient"]["identity"] = "mallory@example.org"
    assert failures(fab.judge(f"{header}.{fab.signed().split('.')[1]}.{signature}")) == {
        "proof": "proof.signature_mismatch"
    }


def test_a_badge_signed_by_another_key_is_refused(fab):
    assert failures(fab.judge(fab.signed(OTHER_KEY))) == {"proof": "proof.signature_mismatch"}


def test_a_key_that_the_issuer_does_not_list_is_refused(fab):
    evil = "https://evil.example/key.json"
    fab.put(evil, ob2.compose_key(OTHER_KEY.public, id=evil, owner=ISSUER_URL))
    fab.assertion["verification"]["creator"] = evil
    assert failures(fab.judge(fab.signed(OTHER_KEY))) == {"proof": "key.not_authorized"}


def test_a_key_of_another_owner_is_refused(fab):
    fab.key["owner"] = "https://evil.example/issuer"
    assert failures(fab.publish().judge(fab.signed())) == {"proof": "key.not_authorized"}


def test_a_key_that_cannot_be_had_is_refused(fab):
    del fab[KEY_URL]
    assert failures(fab.judge(fab.signed())) == {"proof": "key.not_found"}


def test_a_key_that_is_not_one_is_refused(fab):
    fab.key["publicKeyPem"] = "-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----\n"
    assert failures(fab.publish().judge(fab.signed())) == {"proof": "key.invalid"}


def test_a_badge_said_to_be_signed_without_a_signature_is_refused(fab):
    assert failures(fab.judge()) == {"proof": "proof.missing"}


def test_a_signed_badge_said_to_be_hosted_is_refused(fab):
    fab.assertion["verification"] = {"type": "hosted"}
    assert failures(fab.judge(fab.signed())) == {"structure": "structure.type"}


@pytest.mark.parametrize("extra", ["Evidence", "Criteria", "BadgeClass", "Issuer"])
def test_another_class_beside_does_not_excuse_an_assertion_from_its_proof(fab, extra):
    fab.assertion["type"] = [extra, "Assertion"]
    assert "proof" in failures(fab.judge(fab.signed(OTHER_KEY)))


def test_what_is_no_assertion_is_not_signed(fab):
    fab.assertion["type"] = "Evidence"
    assert failures(fab.judge(fab.signed())) == {"structure": "structure.type"}


def test_a_signature_with_extensions_is_refused(fab):
    assert failures(fab.judge(fab.signed(crit=["exp"], exp=0))) == {"proof": "proof.unsupported"}


def test_an_issuer_in_the_badge_does_not_stand_for_the_one_at_its_address(fab):
    fab.assertion["badge"] = fab.badge | {"issuer": fab.issuer | {"publicKey": OTHER_KEY.id}}
    assert failures(fab.judge(fab.signed(OTHER_KEY))) == {"proof": "proof.signature_mismatch"}


def test_a_badge_class_that_lies_about_its_issuer_is_refused(fab):
    fab.assertion["badge"] = fab.badge | {"issuer": "https://evil.example/issuer"}
    assert failures(fab.judge(fab.signed())) == {"linked": "issuer.mismatch"}


def test_an_issuer_without_an_address_vouches_for_no_key(fab):
    key = fab.key | {"owner": "urn:uuid:1"}
    del fab.issuer["revocationList"]
    issuer = fab.issuer | {"id": "urn:uuid:1", "publicKey": key}
    fab.assertion["badge"] = fab.badge | {"id": "urn:uuid:2", "issuer": issuer}
    assert failures(fab.judge(fab.signed())) == {"proof": "key.not_authorized"}


def test_an_older_copy_of_the_badge_class_is_remarked_on(fab):
    fab.assertion["badge"] = fab.badge | {"description": "Sait allumer la machine."}
    assert outcome(fab.judge(fab.signed())) == {"linked": "linked.lenient"}


@pytest.mark.parametrize("entry", [URN, {"id": URN, "revocationReason": "awarded by mistake"}])
def test_a_badge_on_the_list_was_revoked(fab, entry):
    fab.list["revokedAssertions"] = [entry]
    assert failures(fab.publish().judge(fab.signed())) == {"status": "status.revoked"}


def test_a_badge_is_on_the_list_by_its_uid(fab):
    fab.assertion["uid"] = "abc123"
    fab.list["revokedAssertions"] = ["urn:uuid:other", {"uid": "abc123"}]
    assert failures(fab.publish().judge(fab.signed())) == {"status": "status.revoked"}


def test_a_list_that_cannot_be_had_says_nothing_good(fab):
    del fab[LIST_URL]
    assert failures(fab.judge(fab.signed())) == {"status": "status.unavailable"}


def test_a_list_by_another_issuer_is_refused(fab):
    fab.list["issuer"] = "https://evil.example/issuer"
    assert failures(fab.publish().judge(fab.signed())) == {"status": "status.forged"}


@pytest.mark.parametrize("entries", [[42], [{"revocationReason": "?"}], "not an IRI", None])
def test_a_list_that_is_not_well_formed_is_refused(fab, entries):
    fab.list["revokedAssertions"] = entries
    assert failures(fab.publish().judge(fab.signed())) == {"status": "status.invalid"}


def test_an_issuer_without_a_list_revokes_nothing(fab):
    del fab.issuer["revocationList"]
    assert outcome(fab.publish().judge(fab.signed())) == {}


def test_a_signed_badge_may_be_about_a_class_that_is_nowhere_else(fab):
    fab.assertion["badge"] = fab.badge | {"id": "urn:uuid:2"}
    del fab[BADGE_URL]
    assert outcome(fab.judge(fab.signed())) == {}
