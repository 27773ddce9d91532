"""The cryptosuite against the vectors of its specification (vc-di-eddsa, Appendix A), and what it signs."""

from hashlib import sha256

import pytest

from arouez.openbadges import verify, verify_proof
from arouez.openbadges.documents import Nowhere
from arouez.openbadges.errors import InvalidKey, ProofInvalid, SignatureMismatch
from arouez.openbadges.keys import SigningKey
from arouez.openbadges.proofs import SecuredDocument, add_proof, jcs

from .shelf import AT
from .vectors import CREATED, text, vector


@pytest.fixture
def w3c_signed():
    return vector("w3c-eddsa-jcs-2022-signedJCS")


@pytest.fixture
def w3c_key():
    return SigningKey.from_secret(vector("w3c-keyPair")["privateKeyMultibase"])


def test_what_is_hashed_is_as_printed(w3c_signed):
    hashed = [sha256(text(f"w3c-eddsa-jcs-2022-{name}.txt").encode()) for name in ("proofCanonJCS", "canonDocJCS")]
    data = jcs.hash_data(SecuredDocument(w3c_signed), w3c_signed["proof"], "EdDSA")
    assert data == b"".join(each.digest() for each in hashed)


def test_the_proof_comes_out_as_printed(w3c_signed, w3c_key):
    expected = w3c_signed.pop("proof")
    assert add_proof(w3c_signed, w3c_key, CREATED, "eddsa-jcs-2022")["proof"] == [expected]


def test_the_signed_document_verifies(w3c_signed, w3c_key):
    assert verify_proof(w3c_signed, Nowhere()) == w3c_key.public


def test_a_badge_signed_so_is_valid(badge, key, shelf):
    signed = add_proof(badge.to_json(), key, AT, "eddsa-jcs-2022")
    assert verify(signed, documents=shelf, at=AT).valid


@pytest.mark.parametrize(
    "change", [{"name": "Another"}, {"@context": ["https://www.w3.org/ns/credentials/v2"]}], ids=str
)
def test_a_changed_document_is_refused(w3c_signed, change):
    with pytest.raises(ProofInvalid):
        verify_proof(w3c_signed | change, Nowhere())


def test_who_signs_later_may_add_contexts(w3c_signed):
    w3c_signed["@context"].append("https://w3id.org/security/data-integrity/v2")
    verify_proof(w3c_signed, Nowhere())


def test_contexts_before_those_signed_are_refused(w3c_signed):
    w3c_signed["@context"].insert(0, "https://w3id.org/security/data-integrity/v2")
    with pytest.raises(ProofInvalid, match="does not begin with"):
        verify_proof(w3c_signed, Nowhere())


def test_without_contexts_in_the_proof_all_of_the_documents_are_signed(w3c_signed, w3c_key):
    options = {name: value for name, value in w3c_signed.pop("proof").items() if name not in ("@context", "proofValue")}
    bare = jcs.hash_data(SecuredDocument(w3c_signed), options, "EdDSA")
    w3c_signed["proof"] = options | {"proofValue": jcs.signature.make_value(w3c_key, bare)}
    verify_proof(w3c_signed, Nowhere())
    w3c_signed["@context"].append("https://w3id.org/security/data-integrity/v2")
    with pytest.raises(SignatureMismatch):
        verify_proof(w3c_signed, Nowhere())


def test_a_term_that_no_context_defines_is_refused_though_its_text_is_signed(badge, key, shelf):
    signed = add_proof(badge.to_json() | {"charter": "gold"}, key, AT, "eddsa-jcs-2022")
    verdict = verify(signed, documents=shelf, at=AT)
    assert {check.code for check in verdict.checks if check.status == "fail"} == {"jsonld.undefined_term"}


def test_a_key_of_another_kind_does_not_sign(w3c_signed):
    with pytest.raises(InvalidKey, match="asks for another kind"):
        add_proof(w3c_signed, SigningKey.generate(algorithm="ES256"), CREATED, "eddsa-jcs-2022")
