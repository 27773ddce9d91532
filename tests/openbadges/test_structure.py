"""The shape of a credential, and the path to what is wrong with it (OB 3.0 §B)."""

from copy import deepcopy

import pytest

from arouez.openbadges.errors import MemberMissing, NotABadge, StructureError, WrongType
from arouez.openbadges.structure import check_structure, issuer_id, kind_of

MISSING = object()


def changed(document, path, value):
    document = deepcopy(document)
    *parents, last = path
    target = document
    for step in parents:
        target = target[step]
    if value is MISSING:
        del target[last]
    else:
        target[last] = value
    return document


def spelled(path):
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")


SUBJECT = ["credentialSubject"]
ACHIEVEMENT = [*SUBJECT, "achievement"]


@pytest.mark.parametrize(
    "path",
    [
        ["@context"], ["id"], ["issuer"], ["validFrom"], ["credentialSubject"],
        ["issuer", "id"], ["issuer", "type"], [*SUBJECT, "type"], ACHIEVEMENT,
        [*SUBJECT, "identifier", 0, "type"], [*SUBJECT, "identifier", 0, "hashed"],
        [*SUBJECT, "identifier", 0, "identityHash"], [*SUBJECT, "identifier", 0, "identityType"],
        *([*ACHIEVEMENT, name] for name in ("id", "type", "name", "description", "criteria")),
        [*ACHIEVEMENT, "image", "id"], [*ACHIEVEMENT, "image", "type"], [*ACHIEVEMENT, "creator", "id"],
        *([*ACHIEVEMENT, "alignment", 0, name] for name in ("type", "targetName", "targetUrl")),
        ["evidence", 1, "type"], ["credentialStatus", "type"],
    ],
    ids=spelled,
)  # fmt: skip
def test_what_is_required_must_be_there(badge, path):
    with pytest.raises(MemberMissing) as refused:
        check_structure(changed(badge.to_json(), path, MISSING))
    assert str(refused.value) == f"{spelled(path)} is missing."


@pytest.mark.parametrize(
    "path",
    [["issuer", "type"], [*SUBJECT, "type"], [*ACHIEVEMENT, "type"], [*ACHIEVEMENT, "creator", "type"],
     [*ACHIEVEMENT, "image", "type"], [*ACHIEVEMENT, "alignment", 0, "type"], ["evidence", 0, "type"],
     [*SUBJECT, "identifier", 0, "type"]],
    ids=spelled,
)  # fmt: skip
@pytest.mark.parametrize("value", ["Thing", ["Thing"], [], 7, [["Profile"]], {}])
def test_a_type_must_name_what_the_standard_asks_for(badge, path, value):
    with pytest.raises(WrongType) as refused:
        check_structure(changed(badge.to_json(), path, value))
    assert str(refused.value).startswith(spelled(path) + " ")


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (["id"], "badges/1"), (["id"], 7), (["name"], 7), (["name"], {"fr": "Découpe"}),
        (["validFrom"], "2026-05-04"), (["validFrom"], 7), (["validUntil"], "2026-05-04T09:30:00"),
        (["issuer"], "fab"), (["issuer"], [{"id": "urn:a", "type": "Profile"}]), (["issuer", "url"], "fab.example"),
        (["issuer", "image"], "https://fab.example/logo.png"),
        (["credentialSubject"], []), (["credentialStatus"], []), (["credentialStatus"], "https://fab.example/1"),
        ([*SUBJECT, "identifier", 0, "hashed"], "true"),
        ([*SUBJECT, "identifier", 0, "identityType"], "phone"), ([*SUBJECT, "identifier", 0, "identityType"], []),
        ([*SUBJECT, "identifier", 0, "extra"], "x"), ([*SUBJECT, "source"], "urn:a"),
        ([*SUBJECT, "creditsEarned"], "3"), ([*SUBJECT, "creditsEarned"], True),
        ([*ACHIEVEMENT, "criteria"], "https://fab.example"), ([*ACHIEVEMENT, "image", "extra"], "x"),
        ([*ACHIEVEMENT, "tag", 1], 7), ([*ACHIEVEMENT, "alignment", 0, "targetUrl"], "x"),
        (["evidence", 0], "https://fab.example"), (["evidence", 0, "id"], "photo.jpg"),
    ],
    ids=str,
)  # fmt: skip
def test_a_value_that_has_no_place_there_is_refused_with_its_path(badge, path, value):
    with pytest.raises(StructureError) as refused:
        check_structure(changed(badge.to_json(), path, value))
    assert str(refused.value).startswith(spelled(path)), str(refused.value)


def test_single_values_are_read_like_arrays(badge):
    document = badge.to_json()
    document["evidence"] = document["evidence"][0] | {"type": "Evidence"}
    document["credentialSubject"]["achievement"]["tag"] = "laser"
    document["issuer"]["type"] = "Profile"
    assert check_structure(document) == "OB3"


def test_an_issuer_may_be_a_bare_address(badge):
    document = badge.to_json() | {"issuer": "did:web:fab.example"}
    assert check_structure(document) == "OB3"
    assert issuer_id(document) == "did:web:fab.example"


def test_somebody_must_have_achieved_it(badge):
    document = badge.to_json()
    del document["credentialSubject"]["id"], document["credentialSubject"]["identifier"]
    with pytest.raises(MemberMissing):
        check_structure(document)


def test_validity_cannot_end_before_it_starts(badge):
    with pytest.raises(StructureError):
        check_structure(badge.to_json() | {"validUntil": "2020-01-01T00:00:00Z"})


def test_an_embedded_endorsement_is_checked_too(badge):
    endorsement = {
        "@context": badge.to_json()["@context"],
        "id": "urn:e",
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "name": "Vu",
        "issuer": "did:web:a.example",
        "validFrom": "2026-05-04T09:30:00Z",
        "credentialSubject": {"id": "urn:a", "type": ["EndorsementSubject"]},
    }
    document = badge.to_json() | {"endorsement": [endorsement]}
    assert check_structure(document) == "OB3"
    with pytest.raises(MemberMissing, match=r"^endorsement\[0\]\.name"):
        check_structure(changed(document, ["endorsement", 0, "name"], MISSING))


def test_a_vcdm_1_badge_has_an_issuance_date(badge):
    document = badge.to_json()
    document["@context"][0] = "https://www.w3.org/2018/credentials/v1"
    with pytest.raises(MemberMissing, match="issuanceDate"):
        check_structure(document)
    assert check_structure(document | {"issuanceDate": "2026-05-04T09:30:00Z"}) == "OB3"


@pytest.mark.parametrize(
    ("document", "kind"),
    [
        ({"type": ["VerifiableCredential", "OpenBadgeCredential"]}, "OB3"),
        ({"type": ["VerifiableCredential", "ClrCredential"]}, "CLR2"),
        ({"type": ["VerifiableCredential"]}, "VC"),
        ({"type": "Assertion", "@context": "https://w3id.org/openbadges/v2"}, "OB2"),
        ({"type": "Assertion", "@context": "https://w3id.org/openbadges/v1"}, "OB1"),
        ({"badge": "https://a.example", "recipient": {}}, "OB1"),
        ({"type": 7}, "unknown"),
        ({}, "unknown"),
    ],
)
def test_a_document_says_what_it_is(document, kind):
    assert kind_of(document) == kind
    if kind != "OB3":
        with pytest.raises(NotABadge):
            check_structure(document)
