"""The objects write the strict form, and nothing else (OB 3.0 §C, VCDM 2.0)."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from arouez.openbadges import did, keys, model, sign, verify
from arouez.openbadges.errors import ModelError
from arouez.openbadges.structure import check_structure

from .shelf import AT, ISSUER

NETWORK = "did:web:network.example"


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


@pytest.fixture
def endorsement(badge):
    """The network vouches for the issuer of the badge."""
    return model.EndorsementCredential(
        id="https://network.example/endorsements/1",
        issuer=model.Profile(NETWORK, name="Le réseau"),
        valid_from=AT - timedelta(days=2),
        name="Reconnaissance des Fabriques du Ponant",
        subject=model.EndorsementSubject(badge.issuer.id, "Signataire de la charte."),
        status=badge.status,
    )


class TestEndorsement:
    def test_it_has_the_shape_of_the_standard(self, endorsement):
        document = endorsement.to_json()
        assert document["type"] == ["VerifiableCredential", "EndorsementCredential"]
        assert document["credentialSubject"] == {
            "id": ISSUER,
            "type": ["EndorsementSubject"],
            "endorsementComment": "Signataire de la charte.",
        }
        assert check_structure(document)

    def test_it_cannot_end_before_it_starts(self, endorsement):
        with pytest.raises(ModelError):
            replace(endorsement, valid_until=endorsement.valid_from).to_json()

    def test_a_comment_may_be_left_out(self, endorsement):
        bare = replace(endorsement, subject=model.EndorsementSubject(ISSUER))
        assert "endorsementComment" not in bare.to_json()["credentialSubject"]

    @pytest.mark.parametrize("place", ["issuer", "achievement", "badge"])
    def test_it_travels_inside_a_badge_and_is_verified_with_it(self, badge, endorsement, key, shelf, place):
        network = keys.SigningKey.generate(NETWORK, "key-0")
        shelf.put("https://network.example/.well-known/did.json", did.did_document(NETWORK, [network.public]))
        signed = sign(replace(endorsement, status=None).to_json(), network, created=AT)
        carried = _carrying(badge, place, signed).to_json()
        verdict = verify(sign(carried, key, created=AT), documents=shelf, at=AT)
        assert verdict.valid, verdict.checks
        assert [one.credential["id"] for one in verdict.contained] == [endorsement.id]

    @pytest.mark.parametrize("place", ["issuer", "achievement", "badge"])
    def test_a_forged_one_spoils_the_badge_that_carries_it(self, badge, endorsement, key, shelf, place):
        forger, network = keys.SigningKey.generate(NETWORK, "key-0"), keys.SigningKey.generate(NETWORK, "key-0")
        shelf.put("https://network.example/.well-known/did.json", did.did_document(NETWORK, [network.public]))
        signed = sign(replace(endorsement, status=None).to_json(), forger, created=AT)
        verdict = verify(sign(_carrying(badge, place, signed).to_json(), key, created=AT), documents=shelf, at=AT)
        assert not verdict.valid


def _carrying(badge, place, signed):
    match place:
        case "issuer":
            return replace(badge, issuer=replace(badge.issuer, endorsements=[signed]))
        case "achievement":
            achievement = replace(badge.subject.achievement, endorsements=[signed])
            return replace(badge, subject=replace(badge.subject, achievement=achievement))
    return replace(badge, endorsements=[signed])


class TestOrganisation:
    """A badge that an organisation received."""

    @pytest.fixture
    def awarded(self, badge):
        profile = model.Profile("did:web:other.example", name="Atelier du Port", url="https://other.example")
        return replace(badge, subject=model.AchievementSubject.organisation(profile, badge.subject.achievement))

    def test_the_subject_is_a_profile(self, awarded):
        subject = awarded.to_json()["credentialSubject"]
        assert subject["id"] == "did:web:other.example"
        assert subject["type"] == ["AchievementSubject", "Profile"]
        assert (subject["name"], subject["url"]) == ("Atelier du Port", "https://other.example")

    def test_it_is_signed_and_verified_as_any_other(self, awarded, key, shelf):
        verdict = verify(sign(awarded.to_json(), key, created=AT), documents=shelf, at=AT)
        assert verdict.valid, verdict.checks

    def test_its_id_is_that_of_the_organisation(self, awarded):
        with pytest.raises(ModelError):
            replace(awarded.subject, id="did:web:third.example").to_json()


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
