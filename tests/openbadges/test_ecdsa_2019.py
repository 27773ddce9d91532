"""`ecdsa-rdfc-2019` and `ecdsa-jcs-2019` against the vectors of their specification (vc-di-ecdsa, Appendix A)."""

from hashlib import sha384

import pytest
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from arouez.openbadges import multibase, verify, verify_proof
from arouez.openbadges.documents import Nowhere
from arouez.openbadges.errors import InvalidKey, ProofInvalid, SignatureMismatch
from arouez.openbadges.jsonld import pinned_contexts
from arouez.openbadges.keys import SigningKey
from arouez.openbadges.proofs import add_proof
from arouez.openbadges.rdfc10 import canonicalize

from .shelf import AT
from .vectors import CITIZENSHIP, CREATED, vector, w3c_key

SUITES = ("ecdsa-rdfc-2019", "ecdsa-jcs-2019")
CURVES = ("p256", "p384")
EMPLOYMENT = [(f"w3c-ecdsa-rdfc-2019-{curve}-employ-signed", curve) for curve in CURVES]

every_suite = pytest.mark.parametrize("suite", SUITES)
every_curve = pytest.mark.parametrize("curve", CURVES)


@every_suite
@every_curve
def test_the_proof_comes_out_as_printed(suite, curve):
    signed = vector(f"w3c-{suite}-{curve}-signed")
    expected = signed.pop("proof")
    assert add_proof(signed, w3c_key(curve), CREATED, suite)["proof"] == [expected]


@every_suite
@every_curve
def test_the_signed_document_verifies(suite, curve):
    assert verify_proof(vector(f"w3c-{suite}-{curve}-signed"), Nowhere()).material == w3c_key(curve).public.material


@pytest.mark.parametrize(("name", "curve"), EMPLOYMENT)
def test_a_document_with_blank_nodes_verifies(name, curve, monkeypatch):
    monkeypatch.setitem(pinned_contexts(), CITIZENSHIP, vector("citizenship-v4rc1"))
    assert verify_proof(vector(name), Nowhere()).material == w3c_key(curve).public.material


def test_p384_canonicalizes_with_sha_384():
    """Test 075 of the W3C's suite of RDFC-1.0; with SHA-256 the names are others."""
    test, path = "<http://example.org/vocab#test>", "<http://example.org/vocab#{}>".format
    quads = [
        (test, path("A"), "_:e0", ""),
        (test, path("B"), "_:e1", ""),
        ("_:e0", path("next"), "_:e2", ""),
        ("_:e1", path("next"), "_:e2", ""),
    ]
    expected = [
        f"{test} {path('A')} _:c14n0 .\n",
        f"{test} {path('B')} _:c14n2 .\n",
        f"_:c14n0 {path('next')} _:c14n1 .\n",
        f"_:c14n2 {path('next')} _:c14n1 .\n",
    ]
    assert canonicalize(quads, digest=sha384) == "".join(expected)
    assert canonicalize(quads) != "".join(expected)


@every_suite
@pytest.mark.parametrize("algorithm", ["ES256", "ES384"])
def test_a_badge_signed_so_is_valid(badge, suite, algorithm):
    key = SigningKey.generate(algorithm=algorithm)
    document = badge.to_json()
    document["issuer"]["id"] = key.controller
    del document["credentialStatus"]
    assert verify(add_proof(document, key, AT, suite), documents=Nowhere(), at=AT).valid


@every_suite
@every_curve
def test_a_changed_document_does_not_match(suite, curve):
    with pytest.raises(SignatureMismatch):
        verify_proof(vector(f"w3c-{suite}-{curve}-signed") | {"name": "Another"}, Nowhere())


@every_suite
def test_a_signature_of_the_other_curves_length_is_refused(suite):
    signed = vector(f"w3c-{suite}-p256-signed")
    signed["proof"]["proofValue"] = vector(f"w3c-{suite}-p384-signed")["proof"]["proofValue"]
    with pytest.raises(ProofInvalid, match="has 96 bytes; one of ES256 has 64"):
        verify_proof(signed, Nowhere())


def test_a_signature_in_der_is_refused():
    signed = vector("w3c-ecdsa-rdfc-2019-p256-signed")
    plain = multibase.decode_base58btc(signed["proof"]["proofValue"])
    der = encode_dss_signature(int.from_bytes(plain[:32]), int.from_bytes(plain[32:]))
    signed["proof"]["proofValue"] = multibase.encode_base58btc(der)
    with pytest.raises(ProofInvalid, match="bytes"):
        verify_proof(signed, Nowhere())


@pytest.mark.parametrize("value", ["z", "z" + "1" * 64, None, 7, "uAAAA"])
def test_what_is_no_signature_is_refused(value):
    signed = vector("w3c-ecdsa-rdfc-2019-p256-signed")
    signed["proof"]["proofValue"] = value
    with pytest.raises(ProofInvalid):
        verify_proof(signed, Nowhere())


@every_suite
def test_a_key_of_another_kind_does_not_sign(suite, badge, key):
    with pytest.raises(InvalidKey, match="asks for another kind"):
        add_proof(badge.to_json(), key, AT, suite)


def test_a_proof_that_names_the_suite_of_another_kind_of_key_is_refused():
    signed = vector("w3c-ecdsa-rdfc-2019-p256-signed")
    signed["proof"]["cryptosuite"] = "eddsa-rdfc-2022"
    with pytest.raises(InvalidKey, match="asks for another kind"):
        verify_proof(signed, Nowhere())
