"""Several proofs on one document, those that build on others, and what each must say (VC Data Integrity §2.1, §4)."""

import pytest

from arouez.openbadges import verify, verify_proof
from arouez.openbadges.did import did_document
from arouez.openbadges.documents import Nowhere
from arouez.openbadges.errors import (
    ChallengeMismatch,
    DomainMismatch,
    KeyNotAuthorized,
    ProofChainBroken,
    ProofExpired,
    ProofInvalid,
    ProofPurpose,
    ProofUnsupported,
    SignatureMismatch,
)
from arouez.openbadges.keys import SigningKey
from arouez.openbadges.proofs import Expected, SecuredDocument, jcs, rdfc, verify_secured

from .shelf import AT, ISSUER, Shelf
from .vectors import vector


def proof_by(key, document, previous=(), suite=rdfc, **members):
    """A proof on a document that builds on the `previous` ones."""
    names = {rdfc: "eddsa-rdfc-2022", jcs: "eddsa-jcs-2022"}
    options = {
        "type": "DataIntegrityProof",
        "cryptosuite": names[suite],
        "verificationMethod": key.id,
        "proofPurpose": "assertionMethod",
    } | members
    secured = SecuredDocument(document)
    if previous:
        options["previousProof"] = [proof["id"] for proof in previous]
        secured = secured.bound_to(list(previous))
    return suite.create(secured, options, key)


@pytest.fixture
def other():
    return SigningKey.generate()


@pytest.fixture
def chain():
    return vector("w3c-proof-set-chain-signedProofChain2")


class TestSets:
    def test_the_w3cs_verifies(self):
        document = vector("w3c-proof-set-chain-signedProofSet2")
        assert verify_proof(document, Nowhere()).id == document["proof"][0]["verificationMethod"]

    @pytest.mark.parametrize("first", [True, False])
    def test_the_issuers_proof_counts_wherever_it_is(self, badge, key, other, shelf, first):
        document = badge.to_json()
        proofs = [proof_by(key, document), proof_by(other, document, suite=jcs)]
        assert verify(document | {"proof": proofs if first else proofs[::-1]}, documents=shelf, at=AT).valid

    def test_a_proof_that_we_do_not_know_takes_nothing_away(self, badge, key, shelf):
        document = badge.to_json()
        unknown = proof_by(key, document) | {"cryptosuite": "bbs-2023"}
        assert verify_proof(document | {"proof": [unknown, proof_by(key, document)]}, shelf) == key.public


class TestChains:
    def test_the_w3cs_verifies(self, chain):
        assert verify_proof(chain, Nowhere()).id == chain["proof"][0]["verificationMethod"]

    def test_the_last_of_the_w3cs_verifies_with_all_that_it_builds_on(self, chain):
        chain["proof"].reverse()
        assert verify_proof(chain, Nowhere()).id == chain["proof"][0]["verificationMethod"]

    @pytest.mark.parametrize(("changed", "still_good"), [(0, 1), (1, 0), (2, 1)])
    def test_what_builds_on_a_changed_proof_of_the_w3cs_is_not_good(self, chain, changed, still_good):
        expected = chain["proof"][still_good]["verificationMethod"]
        chain["proof"][changed]["created"] = "2023-02-24T23:36:39Z"
        chain["proof"].reverse()
        assert verify_proof(chain, Nowhere()).id == expected

    @pytest.mark.parametrize("suite", [rdfc, jcs])
    def test_the_issuers_proof_may_build_on_anothers(self, badge, key, other, shelf, suite):
        document = badge.to_json()
        first = proof_by(other, document, id="urn:uuid:1", suite=suite)
        last = proof_by(key, document, [first], suite=suite)
        assert verify(document | {"proof": [last, first]}, documents=shelf, at=AT).valid

    @pytest.mark.parametrize("suite", [rdfc, jcs])
    def test_a_proof_is_no_better_than_the_one_it_builds_on(self, badge, key, other, shelf, suite):
        document = badge.to_json()
        first = proof_by(other, document | {"name": "Another"}, id="urn:uuid:1", suite=suite)
        last = proof_by(key, document, [first], suite=suite)
        with pytest.raises(SignatureMismatch):
            verify_proof(document | {"proof": [first, last]}, shelf)

    def test_a_proof_that_builds_on_others_is_not_made_for_the_document_alone(self, badge, key, other, shelf):
        document = badge.to_json()
        first = proof_by(other, document, id="urn:uuid:1")
        alone = proof_by(key, document, previousProof="urn:uuid:1")
        assert verify_proof(document | {"proof": [first, alone]}, shelf) == other.public

    @pytest.mark.parametrize(
        "previous",
        ["urn:uuid:2", ["urn:uuid:2"], ["urn:uuid:1", "urn:uuid:2"], ["urn:uuid:1", "urn:uuid:1"], 7, None, {}, [None]],
        ids=str,
    )
    def test_a_document_with_a_broken_chain_is_refused_though_other_proofs_are_good(self, badge, key, shelf, previous):
        document = badge.to_json()
        good = proof_by(key, document, id="urn:uuid:1")
        broken = good | {"id": "urn:uuid:3", "previousProof": previous}
        with pytest.raises(ProofChainBroken, match="builds on"):
            verify_proof(document | {"proof": [good, broken]}, shelf)

    def test_two_proofs_of_one_name_cannot_be_built_on(self, badge, key, shelf):
        document = badge.to_json()
        twin = proof_by(key, document, id="urn:uuid:1")
        last = proof_by(key, document, [twin])
        with pytest.raises(ProofChainBroken):
            verify_proof(document | {"proof": [twin, twin, last]}, shelf)

    @pytest.mark.parametrize("length", [1, 2, 10])
    def test_a_chain_that_leads_back_to_itself_is_refused(self, badge, key, shelf, length):
        document = badge.to_json()
        proofs = [
            proof_by(key, document, id=f"urn:uuid:{n}") | {"previousProof": f"urn:uuid:{(n + 1) % length}"}
            for n in range(length)
        ]
        with pytest.raises(ProofInvalid):
            verify_proof(document | {"proof": proofs}, shelf)

    def test_ten_proofs_that_each_build_on_all_before_are_each_verified_once(self, badge, key, shelf):
        document = badge.to_json()
        document["issuer"]["id"] = "https://elsewhere.example/"
        proofs = []
        for n in range(10):
            proofs.append(proof_by(key, document, proofs, suite=jcs, id=f"urn:uuid:{n}"))
        assert verify_proof(document | {"proof": proofs[::-1]}, shelf) == key.public


class TestMembers:
    @pytest.mark.parametrize(
        ("change", "refusal"),
        [
            ({"type": "SomeProof"}, ProofUnsupported),
            ({"type": ["DataIntegrityProof"]}, ProofUnsupported),
            ({"cryptosuite": "eddsa-2022"}, ProofUnsupported),
            ({"cryptosuite": ["eddsa-rdfc-2022"]}, ProofUnsupported),
            ({"proofPurpose": "authentication"}, ProofPurpose),
            ({"proofPurpose": None}, ProofPurpose),
            ({"created": "yesterday"}, ProofInvalid),
            ({"created": None}, ProofInvalid),
            ({"expires": "tomorrow"}, ProofInvalid),
            ({"verificationMethod": ["did:key:z"]}, ProofInvalid),
        ],
        ids=str,
    )
    def test_a_wrong_one_is_refused(self, signed, shelf, change, refusal):
        signed["proof"][0] |= change
        with pytest.raises(refusal):
            verify_proof(signed, shelf, AT)

    @pytest.mark.parametrize("member", ["created", "expires"])
    def test_a_time_without_zone_is_in_utc(self, badge, key, shelf, member):
        document = badge.to_json()
        document["proof"] = proof_by(key, document, **{member: "2026-05-04T09:31:00"})
        assert verify_proof(document, shelf, AT) == key.public

    def test_a_proof_that_has_expired_is_refused(self, badge, key, shelf):
        document = badge.to_json()
        document["proof"] = proof_by(key, document, expires="2026-05-04T09:29:59")
        with pytest.raises(ProofExpired):
            verify_proof(document, shelf, AT)

    def test_a_proof_need_not_say_when_it_was_made(self, badge, key, shelf):
        document = badge.to_json()
        assert verify_proof(document | {"proof": proof_by(key, document)}, shelf, AT) == key.public


class TestPresentations:
    """Who presents credentials signs for `authentication`, for one verifier and one occasion."""

    EXPECTED = Expected("authentication", frozenset({"verifier.example"}), "c-1")

    @pytest.fixture
    def presented(self, other):
        document = {"@context": ["https://www.w3.org/ns/credentials/v2"], "type": ["VerifiablePresentation"]}

        def present(key=other, **members):
            asked = {"proofPurpose": "authentication", "domain": "verifier.example", "challenge": "c-1"}
            return SecuredDocument(document | {"proof": proof_by(key, document, **asked | members)})

        return present

    def test_one_made_as_asked_verifies(self, presented, other):
        assert verify_secured(presented(), Nowhere(), AT, self.EXPECTED) == other.public

    def test_one_made_to_assert_is_refused(self, presented):
        with pytest.raises(ProofPurpose):
            verify_secured(presented(proofPurpose="assertionMethod"), Nowhere(), AT, self.EXPECTED)

    @pytest.mark.parametrize("domain", ["evil.example", ["verifier.example", "evil.example"]], ids=str)
    def test_one_made_for_others_is_refused(self, presented, domain):
        with pytest.raises(DomainMismatch):
            verify_secured(presented(domain=domain), Nowhere(), AT, self.EXPECTED)

    def test_one_made_for_another_occasion_is_refused(self, presented):
        with pytest.raises(ChallengeMismatch):
            verify_secured(presented(challenge="c-2"), Nowhere(), AT, self.EXPECTED)

    def test_nothing_is_asked_unless_it_is(self, presented, other):
        assert verify_secured(presented(), Nowhere(), AT, Expected("authentication")) == other.public

    def test_a_key_that_may_only_assert_does_not_authenticate(self, presented, key):
        shelf = Shelf()
        document = did_document(ISSUER, [key.public])
        shelf.put("https://fab.example/issuers/1/did.json", document)
        with pytest.raises(KeyNotAuthorized, match="under authentication"):
            verify_secured(presented(key), shelf, AT, self.EXPECTED)
        shelf.put("https://fab.example/issuers/1/did.json", document | {"authentication": [key.id]})
        assert verify_secured(presented(key), shelf, AT, self.EXPECTED) == key.public
