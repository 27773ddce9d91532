"""The cryptosuite against the vectors of its specification (vc-di-eddsa, Appendix A.1)."""

import json
from datetime import UTC, datetime
from hashlib import sha256

import pytest

from arouez.openbadges import keys, verify_proof
from arouez.openbadges.documents import Nowhere
from arouez.openbadges.errors import ProofInvalid, SignatureMismatch
from arouez.openbadges.proofs import SecuredDocument, add_proof

from .shelf import DATA

VECTORS = DATA / "vectors"


def vector(name):
    return (VECTORS / f"w3c-eddsa-rdfc-2022-{name}").read_text()


@pytest.fixture
def w3c_signed():
    return json.loads(vector("signedDataInt.json"))


@pytest.fixture
def w3c_key():
    pair = json.loads((VECTORS / "w3c-keyPair.json").read_text())
    key = keys.SigningKey.from_secret(pair["privateKeyMultibase"])
    assert key.public.multibase == pair["publicKeyMultibase"]
    return key


def test_the_document_canonicalizes_and_hashes_as_printed(w3c_signed):
    canonical = SecuredDocument(w3c_signed).canonical
    assert canonical == vector("canonDocDataInt.txt")
    assert sha256(canonical.encode()).hexdigest() == vector("docHashDataInt.txt").strip()


def test_the_proof_options_canonicalize_and_hash_as_printed(w3c_signed):
    canonical = SecuredDocument(w3c_signed).canonical_options(w3c_signed["proof"])
    assert canonical == vector("proofCanonDataInt.txt")
    assert sha256(canonical.encode()).hexdigest() == vector("proofHashDataInt.txt").strip()


def test_the_signature_comes_out_as_printed(w3c_signed, w3c_key):
    expected = w3c_signed.pop("proof")
    created = datetime(2023, 2, 24, 23, 36, 38, tzinfo=UTC)
    assert add_proof(w3c_signed, w3c_key, created)["proof"] == [expected]


def test_the_signed_document_verifies(w3c_signed, w3c_key):
    assert verify_proof(w3c_signed, Nowhere()) == w3c_key.public


def test_the_implementation_guide_canonicalizes_as_1edtech_prints_it():
    guide = json.loads((DATA / "corpus/1edtech-spec/impl-guide-vector.json").read_text())
    secured = SecuredDocument(guide)
    assert secured.canonical == (VECTORS / "1edtech-obv3p0-document-canon.txt").read_text()
    assert secured.canonical_options(secured.proofs[0]) == (VECTORS / "1edtech-obv3p0-proof-canon.txt").read_text()


@pytest.mark.parametrize("value", [None, 7, "", "z", "zz", "uAAAA", "z0OIl", "z" + "2" * 5000])
def test_a_proof_value_that_is_no_signature_is_refused_as_such(w3c_signed, value):
    w3c_signed["proof"]["proofValue"] = value
    with pytest.raises(ProofInvalid) as refused:
        verify_proof(w3c_signed, Nowhere())
    assert type(refused.value) is ProofInvalid


def test_a_signature_with_one_bit_changed_does_not_match(w3c_signed):
    value = w3c_signed["proof"]["proofValue"]
    w3c_signed["proof"]["proofValue"] = value[:-1] + ("f" if value[-1] == "e" else "e")
    with pytest.raises(SignatureMismatch):
        verify_proof(w3c_signed, Nowhere())
