"""What somebody would try who wants a badge that is not theirs, or not valid any more, to come out valid."""

from datetime import timedelta

import pytest

from arouez.openbadges import sign, verify
from arouez.openbadges.proofs import add_proof
from arouez.openbadges.timestamps import format_timestamp

from .shelf import AT, ISSUER, publish_list

VCDM = "https://www.w3.org/2018/credentials#"
DATE_TIME = "http://www.w3.org/2001/XMLSchema#dateTime"
LONG_AFTER = AT + timedelta(days=800)


def failed(credential, documents, at=AT, **how):
    verdict = verify(credential, documents=documents, at=at, **how)
    assert not verdict.valid
    return {check.name: check.code for check in verdict.checks if check.status == "fail"}


def plain(**members):
    """A credential that is no badge, which may bring terms of its own."""
    return {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "id": "https://fab.example/credentials/1",
        "type": ["VerifiableCredential"],
        "issuer": ISSUER,
        "validFrom": format_timestamp(AT - timedelta(days=1)),
        "validUntil": format_timestamp(AT + timedelta(days=1)),
        "credentialSubject": {"id": "did:example:nolwenn"},
    } | members


class TestHidingWhatIsSigned:
    """The signature covers what is said; whoever reads the JSON must find it where they look."""

    def test_an_end_of_validity_behind_its_iri(self, signed, shelf):
        signed[VCDM + "validUntil"] = {"@value": signed.pop("validUntil"), "@type": DATE_TIME}
        assert failed(signed, shelf, at=LONG_AFTER) == {"contexts": "jsonld.invalid"}

    def test_a_status_behind_its_iri(self, signed, shelf, key, revoked):
        revoked.set(42)
        publish_list(shelf, key, revoked)
        signed[VCDM + "credentialStatus"] = signed.pop("credentialStatus")
        assert failed(signed, shelf) == {"contexts": "jsonld.invalid"}

    def test_an_end_of_validity_under_a_term_of_ones_own(self, key, shelf):
        signed = sign(plain(), key, AT)
        signed["@context"].append({"ends": {"@id": VCDM + "validUntil", "@type": DATE_TIME}})
        signed["ends"] = signed.pop("validUntil")
        assert failed(signed, shelf, at=LONG_AFTER) == {"contexts": "jsonld.invalid"}

    @pytest.mark.parametrize("name", ["https://fab.example/credentials/1", "_:credential"])
    def test_an_end_of_validity_elsewhere_in_the_same_object(self, key, shelf, name):
        """Two objects with one id are one object to JSON-LD."""
        unsigned = plain(evidence={"@id": name, "type": "VerifiableCredential"})
        del unsigned["id"]
        signed = add_proof(unsigned | {"@id": name}, key, AT)
        assert verify(signed, documents=shelf, at=AT).valid
        signed["evidence"]["validUntil"] = signed.pop("validUntil")
        assert failed(signed, shelf, at=LONG_AFTER) == {"contexts": "jsonld.invalid"}

    def test_the_id_behind_a_prefix(self, key, shelf):
        signed = sign(plain(), key, AT)
        signed["@context"].append({"fab": "https://fab.example/"})
        signed["id"] = "fab:credentials/1"
        assert failed(signed, shelf) == {"contexts": "jsonld.invalid"}
