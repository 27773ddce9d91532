"""The legacy suite `Ed25519Signature2020`, as DCC's issuers use it (vc-di-eddsa, appendix)."""

import pytest

from arouez.openbadges import verify, verify_proof
from arouez.openbadges.documents import Nowhere
from arouez.openbadges.errors import ProofUnsupported, SignatureMismatch, UndefinedTerm
from arouez.openbadges.keys import SigningKey
from arouez.openbadges.proofs import add_proof

from .shelf import AT, ISSUER
from .vectors import CREATED, vector

SUITE = "Ed25519Signature2020"
CONTEXT = "https://w3id.org/security/suites/ed25519-2020/v1"


@pytest.fixture
def w3c_signed():
    return vector("w3c-Ed25519Signature2020-signedEdSig")


@pytest.fixture
def w3c_key():
    return SigningKey.from_secret(vector("w3c-keyPair")["privateKeyMultibase"])


def test_the_proof_comes_out_as_printed(w3c_signed, w3c_key):
    expected = w3c_signed.pop("proof")
    assert add_proof(w3c_signed, w3c_key, CREATED, SUITE)["proof"] == [expected]


def test_the_signed_document_verifies(w3c_signed, w3c_key):
    assert verify_proof(w3c_signed, Nowhere()) == w3c_key.public


@pytest.mark.parametrize("contexts", [[], [CONTEXT]], ids=["not in the document", "in the document"])
def test_a_badge_signed_so_is_valid_wherever_the_suites_context_is(badge, key, shelf, contexts):
    document = badge.to_json()
    document["@context"] += contexts
    signed = add_proof(document, key, AT, SUITE)
    assert verify(signed, documents=shelf, at=AT).valid


def test_the_key_may_be_written_in_the_form_of_its_time(badge, key, shelf):
    legacy = key.public.to_json() | {"type": "Ed25519VerificationKey2020"}
    shelf.put(
        "https://fab.example/issuers/1/did.json",
        {"id": ISSUER, "verificationMethod": [legacy], "assertionMethod": [legacy["id"]]},
    )
    assert verify(add_proof(badge.to_json(), key, AT, SUITE), documents=shelf, at=AT).valid


def test_a_changed_document_does_not_match(w3c_signed):
    with pytest.raises(SignatureMismatch):
        verify_proof(w3c_signed | {"name": "Another"}, Nowhere())


@pytest.mark.parametrize("cryptosuite", ["eddsa-rdfc-2022", "Ed25519Signature2020", None])
def test_it_has_no_cryptosuite(w3c_signed, cryptosuite):
    w3c_signed["proof"]["cryptosuite"] = cryptosuite
    with pytest.raises(ProofUnsupported):
        verify_proof(w3c_signed, Nowhere())


def test_it_is_no_cryptosuite(w3c_signed):
    w3c_signed["proof"] |= {"type": "DataIntegrityProof", "cryptosuite": SUITE}
    with pytest.raises(ProofUnsupported):
        verify_proof(w3c_signed, Nowhere())


def test_a_member_that_its_context_does_not_define_is_refused(badge, key, shelf):
    signed = add_proof(badge.to_json(), key, AT, SUITE)
    signed["proof"][0]["charter"] = "gold"
    with pytest.raises(UndefinedTerm):
        verify_proof(signed, shelf)
