"""An award in the words of Open Badges 2.0, and the verdict of our own judge on it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from arouez.openbadges import keys, model, ob2
from arouez.openbadges.errors import ModelError

from .ob2_fab import ASSERTION_URL, BADGE_URL, FAB, ISSUER_URL, KEY_URL, LIST_URL, Fab, failures, outcome
from .shelf import AT

URN = "urn:uuid:a953081a-4bbd-4927-9653-7219bca00e3b"
KEY = keys.SigningKey.generate(ISSUER_URL, "key", "RS256")

PROFILE = model.Profile(id="did:web:fab.example", name="Les Fabriques du Ponant", url=FAB, email="bonjour@fab.example")
ACHIEVEMENT = model.Achievement(
    id=f"{FAB}/achievements/laser",
    name="Découpe laser",
    description="Sait régler la machine.",
    criteria=model.Criteria(narrative="- sécurité\n- réglages", id=f"{FAB}/achievements/laser"),
    creator=PROFILE,
    image=model.Image(id=f"{FAB}/laser.svg", caption="Découpe laser"),
    tags=("laser", "bois"),
    alignments=(model.Alignment("Découpe", "https://esco.example/1", target_framework="ESCO", target_code="1"),),
    in_language="fr",
)
CREDENTIAL = model.OpenBadgeCredential(
    id=f"{FAB}/badges/1",
    issuer=PROFILE,
    valid_from=AT - timedelta(days=1),
    valid_until=AT + timedelta(days=365),
    name="Découpe laser",
    subject=model.AchievementSubject(
        achievement=ACHIEVEMENT, identifiers=(model.IdentityObject.hashed_email("Nolwenn@example.org", salt="a9f"),)
    ),
    evidence=(
        model.Evidence(narrative="Une lampe"),
        model.Evidence(id=f"{FAB}/photo.jpg", name="Photo", genre="Photo"),
    ),
)


@pytest.fixture
def fab():
    """The three documents that a hosted badge is made of."""
    fab = Fab()
    fab.issuer = ob2.compose_issuer(PROFILE, id=ISSUER_URL)
    fab.badge = ob2.compose_badge_class(ACHIEVEMENT, id=BADGE_URL, issuer=ISSUER_URL)
    fab.assertion = ob2.compose_assertion(CREDENTIAL, id=ASSERTION_URL, badge=BADGE_URL, image=f"{FAB}/baked/1.png")
    return fab.publish()


@pytest.fixture
def signing_fab(fab):
    """The same, with a key and a revocation list; its assertion is to be signed."""
    fab.issuer = ob2.compose_issuer(PROFILE, id=ISSUER_URL, public_keys=[KEY_URL], revocation_list=LIST_URL)
    fab.put(KEY_URL, ob2.compose_key(KEY.public, id=KEY_URL, owner=ISSUER_URL))
    fab.put(LIST_URL, ob2.compose_revocation_list([], id=LIST_URL, issuer=ISSUER_URL))
    fab.assertion = ob2.compose_assertion(CREDENTIAL, id=URN, badge=BADGE_URL, creator=KEY_URL)
    return fab.publish()


def test_a_hosted_award_is_valid(fab):
    verdict = fab.judge(recipient="nolwenn@example.org")
    assert (verdict.valid, outcome(verdict)) == (True, {})


def test_it_says_what_the_credential_says(fab):
    assert fab.assertion == {
        "@context": "https://w3id.org/openbadges/v2",
        "type": "Assertion",
        "id": ASSERTION_URL,
        "recipient": {
            "type": "email",
            "hashed": True,
            "identity": CREDENTIAL.subject.identifiers[0].identity_hash,
            "salt": "a9f",
        },
        "badge": BADGE_URL,
        "verification": {"type": "HostedBadge"},
        "issuedOn": "2026-05-03T09:30:00Z",
        "expires": "2027-05-04T09:30:00Z",
        "image": f"{FAB}/baked/1.png",
        "evidence": [
            {"type": "Evidence", "narrative": "Une lampe"},
            {"type": "Evidence", "id": f"{FAB}/photo.jpg", "name": "Photo", "genre": "Photo"},
        ],
    }


def test_its_badge_class_says_what_the_achievement_says(fab):
    assert fab.badge == {
        "@context": "https://w3id.org/openbadges/v2",
        "type": "BadgeClass",
        "id": BADGE_URL,
        "@language": "fr",
        "name": "Découpe laser",
        "description": "Sait régler la machine.",
        "image": {"type": "Image", "id": f"{FAB}/laser.svg", "caption": "Découpe laser"},
        "criteria": {"id": f"{FAB}/achievements/laser", "narrative": "- sécurité\n- réglages"},
        "issuer": ISSUER_URL,
        "tags": ["laser", "bois"],
        "alignment": [
            {
                "type": "AlignmentObject",
                "targetName": "Découpe",
                "targetUrl": "https://esco.example/1",
                "targetFramework": "ESCO",
                "targetCode": "1",
            }
        ],
    }


def test_a_revoked_hosted_award_says_why(fab):
    fab.put(ASSERTION_URL, ob2.compose_revoked(id=ASSERTION_URL, reason="awarded by mistake"))
    fab.statuses[ASSERTION_URL] = 410
    assert failures(fab.judge()) == {"status": "status.revoked"}


def test_a_signed_award_is_valid(signing_fab):
    verdict = signing_fab.judge(ob2.sign_assertion(signing_fab.assertion, KEY), recipient="nolwenn@example.org")
    assert (verdict.valid, outcome(verdict)) == (True, {})


def test_a_revoked_signed_award_is_on_the_list(signing_fab):
    revoked = ob2.compose_revocation_list([("urn:uuid:1", None), (URN, "mistake")], id=LIST_URL, issuer=ISSUER_URL)
    assert revoked["revokedAssertions"] == [{"id": "urn:uuid:1"}, {"id": URN, "revocationReason": "mistake"}]
    signing_fab.put(LIST_URL, revoked)
    signed = ob2.sign_assertion(signing_fab.assertion, KEY)
    assert failures(signing_fab.judge(signed)) == {"status": "status.revoked"}


def test_a_hosted_award_is_not_for_signing(fab):
    with pytest.raises(ModelError, match="published, not signed"):
        ob2.sign_assertion(fab.assertion, KEY)


def test_only_rsa_signs(signing_fab):
    with pytest.raises(ModelError, match="RS256"):
        ob2.sign_assertion(signing_fab.assertion, keys.SigningKey.generate())


def test_a_person_without_an_e_mail_address_has_no_badge_of_2_0():
    subject = replace(CREDENTIAL.subject, id="urn:uuid:1", identifiers=())
    with pytest.raises(ModelError, match="e-mail"):
        ob2.compose_assertion(replace(CREDENTIAL, subject=subject), id=ASSERTION_URL, badge=BADGE_URL)


def test_an_achievement_without_a_picture_has_no_badge_class():
    with pytest.raises(ModelError, match="picture"):
        ob2.compose_badge_class(replace(ACHIEVEMENT, image=None), id=BADGE_URL, issuer=ISSUER_URL)


@pytest.mark.parametrize("member", ["name", "url", "email"])
def test_an_issuer_of_2_0_needs(member):
    with pytest.raises(ModelError, match="needs"):
        ob2.compose_issuer(replace(PROFILE, **{member: None}), id=ISSUER_URL)
