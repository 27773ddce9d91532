"""What a badge carries, what it points to, and who presents it: endorsements, CLR, newer versions, resources."""

import base64
import hashlib
import json
from copy import deepcopy
from datetime import timedelta

import pytest

from arouez.openbadges import carriers, did, keys, sign, verify
from arouez.openbadges.documents import Directory
from arouez.openbadges.proofs import add_proof
from arouez.openbadges.timestamps import format_timestamp

from .shelf import AT, ISSUER

NETWORK = "did:web:network.example"
CLR_CONTEXTS = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
]
REVOCATIONS = "https://fab.example/revocations"


@pytest.fixture
def network(shelf):
    """The network's key, and its DID document on the shelf."""
    key = keys.SigningKey.generate(NETWORK, "key-0")
    shelf.put("https://network.example/.well-known/did.json", did.did_document(NETWORK, [key.public]))
    return key


def endorsement(**members):
    """The network's word for the issuer of the badge."""
    return {
        "@context": CLR_CONTEXTS[:1] + CLR_CONTEXTS[2:],
        "id": "https://network.example/endorsements/1",
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "name": "Structure labellisée",
        "issuer": {"id": NETWORK, "type": ["Profile"], "name": "Le réseau"},
        "validFrom": format_timestamp(AT - timedelta(days=9)),
        "credentialSubject": {
            "id": ISSUER,
            "type": ["EndorsementSubject"],
            "endorsementComment": "Elle applique la charte.",
        },
    } | members


@pytest.fixture
def carrying(badge, key):
    """A badge whose issuer carries these endorsements, signed."""

    def carrying(*endorsements):
        unsigned = badge.to_json()
        unsigned["issuer"]["endorsement"] = list(endorsements)
        return sign(unsigned, key, AT)

    return carrying


def found(verdict, name):
    return next(check.code for check in verdict.checks if check.name == name)


class TestEndorsements:
    def test_the_network_vouches_for_the_issuer(self, carrying, network, shelf):
        verdict = verify(carrying(sign(endorsement(), network, AT)), documents=shelf, at=AT)
        assert found(verdict, "endorsements") == "endorsements.ok"
        assert verdict.valid
        assert [(inner.valid, inner.credential["issuer"]["id"]) for inner in verdict.contained] == [(True, NETWORK)]

    def test_what_another_signed_in_its_name_makes_the_badge_invalid(self, carrying, network, shelf):
        other = keys.SigningKey.generate(NETWORK, "key-0")
        verdict = verify(carrying(sign(endorsement(), other, AT)), documents=shelf, at=AT)
        assert found(verdict, "endorsements") == "endorsements.forged"
        assert not verdict.valid

    def test_what_nobody_signed_makes_the_badge_invalid(self, carrying, network, shelf):
        assert found(verify(carrying(endorsement()), documents=shelf, at=AT), "endorsements") == "endorsements.forged"

    def test_what_was_altered_makes_the_badge_invalid(self, carrying, network, shelf):
        altered = sign(endorsement(), network, AT) | {"name": "Structure exemplaire"}
        assert found(verify(carrying(altered), documents=shelf, at=AT), "endorsements") == "endorsements.forged"

    def test_one_that_is_over_leaves_the_badge_valid_with_a_remark(self, carrying, network, shelf):
        over = endorsement(validUntil=format_timestamp(AT - timedelta(days=1)))
        verdict = verify(carrying(sign(over, network, AT)), documents=shelf, at=AT)
        assert found(verdict, "endorsements") == "endorsements.lapsed"
        assert verdict.valid

    def test_one_by_somebody_who_cannot_be_reached_leaves_a_remark(self, carrying, network, shelf):
        badge = carrying(sign(endorsement(), network, AT))
        del shelf["https://network.example/.well-known/did.json"]
        verdict = verify(badge, documents=shelf, at=AT)
        assert found(verdict, "endorsements") == "endorsements.lapsed"
        assert verdict.valid

    def test_one_about_somebody_else_leaves_a_remark(self, carrying, network, shelf):
        other = endorsement(credentialSubject=endorsement()["credentialSubject"] | {"id": "did:web:other.example"})
        verdict = verify(carrying(sign(other, network, AT)), documents=shelf, at=AT)
        assert found(verdict, "endorsements") == "endorsements.elsewhere"

    def test_there_is_an_end_to_what_is_read(self, carrying, network, shelf):
        badge = carrying(*[sign(endorsement(), network, AT)] * 101)
        assert found(verify(badge, documents=shelf, at=AT), "endorsements") == "credentials.too_many"


class TestRecord:
    """CLR 2.0: the badges of a person, gathered and signed by one organisation."""

    @pytest.fixture
    def record(self, network):
        def record(*badges):
            unsigned = {
                "@context": CLR_CONTEXTS,
                "id": "https://network.example/records/1",
                "type": ["VerifiableCredential", "ClrCredential"],
                "name": "Parcours",
                "issuer": {"id": NETWORK, "type": ["Profile"], "name": "Le réseau"},
                "validFrom": format_timestamp(AT - timedelta(days=1)),
                "credentialSubject": {
                    "id": "did:example:nolwenn",
                    "type": ["ClrSubject"],
                    "verifiableCredential": list(badges),
                },
            }
            return sign(unsigned, network, AT)

        return record

    def test_every_badge_in_it_is_judged(self, record, signed, shelf):
        verdict = verify(record(signed), documents=shelf, at=AT)
        assert (verdict.kind, verdict.valid, found(verdict, "credentials")) == ("CLR2", True, "credentials.ok")
        assert [inner.kind for inner in verdict.contained] == ["OB3"]

    def test_a_forged_badge_makes_it_invalid(self, record, signed, shelf):
        verdict = verify(record(signed | {"name": "Autre"}), documents=shelf, at=AT)
        assert found(verdict, "credentials") == "credentials.forged"

    def test_a_badge_that_is_over_leaves_a_remark(self, record, signed, shelf):
        verdict = verify(record(signed), documents=shelf, at=AT + timedelta(days=400))
        assert found(verdict, "credentials") == "credentials.lapsed"

    def test_records_in_records_come_to_an_end(self, record, signed, shelf):
        inmost = record(signed)
        for _ in range(3):
            inmost = record(inmost)
        verdict = verify(inmost, documents=shelf, at=AT)
        read = [verdict := verdict.contained[0] for _ in range(3)]
        assert found(read[-2], "credentials") == "credentials.lapsed"
        assert found(read[-1], "credentials") == "credentials.too_many"
        assert not read[-1].contained


class TestNewerVersion:
    ADDRESS = "https://fab.example/badges/1/latest"

    @pytest.fixture
    def refreshable(self, badge):
        def refreshable(**members):
            service = {"id": self.ADDRESS, "type": "1EdTechCredentialRefresh"}
            unsigned = badge.to_json() | {"refreshService": service} | members
            unsigned["@context"].append("https://purl.imsglobal.org/spec/ob/v3p0/extensions.json")
            return unsigned

        return refreshable

    def test_takes_the_place_of_the_old_one(self, refreshable, key, shelf):
        shelf.put(self.ADDRESS, sign(refreshable(name="Découpe laser, 2"), key, AT))
        verdict = verify(sign(refreshable(), key, AT), documents=shelf, at=AT)
        assert found(verdict, "refresh") == "refresh.ok"
        assert verdict.credential["name"] == "Découpe laser, 2"

    def test_may_have_ended(self, refreshable, key, shelf):
        ended = refreshable(validUntil=format_timestamp(AT - timedelta(hours=1)))
        shelf.put(self.ADDRESS, sign(ended, key, AT))
        assert found(verify(sign(refreshable(), key, AT), documents=shelf, at=AT), "validity") == "validity.expired"

    @pytest.mark.parametrize(
        "answer",
        [
            None,
            {"name": "altered after signing"},
            {"id": "https://fab.example/badges/2"},
            {"validFrom": format_timestamp(AT - timedelta(days=9))},
        ],
        ids=["nothing", "altered", "another badge", "an older one"],
    )
    def test_is_not_taken_from_just_anywhere(self, refreshable, key, shelf, answer):
        old = sign(refreshable(), key, AT)
        if answer and "name" in answer:
            shelf.put(self.ADDRESS, old | answer)
        elif answer:
            shelf.put(self.ADDRESS, sign(refreshable(**answer), key, AT))
        verdict = verify(old, documents=shelf, at=AT)
        assert found(verdict, "refresh") == "refresh.failed"
        assert verdict.valid
        assert verdict.credential == old


class TestRevocationList:
    """1EdTechRevocationList: no longer issued, still met."""

    @pytest.fixture
    def listed(self, badge, key):
        unsigned = badge.to_json() | {"credentialStatus": {"id": REVOCATIONS, "type": "1EdTechRevocationList"}}
        unsigned["@context"].append("https://purl.imsglobal.org/spec/ob/v3p0/extensions.json")
        return sign(unsigned, key, AT)

    def status(self, listed, shelf, revoked, **members):
        shelf.put(REVOCATIONS, {"id": REVOCATIONS, "issuer": ISSUER, "revokedCredential": revoked} | members)
        return found(verify(listed, documents=shelf, at=AT), "status")

    @pytest.mark.parametrize("others", [[], [{"id": "https://fab.example/badges/2"}], ["https://fab.example/badges/2"]])
    def test_a_badge_that_is_not_in_it_stands(self, listed, shelf, others):
        assert self.status(listed, shelf, others) == "status.ok"

    @pytest.mark.parametrize(
        "entry",
        [
            {"id": "https://fab.example/badges/1"},
            {"id": " https://fab.example/%62adges/1"},
            {"id": "https://fab.example/badges/1", "revoked": True, "revocationReason": "Remis par erreur"},
        ],
    )
    def test_a_badge_that_is_in_it_is_revoked(self, listed, shelf, entry):
        assert self.status(listed, shelf, [entry]) == "status.revoked"

    def test_the_reason_is_told(self, listed, shelf):
        self.status(listed, shelf, [{"id": "https://fab.example/badges/1", "revocationReason": "Remis par erreur"}])
        details = [check.detail for check in verify(listed, documents=shelf, at=AT).checks]
        assert any("Remis par erreur" in detail for detail in details)

    @pytest.mark.parametrize("members", [{"issuer": NETWORK}, {"id": "https://fab.example/other"}])
    def test_another_list_is_forged(self, listed, shelf, members):
        assert self.status(listed, shelf, [], **members) == "status.forged"

    def test_a_list_that_cannot_be_had_leaves_the_badge_unproved(self, listed, shelf):
        assert found(verify(listed, documents=shelf, at=AT), "status") == "status.unavailable"

    @pytest.mark.parametrize("entry", [7, {"name": "x"}])
    def test_a_list_that_is_none_is_refused(self, listed, shelf, entry):
        assert self.status(listed, shelf, [entry]) == "status.invalid"


class TestResources:
    ADDRESS = "https://fab.example/charter.pdf"
    BODY = b"La charte"

    def outcome(self, badge, key, shelf, **digest):
        unsigned = badge.to_json() | {"relatedResource": [{"id": self.ADDRESS} | digest]}
        return found(verify(sign(unsigned, key, AT), documents=shelf, at=AT), "resources")

    @pytest.mark.parametrize(
        "digest",
        [
            {"digestSRI": "sha384-" + base64.b64encode(hashlib.sha384(BODY).digest()).decode()},
            {"digestMultibase": "u" + base64.urlsafe_b64encode(b"\x12\x20" + hashlib.sha256(BODY).digest()).decode()},
        ],
    )
    def test_as_the_issuer_saw_them_are_fine(self, badge, key, shelf, digest):
        shelf[self.ADDRESS] = self.BODY
        assert self.outcome(badge, key, shelf, **digest) == "resources.ok"
        shelf[self.ADDRESS] = b"Une autre charte"
        assert self.outcome(badge, key, shelf, **digest) == "resources.mismatch"

    def test_that_cannot_be_had_leave_a_remark(self, badge, key, shelf):
        digest = "sha256-" + base64.b64encode(hashlib.sha256(self.BODY).digest()).decode()
        assert self.outcome(badge, key, shelf, digestSRI=digest) == "resources.unavailable"


class TestAddress:
    def test_a_badge_is_fetched_from_where_it_is(self, signed, shelf):
        shelf.put("https://fab.example/badges/1", signed)
        assert verify("https://fab.example/badges/1", documents=shelf, at=AT).valid

    def test_nothing_there_is_said(self, shelf):
        verdict = verify("https://fab.example/nothing", documents=shelf, at=AT)
        assert found(verdict, "format") == "document.unavailable"

    def test_one_badge_does_not_send_us_to_every_door(self, badge, key, shelf):
        asked = []

        class Counting:
            def get(self, url):
                asked.append(url)
                return shelf.get(url)

        resources = [{"id": f"https://fab.example/{n}", "digestMultibase": "uEiA"} for n in range(400)]
        signed = add_proof(badge.to_json() | {"relatedResource": resources}, key, AT)
        verify(signed, documents=Counting(), at=AT)
        assert len(asked) <= 50
        assert len(set(asked)) == len(asked)


def test_an_envelope_is_opened_only_where_it_says_what_it_is(shelf):
    envelope = {"@context": "https://www.w3.org/ns/credentials/v2", "type": "EnvelopedVerifiableCredential"}
    for identifier in ("eyJ.eyJ.abc", "data:text/plain,hello", None):
        verdict = verify(deepcopy(envelope) | {"id": identifier}, documents=shelf, at=AT)
        assert found(verdict, "format") == "format.envelope"


def test_a_picture_is_judged_by_what_is_in_it(signed, shelf):
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>'
    assert verify(carriers.bake(svg, json.dumps(signed)), documents=shelf, at=AT).valid


def test_a_badge_that_is_gone_from_its_address_was_revoked(tmp_path):
    (tmp_path / "gone.json").write_text("{}")
    rows = [{"url": "https://fab.example/badges/1", "file": "gone.json", "status": 410}]
    (tmp_path / "index.json").write_text(json.dumps(rows))
    verdict = verify("https://fab.example/badges/1", documents=Directory(tmp_path), at=AT)
    assert found(verdict, "format") == "status.revoked"
