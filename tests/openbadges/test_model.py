"""The objects write the strict form, and nothing else (OB 3.0 §C, VCDM 2.0)."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from arouez.openbadges import model
from arouez.openbadges.errors import ModelError
from arouez.openbadges.structure import check_structure

from .shelf import AT


def walk(value):
    yield value
    for child in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from walk(child)


def test_a_whole_badge_has_the_shape_of_the_standard(badge):
    assert check_structure(badge.to_json()) == "OB3"


def test_nothing_is_null_or_empty(badge):
    bare = replace(badge, valid_until=None, evidence=(), status=None, description="")
    assert not [value for value in walk(bare.to_json()) if value in (None, "", [], {})]
    assert "evidence" not in bare.to_json()


def test_what_may_repeat_is_an_array(badge):
    document = badge.to_json()
    subject = document["credentialSubject"]
    for value in (document["@context"], document["type"], document["issuer"]["type"], document["evidence"],
                  subject["type"], subject["identifier"], subject["achievement"]["tag"],
                  subject["achievement"]["alignment"][0]["type"]):  # fmt: skip
        assert isinstance(value, list)


def test_times_are_utc_to_the_second(badge):
    brest = timezone(timedelta(hours=2))
    moved = replace(badge, valid_from=datetime(2026, 5, 4, 11, 30, 5, 999, tzinfo=brest))
    assert moved.to_json()["validFrom"] == "2026-05-04T09:30:05Z"


def test_a_time_without_a_zone_is_refused(badge):
    with pytest.raises(ModelError):
        replace(badge, valid_from=datetime(2026, 5, 4)).to_json()  # noqa: DTZ001


def test_a_badge_cannot_end_before_it_starts(badge):
    with pytest.raises(ModelError):
        replace(badge, valid_until=badge.valid_from - timedelta(days=1)).to_json()


def test_a_subject_needs_an_id_or_an_identifier(badge):
    with pytest.raises(ModelError):
        replace(badge.subject, id=None, identifiers=()).to_json()


def test_control_characters_are_left_out_of_every_text(badge):
    text = "a\x00b\x08c\x0bd\x0ce\x7ff\n\tg"
    evidence = replace(badge, evidence=(model.Evidence(narrative=text),)).to_json()["evidence"]
    assert evidence[0]["narrative"] == "abcdef\n\tg"


def test_the_status_index_is_written_as_text(badge):
    assert badge.to_json()["credentialStatus"]["statusListIndex"] == "42"


def test_an_endorsement_travels_as_it_was_signed(badge, signed):
    assert replace(badge, endorsements=(signed,)).to_json()["endorsement"] == [signed]


class TestIdentity:
    def test_an_email_is_recognised_however_it_is_typed(self):
        identity = model.IdentityObject.hashed_email("  Nolwenn@Example.ORG ", "sel")
        assert identity.matches("nolwenn@example.org")
        assert identity.matches("NOLWENN@example.org ")
        assert not identity.matches("nolwen@example.org")

    def test_the_hash_is_the_standards(self):
        identity = model.IdentityObject.hashed_email("a@b.org", "salt")
        assert identity.to_json() == {
            "type": "IdentityObject",
            "hashed": True,
            "identityHash": "sha256$b351c423042e9d51d64be1eb0d24adfe29ed483b9a52d48d1b20f5f1350d0630",
            "identityType": "emailAddress",
            "salt": "salt",
        }

    def test_md5_and_upper_case_digests_of_others_are_read(self):
        md5 = "md5$7625CCB46C9BFD4175EB4582E588D939"
        assert model.IdentityObject(md5, "emailAddress", True).matches("a@b.org")
        assert not model.IdentityObject(md5, "emailAddress", True, "sel").matches("a@b.org")

    def test_plain_text_is_compared_as_it_is(self):
        assert model.IdentityObject("Nolwenn", "name", False).matches("Nolwenn")
        assert not model.IdentityObject("Nolwenn", "name", False).matches("nolwenn")
        assert model.IdentityObject("A@b.org", "emailAddress", False).matches("a@B.org")

    @pytest.mark.parametrize("digest", ["sha1$abc", "abc", "", "sha256$"])
    def test_a_hash_we_do_not_know_matches_nobody(self, digest):
        assert not model.IdentityObject(digest, "emailAddress", True, "sel").matches("a@b.org")


def test_a_fixed_badge_is_written_in_a_fixed_way(badge):
    assert badge.to_json() == badge.to_json()
    assert badge.to_json()["validFrom"] == "2026-05-03T09:30:00Z"
    assert AT.tzinfo is not None
