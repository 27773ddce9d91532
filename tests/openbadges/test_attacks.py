"""What somebody would try who wants a badge that is not theirs, or not valid any more, to come out valid."""

import itertools
import json
from datetime import timedelta

import pytest

from arouez.openbadges import errors, keys, sign, verify
from arouez.openbadges.jws import sign_compact
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


class TestKeepingUsBusy:
    """Each of these took from seconds to minutes; now there is an end to what is read."""

    OPTIONS = {"type": "DataIntegrityProof", "cryptosuite": "eddsa-rdfc-2022", "proofPurpose": "assertionMethod"}

    def refused(self, badge, documents, **members):
        return failed(badge.to_json() | {"proof": self.OPTIONS} | members, documents)["contexts"]

    def test_a_context_named_again_and_again(self, badge, shelf):
        contexts = badge.to_json()["@context"] * 20
        assert self.refused(badge, shelf, **{"@context": contexts}) == "jsonld.poisoned_graph"

    @pytest.mark.parametrize("term", ["name", "https://schema.org/name"], ids=["by tables", "by PyLD"])
    def test_contexts_in_ever_new_combinations(self, badge, shelf, term):
        first, second = badge.to_json()["@context"]
        combinations = itertools.product((first, second, "https://w3id.org/security/multikey/v1"), repeat=4)
        evidence = [{"@context": list(each), "type": ["Evidence"], term: "x"} for each in combinations]
        assert self.refused(badge, shelf, evidence=evidence) == "jsonld.poisoned_graph"

    def test_the_same_contexts_as_often_as_one_likes(self, badge, key, shelf):
        contexts = badge.to_json()["@context"]
        evidence = [{"@context": contexts, "type": ["Evidence"], "name": str(n)} for n in range(200)]
        assert verify(add_proof(badge.to_json() | {"evidence": evidence}, key, AT), documents=shelf, at=AT).valid

    @pytest.mark.parametrize("evidence", [{"type": ["Evidence"], "narrative": "x"}, {"type": ["Evidence"]}])
    def test_more_to_state_than_anyone_says(self, badge, shelf, evidence):
        assert self.refused(badge, shelf, evidence=[evidence] * 25_000) == "jsonld.poisoned_graph"

    def test_more_statuses_than_there_are_purposes(self, badge, key, shelf):
        entry = badge.to_json()["credentialStatus"]
        signed = sign(plain(credentialStatus=[entry] * 11), key, AT)
        assert failed(signed, shelf) == {"status": "status.invalid"}

    def test_a_member_twice_among_very_many(self, shelf):
        text = "{" + ",".join(f'"{n}":1' for n in range(100_000)) + ',"99999":2}'
        assert failed(text, shelf) == {"format": "format.duplicate_member"}

    def test_more_than_a_processor_should_do_for_one_badge(self, badge, key, shelf, monkeypatch):
        endorser = keys.SigningKey.generate()
        endorsement = endorsement_of_another(endorser, ISSUER)
        signed = add_proof(badge.to_json() | {"endorsement": [endorsement]}, key, AT)
        assert verify(signed, documents=shelf, at=AT).valid
        now = itertools.count(step=3)  # seconds
        monkeypatch.setattr("arouez.openbadges.verification.credential.thread_time", lambda: next(now))
        monkeypatch.setattr("arouez.openbadges.verification.case.thread_time", lambda: next(now))
        assert failed(signed, shelf) == {"endorsements": "credentials.too_many"}

    def test_a_key_whose_every_use_takes_long(self):
        jwk = keys.SigningKey.generate(ISSUER, "key-0", "RS256").public.jwk()
        with pytest.raises(errors.InvalidKey, match="exponent"):
            keys.PublicKey.from_jwk("The key", ISSUER, jwk | {"e": jwk["n"]})


def endorsement_of_another(key, subject, **members):
    unsigned = {
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        ],
        "id": "https://network.example/endorsements/1",
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "name": "Structure labellisée",
        "issuer": {"id": key.controller, "type": ["Profile"], "name": "Le réseau"},
        "validFrom": format_timestamp(AT - timedelta(days=9)),
        "credentialSubject": {"id": subject, "type": ["EndorsementSubject"]},
    }
    return add_proof(unsigned | members, key, AT)


class TestMakingUsStumble:
    """What is no badge is allowed more, and there a reader of badges finds other things than it expects."""

    @pytest.mark.parametrize("identifier", ["abc", 7, ["x"], {"identityHash": 7}, {"type": "IdentityObject"}], ids=str)
    def test_an_identifier_that_is_none(self, key, shelf, identifier):
        subject = {"id": "did:example:nolwenn", "identifier": identifier}
        given = plain(credentialSubject=subject)
        assert "recipient" in failed(given, shelf, recipient="nolwenn@example.org")

    def test_a_credential_without_id_that_a_list_should_name(self, key, shelf):
        contexts = ["ob/v3p0/context-3.0.3.json", "ob/v3p0/extensions.json"]
        unsigned = plain(credentialStatus={"id": "https://fab.example/revoked", "type": "1EdTechRevocationList"})
        unsigned["@context"] += [f"https://purl.imsglobal.org/spec/{name}" for name in contexts]
        del unsigned["id"]
        assert failed(add_proof(unsigned, key, AT), shelf) == {"status": "status.invalid"}

    def test_a_presentation_in_the_place_of_a_badge(self, signed, key, shelf):
        shown = {"@context": plain()["@context"], "type": ["VerifiablePresentation"], "verifiableCredential": [signed]}
        found = failed(add_proof(shown, key, AT), shelf, recipient="nolwenn@example.org")
        assert found["structure"] == "structure.not_a_badge"

    def test_an_endorsement_token_that_is_something_else(self, badge, key, shelf):
        other = plain(credentialSubject=[{"id": "did:example:a"}, {"id": "did:example:b"}])
        token = sign_compact(
            json.dumps(other | {"iss": ISSUER, "jti": other["id"], "nbf": 1777800600, "exp": 1777973400}).encode(),
            {"kid": key.id},
            key,
        )
        signed = add_proof(badge.to_json() | {"endorsementJwt": [token]}, key, AT)
        checks = {check.name: check.code for check in verify(signed, documents=shelf, at=AT).checks}
        assert checks["endorsements"] == "endorsements.elsewhere"

    @pytest.mark.parametrize("endorsement", [7, True, "https://fab.example/1", "x"], ids=str)
    def test_an_endorsement_that_is_none_where_no_shape_is_asked_for(self, key, shelf, endorsement):
        """Neither a crash, nor an address to follow."""
        asked = []

        class Watched:
            def get(self, url):
                asked.append(url)
                return shelf.get(url)

        unsigned = plain(credentialSubject={"id": "did:example:nolwenn", "endorsement": endorsement})
        unsigned["@context"].append({"@vocab": "https://fab.example/words#"})
        verdict = verify(add_proof(unsigned, key, AT, "eddsa-jcs-2022"), documents=Watched(), at=AT)
        checks = {check.name: check.code for check in verdict.checks}
        assert checks["endorsements"] == "endorsements.lapsed"
        assert "https://fab.example/1" not in asked
