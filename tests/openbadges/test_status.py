"""Bitstring Status List 1.0."""

import gzip

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arouez.openbadges import keys, model, multibase, sign, status
from arouez.openbadges.documents import Nowhere
from arouez.openbadges.errors import (
    Revoked,
    StatusForged,
    StatusInvalid,
    StatusOutdated,
    StatusPurpose,
    StatusRange,
    StatusTooShort,
    StatusUnavailable,
    StatusUnsupported,
    Suspended,
)
from arouez.openbadges.proofs import sign_jwt
from arouez.openbadges.status import MIN_LENGTH, BitstringStatusList, check_status

from .shelf import AT, ISSUER, STATUS_LIST, publish_list


@pytest.fixture
def entry():
    return model.BitstringStatusListEntry(f"{STATUS_LIST}#42", STATUS_LIST, 42).to_json()


def check(entry, shelf):
    credential = {"id": "urn:uuid:1", "issuer": ISSUER, "credentialStatus": entry}
    return check_status(credential, shelf, AT)


class TestBits:
    def test_index_0_is_the_leftmost_bit_of_the_first_byte(self):
        bits = BitstringStatusList()
        bits.set(0)
        bits.set(15)
        raw = gzip.decompress(multibase.decode_base64url(bits.encode()))
        assert raw[:2] == b"\x80\x01"
        assert not any(raw[2:])
        assert len(raw) * 8 == MIN_LENGTH

    def test_a_bit_can_be_raised_and_lowered_alone(self):
        bits = BitstringStatusList()
        for index in (41, 42, 43):
            bits.set(index)
        bits.set(42, False)
        assert [bits.get(index) for index in (40, 41, 42, 43, 44)] == [False, True, False, True, False]

    @pytest.mark.parametrize("index", [-1, MIN_LENGTH, 10**12])
    def test_an_index_outside_the_list_is_refused(self, index):
        for use in (BitstringStatusList().get, BitstringStatusList().set):
            with pytest.raises(StatusRange):
                use(index)

    @settings(max_examples=20, deadline=None)
    @given(st.sets(st.integers(0, MIN_LENGTH - 1), max_size=20))
    def test_a_list_comes_back_as_it_was_encoded(self, indexes):
        bits = BitstringStatusList()
        for index in indexes:
            bits.set(index)
        again = BitstringStatusList.decode(bits.encode())
        assert {index for index in range(len(again)) if again.get(index)} == indexes
        assert again.encode() == bits.encode()

    def test_a_list_that_would_tell_too_much_is_not_made(self):
        with pytest.raises(StatusTooShort):
            BitstringStatusList(MIN_LENGTH - 1)

    @pytest.mark.parametrize("encoded", ["", "H4sI", "u", "u====", "uAAAA", "zAAAA", "u" + "A" * 100, "ué"])
    def test_what_is_no_list_is_refused(self, encoded):
        with pytest.raises(StatusInvalid):
            BitstringStatusList.decode(encoded)

    def test_a_truncated_list_is_refused(self):
        with pytest.raises(StatusInvalid):
            BitstringStatusList.decode(BitstringStatusList().encode()[:-12])

    def test_a_list_that_explodes_is_refused(self):
        bomb = multibase.encode_base64url(gzip.compress(bytes(64 * 1024 * 1024)))
        with pytest.raises(StatusInvalid, match="more than"):
            BitstringStatusList.decode(bomb)


def test_a_badge_whose_bit_is_down_stands(entry, shelf):
    assert check(entry, shelf) == "status.ok"


def test_a_badge_whose_bit_is_up_is_revoked(entry, shelf, key, revoked):
    revoked.set(42)
    publish_list(shelf, key, revoked)
    with pytest.raises(Revoked):
        check(entry, shelf)


def test_a_neighbours_bit_changes_nothing(entry, shelf, key, revoked):
    revoked.set(41)
    revoked.set(43)
    publish_list(shelf, key, revoked)
    assert check(entry, shelf)


def test_a_suspension_is_told_from_a_revocation(entry, shelf, key, revoked):
    revoked.set(42)
    publish_list(shelf, key, revoked, statusPurpose="suspension")
    with pytest.raises(Suspended):
        check(entry | {"statusPurpose": "suspension"}, shelf)


def test_a_list_for_several_purposes_serves_each(entry, shelf, key, revoked):
    publish_list(shelf, key, revoked, statusPurpose=["revocation", "suspension"])
    assert check(entry, shelf)


def test_the_purposes_must_be_the_same(entry, shelf):
    with pytest.raises(StatusPurpose):
        check(entry | {"statusPurpose": "suspension"}, shelf)


def test_an_index_past_the_end_is_an_error(entry, shelf):
    with pytest.raises(StatusRange):
        check(entry | {"statusListIndex": str(MIN_LENGTH)}, shelf)


def test_a_list_too_short_for_privacy_is_an_error(entry, shelf, key):
    publish_list(shelf, key, BitstringStatusList(bits=bytes(MIN_LENGTH // 8 - 1)))
    with pytest.raises(StatusTooShort):
        check(entry, shelf)


def test_a_list_that_cannot_be_had_is_an_error(entry):
    with pytest.raises(StatusUnavailable):
        check(entry, Nowhere())


@pytest.mark.parametrize("body", [b"", b"[]", b"<html>", b'{"a": 1, "a": 2}'])
def test_a_list_that_is_no_document_is_an_error(entry, shelf, body):
    shelf[STATUS_LIST] = body
    with pytest.raises(StatusInvalid):
        check(entry, shelf)


def test_a_list_signed_by_somebody_else_is_forged(entry, shelf, revoked):
    stranger = keys.SigningKey.generate()
    publish_list(shelf, stranger, revoked, issuer=stranger.controller)
    with pytest.raises(StatusForged):
        check(entry, shelf)


def test_a_list_that_was_altered_is_forged(entry, shelf, key, revoked):
    revoked.set(42)
    publish_list(shelf, key, revoked)
    shelf[STATUS_LIST] = shelf[STATUS_LIST].replace(revoked.encode().encode(), BitstringStatusList().encode().encode())
    with pytest.raises(StatusForged):
        check(entry, shelf)


class TestListInAToken:
    @pytest.fixture
    def publish(self, shelf, key, revoked):
        def publish(signer):
            unsigned = status.status_list_credential(STATUS_LIST, ISSUER, revoked, AT.replace(hour=1))
            shelf[STATUS_LIST] = sign_jwt(unsigned, signer).encode()

        return publish

    def test_is_read_as_any_other(self, entry, shelf, key, revoked, publish):
        publish(key)
        assert check(entry, shelf) == "status.ok"
        revoked.set(42)
        publish(key)
        with pytest.raises(Revoked):
            check(entry, shelf)

    def test_is_forged_when_another_signed_it(self, entry, shelf, publish):
        publish(keys.SigningKey.generate(ISSUER, "key-0"))
        with pytest.raises(StatusForged):
            check(entry, shelf)


def test_an_unsigned_list_is_forged(entry, shelf, revoked):
    shelf.put(STATUS_LIST, status.status_list_credential(STATUS_LIST, ISSUER, revoked, AT))
    with pytest.raises(StatusForged):
        check(entry, shelf)


def test_another_credential_of_the_issuer_is_no_list(entry, shelf, signed):
    shelf.put(STATUS_LIST, signed)
    with pytest.raises(StatusInvalid):
        check(entry, shelf)


@pytest.mark.parametrize("period", [{"validFrom": "2026-05-04T09:40:00Z"}, {"validUntil": "2026-05-04T09:30:00Z"}])
def test_a_list_of_another_time_is_outdated(entry, shelf, key, revoked, period):
    unsigned = status.status_list_credential(STATUS_LIST, ISSUER, revoked, AT.replace(hour=1))
    shelf.put(STATUS_LIST, sign(unsigned | period, key, AT))
    with pytest.raises(StatusOutdated):
        check(entry, shelf)


def test_a_list_published_a_moment_ago_by_another_clock_is_read(entry, shelf, key, revoked):
    publish_list(shelf, key, revoked, at=AT.replace(minute=34))
    assert check(entry, shelf)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"type": "StatusList2021Entry"}, StatusUnsupported),
        ({"statusSize": 2}, StatusUnsupported),
        ({"statusListIndex": "-1"}, StatusInvalid),
        ({"statusListIndex": "४२"}, StatusInvalid),
        ({"statusListIndex": "4.2"}, StatusInvalid),
        ({"statusListIndex": "9" * 100}, StatusInvalid),
        ({"statusListIndex": True}, StatusInvalid),
        ({"statusListIndex": None}, StatusInvalid),
        ({"statusPurpose": 7}, StatusInvalid),
        ({"statusListCredential": None}, StatusInvalid),
        ({"id": STATUS_LIST}, StatusInvalid),
    ],
    ids=str,
)
def test_an_entry_that_is_none_is_refused(entry, shelf, change, error):
    with pytest.raises(error):
        check(entry | change, shelf)


def test_an_index_written_as_a_number_is_read_with_a_remark(entry, shelf, key, revoked):
    assert check(entry | {"statusListIndex": 42}, shelf) == "status.lenient"
    assert check(entry, shelf) == "status.ok"
    revoked.set(42)
    publish_list(shelf, key, revoked)
    with pytest.raises(Revoked):
        check(entry | {"statusListIndex": 42}, shelf)


def test_the_issuer_of_a_list_may_be_a_profile(revoked):
    profile = model.Profile("did:web:fab.example", "Fab")
    assert status.status_list_credential(STATUS_LIST, profile, revoked, AT)["issuer"]["name"] == "Fab"
