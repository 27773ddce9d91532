"""VC-JWT: a credential as a token, whose key it is, and whether it says the same twice (OB 3.0 §8.2)."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from arouez.openbadges import did, keys, status, verify
from arouez.openbadges.base64url import encode_octets
from arouez.openbadges.documents import Directory, Nowhere
from arouez.openbadges.errors import (
    ClaimMismatch,
    ContextOrder,
    DidInvalid,
    DidUnavailable,
    DidUnsupported,
    DomainMismatch,
    DuplicateMember,
    InvalidKey,
    IssuerMismatch,
    KeyNotAuthorized,
    KeyNotFound,
    KeyRetired,
    Malformed,
    ModelError,
    ProofInvalid,
    ProofUnsupported,
    SignatureMismatch,
    StructureError,
    TooLarge,
    UndefinedTerm,
    UnsafeNumber,
)
from arouez.openbadges.jws import sign_compact
from arouez.openbadges.proofs.vc_jwt import VcJwt, sign_jwt

from .shelf import AT, DATA, ISSUER, STATUS_LIST, Shelf

HOME = "https://fab.example/issuers/1"
DID_DOCUMENT = f"{HOME}/did.json"
KID = f"{HOME}/jwt-key.json"
KEY = keys.SigningKey.generate(ISSUER, "jwt-key", "RS256")
FORGER = keys.SigningKey.generate("did:web:evil.example", "key", "RS256")
WEB_ISSUER = "https://school.example/about/us"


def jwk(key):
    return key.public.jwk() | {"alg": key.algorithm}


@pytest.fixture
def shelf(shelf):
    """Beside the issuer's first key, one for tokens: in its DID document, and on its own."""
    document = json.loads(shelf[DID_DOCUMENT])
    document["verificationMethod"].append(KEY.public.to_json())
    document["assertionMethod"].append(KEY.id)
    shelf.put(DID_DOCUMENT, document)
    shelf.put(KID, jwk(KEY))
    return shelf


@pytest.fixture
def credential(badge):
    return badge.to_json()


@pytest.fixture
def claims(credential):
    """What the token says, the credential included."""
    return VcJwt.parse(sign_jwt(credential, KEY)).payload


def token(claims, key=KEY, **header):
    """A token without any of the care that `sign_jwt` takes."""
    text = claims if isinstance(claims, bytes) else json.dumps(claims).encode()
    return VcJwt.parse(sign_compact(text, header, key))


def failures(verdict):
    return {check.name: check.code for check in verdict.checks if check.status == "fail"}


# ---- signing


def test_a_token_of_ours_is_valid(credential, shelf):
    verdict = verify(sign_jwt(credential, KEY, kid=KID), documents=shelf, at=AT)
    assert verdict.valid
    assert not [check for check in verdict.checks if check.status in ("fail", "warn")]
    assert {check.name: check.code for check in verdict.checks if check.name in ("format", "claims")} == {
        "format": "format.jws",
        "claims": "claims.ok",
    }
    assert verdict.credential == credential


def test_the_credential_is_the_payload_with_the_claims_added(credential):
    jwt = VcJwt.parse(sign_jwt(credential, KEY, kid=KID))
    assert jwt.jws.header == {"alg": "RS256", "kid": KID, "typ": "JWT"}
    assert jwt.credential == credential
    assert jwt.payload == credential | {
        "iss": ISSUER,
        "jti": credential["id"],
        "sub": credential["credentialSubject"]["id"],
        "nbf": int((AT - timedelta(days=1)).timestamp()),
        "exp": int((AT + timedelta(days=365)).timestamp()),
    }


def test_without_an_address_a_key_is_named_by_its_id(credential, shelf):
    jwt = VcJwt.parse(sign_jwt(credential, KEY))
    assert jwt.jws.header["kid"] == KEY.id
    assert jwt.verify(shelf, AT) == KEY.public


def test_a_badge_without_end_has_no_exp(badge):
    assert "exp" not in VcJwt.parse(sign_jwt(replace(badge, valid_until=None).to_json(), KEY)).payload


@pytest.mark.parametrize("algorithm", keys.ALGORITHMS)
def test_every_kind_of_key_makes_tokens(credential, algorithm):
    key = keys.SigningKey.generate(ISSUER, "other", algorithm)
    shelf = Shelf()
    shelf.put(DID_DOCUMENT, did.did_document(ISSUER, [key.public]))
    assert VcJwt.parse(sign_jwt(credential, key)).verify(shelf, AT) == key.public


def test_a_key_of_somebody_else_is_not_used(credential):
    with pytest.raises(IssuerMismatch):
        sign_jwt(credential, FORGER)


def test_a_recipient_needs_an_id_in_a_token(credential):
    del credential["credentialSubject"]["id"]
    with pytest.raises(ModelError, match="sub"):
        sign_jwt(credential, KEY)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"id": None}, StructureError),
        ({"validFrom": "today"}, StructureError),
        ({"evidence": []}, StructureError),
        ({"undefined": "term"}, UndefinedTerm),
        ({"@context": ["https://www.w3.org/ns/credentials/v2"]}, ContextOrder),
        ({"proof": [{"type": "DataIntegrityProof"}]}, ProofInvalid),
    ],
)
def test_what_a_verifier_would_refuse_is_not_signed(credential, change, error):
    with pytest.raises(error):
        sign_jwt(credential | change, KEY)


def test_a_credential_of_vcdm_1_1_is_not_signed(credential):
    credential["@context"][0] = "https://www.w3.org/2018/credentials/v1"
    credential["issuanceDate"] = credential.pop("validFrom")
    credential["expirationDate"] = credential.pop("validUntil")
    with pytest.raises(ModelError, match=r"1\.1"):
        sign_jwt(credential, KEY)


# ---- the header


@pytest.mark.parametrize("alg", ["none", "None", "nOnE", "", "HS256", "PS256", "ES256K", None, 1, ["RS256"]])
@pytest.mark.parametrize("signature", ["", "AA", KEY.sign(b"x").hex()])
def test_an_algorithm_that_we_do_not_trust_is_refused(claims, shelf, alg, signature):
    header = encode_octets(json.dumps({"alg": alg, "kid": KID}).encode())
    jwt = VcJwt.parse(f"{header}.{encode_octets(json.dumps(claims).encode())}.{signature}")
    with pytest.raises(ProofUnsupported):
        jwt.verify(shelf, AT)


@pytest.mark.parametrize(
    "header",
    [
        {"crit": ["b64"], "b64": False},
        {"crit": []},
        {"b64": True},
        {"iat": 1},
        {"x5u": "https://evil.example"},
        {"jku": "https://evil.example"},
        {"zip": "DEF"},
        {"": 1},
    ],
)
def test_another_member_of_the_header_is_refused(claims, shelf, header):
    with pytest.raises(ProofInvalid, match="header"):
        token(claims, kid=KID, **header).verify(shelf, AT)


@pytest.mark.parametrize("typ", ["JWT", "jwt", "vc+jwt", "vc+ld+json+jwt", "application/vc+jwt"])
def test_a_type_of_credentials_is_read(claims, shelf, typ):
    assert token(claims, kid=KID, typ=typ).verify(shelf, AT).controller == ISSUER


@pytest.mark.parametrize("typ", ["vp+jwt", "at+jwt", "", None, 1, ["JWT"]])
def test_another_type_is_refused(claims, shelf, typ):
    with pytest.raises(ProofInvalid, match="type"):
        token(claims, kid=KID, typ=typ).verify(shelf, AT)


def test_a_token_that_names_no_key_is_refused(claims, shelf):
    with pytest.raises(ProofInvalid, match="names no key"):
        token(claims).verify(shelf, AT)


@pytest.mark.parametrize("member", [{"d": "AQAB"}, {"p": "AQAB"}, {"k": "AQAB"}])
@pytest.mark.parametrize("header", [{}, {"kid": KID}])
def test_a_secret_key_in_the_token_is_refused(claims, shelf, header, member):
    with pytest.raises(InvalidKey, match="secret"):
        token(claims, jwk=jwk(KEY) | member, **header).verify(shelf, AT)


@pytest.mark.parametrize("value", [None, "key", [], {}, {"kty": "oct", "x": "AQAB"}, {"kty": "RSA"}, {"kty": ["RSA"]}])
def test_a_jwk_that_is_no_key_is_refused(claims, shelf, value):
    with pytest.raises((ProofInvalid, InvalidKey)):
        token(claims, jwk=value).verify(shelf, AT)


# ---- the key


def test_the_kid_wins_over_another_key_in_the_token(claims, shelf):
    assert token(claims, kid=KID, jwk=jwk(FORGER)).verify(shelf, AT) == KEY.public
    with pytest.raises(SignatureMismatch):
        token(claims, FORGER, kid=KID, jwk=jwk(FORGER)).verify(shelf, AT)


@pytest.mark.parametrize("fragment", ["", "#", "#jwt-key"])
def test_an_address_leads_to_one_jwk_whatever_its_fragment(claims, fragment):
    shelf = Shelf()
    shelf.put(KID, jwk(KEY))
    assert token(claims, kid=KID + fragment).verify(shelf, AT).controller == ISSUER


@pytest.mark.parametrize("kid", [f"{KID}#1", KID])
def test_a_set_is_read_if_one_of_its_keys_has_the_kid(claims, shelf, kid):
    name = kid.partition("#")[2] or kid
    shelf.put(KID, {"keys": [jwk(KEY) | {"kid": name}, jwk(FORGER) | {"kid": "2"}, jwk(FORGER), "no key"]})
    assert token(claims, kid=kid).verify(shelf, AT).controller == ISSUER


@pytest.mark.parametrize("names", [[], [None], ["2"], ["1", "1"], [f"{KID}#1", "1"], ["1", "1", "2"]])
def test_a_set_without_one_key_of_that_kid_is_refused(claims, shelf, names):
    shelf.put(KID, {"keys": [jwk(KEY) | {"kid": name} for name in names]})
    with pytest.raises(KeyNotFound):
        token(claims, kid=f"{KID}#1").verify(shelf, AT)


def test_an_address_may_lead_to_the_document_of_a_controller(credential):
    key = keys.SigningKey.generate(WEB_ISSUER, "key-0", "RS256")
    shelf = Shelf()
    shelf.put(WEB_ISSUER, did.did_document(WEB_ISSUER, [key.public]))
    credential["issuer"]["id"] = WEB_ISSUER
    assert VcJwt.parse(sign_jwt(credential, key)).verify(shelf, AT) == key.public


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"<html>", b"{}", b'"key"', b'{"kty":"RSA","kty":"RSA"}', b'{"keys":{}}', b'{"kty":1}']
)
def test_an_address_that_leads_to_no_key_is_refused(claims, shelf, body):
    shelf[KID] = body
    with pytest.raises(InvalidKey):
        token(claims, kid=KID).verify(shelf, AT)


def test_a_key_that_cannot_be_had_is_said_to_be_so(claims, shelf):
    del shelf[KID]
    with pytest.raises(DidUnavailable):
        token(claims, kid=KID).verify(shelf, AT)


@pytest.mark.parametrize(
    "kid", [KID.replace("https", "http"), "jwt-key", "", "#jwt-key", "urn:uuid:1", "file:///etc/passwd", None, 1, [KID]]
)
def test_a_kid_that_cannot_be_looked_up_is_refused(claims, shelf, kid):
    shelf.put(str(kid), jwk(KEY))
    with pytest.raises(KeyNotFound):
        token(claims, kid=kid, jwk=jwk(KEY)).verify(shelf, AT)


def test_a_key_may_be_its_own_did(claims):
    key = keys.SigningKey.generate(algorithm="ES256")
    claims["issuer"]["id"] = key.controller
    assert token(claims, key, kid=key.id).verify(Nowhere(), AT) == key.public


def did_jwk(key):
    return f"did:jwk:{encode_octets(json.dumps(key.public.jwk()).encode())}"


def test_a_jwk_may_be_its_own_did(claims):
    claims["issuer"]["id"] = did_jwk(KEY)
    assert token(claims, kid=f"{did_jwk(KEY)}#0").verify(Nowhere(), AT).controller == did_jwk(KEY)


@pytest.mark.parametrize(
    ("kid", "error"),
    [
        (did_jwk(KEY), KeyNotFound),
        (f"{did_jwk(KEY)}#1", KeyNotFound),
        ("did:jwk:#0", DidInvalid),
        ("did:jwk:e30=#0", DidInvalid),
        ("did:jwk:e30#0", InvalidKey),
        ("did:key:z6Mk#z6Mk", InvalidKey),
        ("did:example:1#key", DidUnsupported),
    ],
)
def test_a_did_without_a_sound_key_is_refused(claims, kid, error):
    with pytest.raises(error):
        token(claims, kid=kid).verify(Nowhere(), AT)


def test_a_weak_key_is_refused(claims, shelf):
    shelf.put(KID, {"kty": "RSA", "e": "AQAB", "n": encode_octets(b"\xc1" * 128)})
    with pytest.raises(InvalidKey, match="1024 bits"):
        token(claims, kid=KID).verify(shelf, AT)


def test_an_altered_payload_is_noticed(claims, shelf):
    header, _, signature = sign_compact(json.dumps(claims).encode(), {"kid": KID}, KEY).split(".")
    claims["name"] = "Another name"
    altered = encode_octets(json.dumps(claims).encode())
    with pytest.raises(SignatureMismatch):
        VcJwt.parse(f"{header}.{altered}.{signature}").verify(shelf, AT)


def test_an_altered_header_is_noticed(claims, shelf):
    _, payload, signature = sign_compact(json.dumps(claims).encode(), {"kid": KID}, KEY).split(".")
    altered = encode_octets(json.dumps({"alg": "RS256", "kid": KID, "typ": "JWT"}).encode())
    with pytest.raises(SignatureMismatch):
        VcJwt.parse(f"{altered}.{payload}.{signature}").verify(shelf, AT)


# ---- whose key


def test_a_key_that_only_the_token_speaks_of_is_nobodys(claims, shelf):
    key = token(claims, FORGER, jwk=jwk(FORGER)).verify(shelf, AT)
    assert key.controller.startswith("urn:ietf:params:oauth:jwk-thumbprint:sha-256:")


def test_a_forger_with_a_key_in_the_token_is_found_out(claims, shelf):
    text = sign_compact(json.dumps(claims).encode(), {"jwk": jwk(FORGER)}, FORGER)
    assert failures(verify(text, documents=shelf, at=AT)) == {"issuer": "issuer.mismatch"}


def test_a_key_in_the_token_that_the_issuer_lists_is_the_issuers(claims, shelf):
    assert token(claims, jwk=jwk(KEY)).verify(shelf, AT) == KEY.public


def test_a_key_in_the_token_can_be_the_issuer_itself(claims):
    key = keys.SigningKey.generate(algorithm="ES256")
    for issuer in (key.controller, did_jwk(key)):
        claims["issuer"]["id"] = issuer
        assert token(claims, key, jwk=jwk(key)).verify(Nowhere(), AT).controller == issuer


def test_a_key_in_the_token_is_not_taken_for_another_that_is_the_issuer(claims):
    key, other = (keys.SigningKey.generate(algorithm="ES256") for _ in range(2))
    for issuer in (other.controller, did_jwk(other)):
        claims["issuer"]["id"] = issuer
        assert token(claims, key, jwk=jwk(key)).verify(Nowhere(), AT).controller != issuer


def test_whose_key_it_is_cannot_be_told_without_the_issuers_document(claims):
    with pytest.raises(DidUnavailable):
        token(claims, jwk=jwk(KEY)).verify(Nowhere(), AT)


@pytest.mark.parametrize(
    ("issuer", "error"),
    [
        ("did:example:1", DidUnsupported),
        ("did:web:..:", DidInvalid),
        ("urn:uuid:1", DidUnavailable),
        ("did:jwk:#0", DidInvalid),
    ],
)
def test_an_issuer_without_a_document_cannot_be_told_from_a_forger(claims, issuer, error):
    claims["issuer"]["id"] = issuer
    with pytest.raises((error, KeyNotFound)):
        token(claims, jwk=jwk(KEY)).verify(Nowhere(), AT)


def test_the_document_of_somebody_else_does_not_speak_for_the_issuer(claims, shelf):
    document = json.loads(shelf[DID_DOCUMENT])
    shelf.put(DID_DOCUMENT, document | {"id": "did:web:evil.example"})
    with pytest.raises(DidInvalid):
        token(claims, jwk=jwk(KEY)).verify(shelf, AT)


def test_a_did_of_another_issuer_is_told(claims, shelf):
    shelf.put("https://evil.example/.well-known/did.json", did.did_document(FORGER.controller, [FORGER.public]))
    assert token(claims, FORGER, kid=FORGER.id).verify(shelf, AT).controller == FORGER.controller


@pytest.mark.parametrize(
    "kid",
    [
        "https://evil.example/key.json",
        "https://fab.example.evil.example/issuers/1/key.json",
        "https://fab.example@evil.example/issuers/1/key.json",
        "https://fab.example/issuers/2/key.json",
        "https://fab.example/issuers/11/key.json",
        "https://fab.example/issuers/1/../2/key.json",
        "https://fab.example/issuers/1/%2e%2E/2/key.json",
        "https://fab.example/issuers/1/..%2f2/key.json",
        "https://fab.example/issuers/1\\..\\2/key.json",
        "https://fab.example:8443/issuers/1/key.json",
        "https://fab.example/key.json",
    ],
)
def test_a_key_published_elsewhere_is_not_the_issuers(claims, shelf, kid):
    shelf.put(kid, jwk(FORGER))
    assert token(claims, FORGER, kid=kid).verify(shelf, AT).controller != ISSUER


def test_a_key_published_elsewhere_that_the_issuer_lists_is_the_issuers(claims, shelf):
    shelf.put("https://keys.example/1.json", jwk(KEY))
    assert token(claims, kid="https://keys.example/1.json").verify(shelf, AT) == KEY.public


def test_a_key_beside_the_issuers_document_need_not_be_in_it(claims, shelf):
    key = keys.SigningKey.generate(ISSUER, "other", "RS256")
    shelf.put(f"{HOME}/other.json", jwk(key))
    assert token(claims, key, kid=f"{HOME}/other.json").verify(shelf, AT).controller == ISSUER


@pytest.mark.parametrize("issuer", ["did:web:school.example", "https://school.example", WEB_ISSUER])
def test_an_issuer_that_is_a_site_may_publish_its_key_anywhere_on_it(claims, issuer):
    claims["issuer"]["id"] = issuer
    shelf = Shelf()
    shelf.put("https://school.example/keys/1", jwk(KEY))
    assert token(claims, kid="https://school.example/keys/1").verify(shelf, AT).controller == issuer


def test_a_profile_without_keys_leaves_it_to_the_address_of_the_key(claims):
    claims["issuer"]["id"] = WEB_ISSUER
    shelf = Shelf()
    shelf.put(WEB_ISSUER, {"id": WEB_ISSUER, "type": ["Profile"], "name": "School"})
    for kid, controller in (
        ("https://school.example/k", WEB_ISSUER),
        ("https://evil.example/k", "https://evil.example/k"),
    ):
        shelf.put(kid, jwk(KEY))
        assert token(claims, kid=kid).verify(shelf, AT).controller == controller


class Redirecting(Shelf):
    """A site that redirects to wherever it is told."""

    address = "https://school.example/login?next=https://evil.example/"

    def get(self, url):
        return replace(super().get(url), url="https://evil.example/") if url == self.address else super().get(url)


def test_where_an_address_leads_counts_and_not_where_it_starts(claims):
    """The site must not lend its name to what is there."""
    claims["issuer"]["id"] = WEB_ISSUER
    shelf = Redirecting()
    shelf.put(shelf.address, jwk(FORGER))
    shelf.put(WEB_ISSUER, {"id": WEB_ISSUER})
    assert token(claims, FORGER, kid=shelf.address).verify(shelf, AT).controller == "https://evil.example/"


def test_an_address_that_leads_elsewhere_is_no_controller(claims):
    claims["issuer"]["id"] = WEB_ISSUER
    shelf = Redirecting()
    forger = replace(FORGER, id=f"{shelf.address}#key", controller=shelf.address).public
    shelf.put(shelf.address, did.did_document(shelf.address, [forger]))
    with pytest.raises(DidInvalid, match=r"evil\.example"):
        token(claims, FORGER, kid=forger.id).verify(shelf, AT)


@pytest.mark.parametrize("header", [{"kid": KID}, {"jwk": jwk(KEY)}, {"kid": KEY.id}])
def test_a_key_that_the_issuer_retired_is_refused(claims, shelf, header):
    document = json.loads(shelf[DID_DOCUMENT])
    document["verificationMethod"][1]["revoked"] = "2026-01-01T00:00:00Z"
    shelf.put(DID_DOCUMENT, document)
    with pytest.raises(KeyRetired):
        token(claims, **header).verify(shelf, AT)


@pytest.mark.parametrize("header", [{"kid": KID}, {"jwk": jwk(KEY)}, {"kid": KEY.id}])
def test_a_key_that_may_not_make_assertions_is_refused(claims, shelf, header):
    document = json.loads(shelf[DID_DOCUMENT])
    document["authentication"] = [document["assertionMethod"].pop()]
    shelf.put(DID_DOCUMENT, document)
    with pytest.raises(KeyNotAuthorized):
        token(claims, **header).verify(shelf, AT)


def test_a_key_listed_twice_may_do_what_either_entry_allows(claims, shelf):
    document = json.loads(shelf[DID_DOCUMENT])
    document["verificationMethod"].insert(0, KEY.public.to_json() | {"id": f"{ISSUER}#for-authentication"})
    shelf.put(DID_DOCUMENT, document)
    assert token(claims, jwk=jwk(KEY)).verify(shelf, AT).id == KEY.id


@pytest.mark.parametrize("algorithm", ["EdDSA", "ES256", "RS256"])
def test_a_key_is_recognized_in_place_and_by_a_short_name(claims, algorithm):
    key = keys.SigningKey.generate(ISSUER, "k", algorithm)
    methods = [
        key.public.to_json() | {"id": "#k"},
        {"id": "#k", "controller": ISSUER, "type": "JsonWebKey", "publicKeyJwk": jwk(key) | {"kid": "k"}},
    ]
    for method in methods:
        shelf = Shelf()
        shelf.put(DID_DOCUMENT, {"id": ISSUER, "assertionMethod": ["#other", method]})
        assert token(claims, key, jwk=jwk(key)).verify(shelf, AT) == key.public


def test_a_credential_without_issuer_has_nobodys_key(claims, shelf):
    del claims["issuer"]
    assert token(claims, kid=KID).verify(shelf, AT).controller == KID


# ---- the claims


def test_claims_that_agree_are_ok(claims):
    assert token(claims).check_claims() == "claims.ok"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("iss", "did:web:evil.example"),
        ("iss", ISSUER + "/"),
        ("iss", [ISSUER]),
        ("iss", None),
        ("jti", "https://fab.example/badges/2"),
        ("jti", 1),
        ("sub", "mailto:nolwenn@example.org"),
        ("sub", {}),
        ("nbf", 0),
        ("nbf", None),
        ("nbf", True),
        ("nbf", "2026-05-03T09:30:00Z"),
        ("nbf", -1),
        ("nbf", 2**53),
        ("nbf", 1e15),
        ("nbf", []),
        ("exp", 2**53),
        ("exp", "never"),
        ("exp", False),
    ],
)
def test_a_claim_that_says_otherwise_is_refused(claims, name, value):
    with pytest.raises(ClaimMismatch, match=name):
        token(claims | {name: value}).check_claims()


@pytest.mark.parametrize("name", ["nbf", "exp"])
def test_a_time_written_as_text_is_refused(claims, name):
    with pytest.raises(ClaimMismatch):
        token(claims | {name: str(claims[name])}).check_claims()


@pytest.mark.parametrize("shift", [-1, 1, 3600])
@pytest.mark.parametrize("name", ["nbf", "exp"])
def test_a_time_off_by_a_second_is_refused(claims, name, shift):
    with pytest.raises(ClaimMismatch):
        token(claims | {name: claims[name] + shift}).check_claims()


@pytest.mark.parametrize("fraction", [0.0, 0.25, 0.5])
def test_a_time_may_have_a_fraction(claims, fraction):
    assert token(claims | {"nbf": claims["nbf"] + fraction}).check_claims() == "claims.ok"


@pytest.mark.parametrize("text", ["2026-05-03T09:30:00.999Z", "2026-05-03T11:30:00+02:00"])
def test_the_credential_may_write_the_same_time_otherwise(claims, text):
    assert token(claims | {"validFrom": text}).check_claims() == "claims.ok"


@pytest.mark.parametrize("text", ["2026-05-03", "9999-12-31T24:00:00Z", 1, None, [], "soon"])
def test_a_claim_does_not_agree_with_what_is_no_time(claims, text):
    with pytest.raises(ClaimMismatch):
        token(claims | {"validFrom": text}).check_claims()


def test_a_number_beyond_every_reader_is_refused(claims):
    with pytest.raises(UnsafeNumber):
        token(claims | {"exp": 2**53 + 1})
    with pytest.raises(UnsafeNumber):
        token(json.dumps(claims)[:-1].encode() + b',"iat":1e400}')


def test_an_end_that_only_the_token_knows_is_refused(claims):
    del claims["validUntil"]
    with pytest.raises(ClaimMismatch, match="exp"):
        token(claims).check_claims()


@pytest.mark.parametrize("name", ["sub", "exp"])
def test_a_token_may_lack_a_claim_that_others_forget_too(claims, name):
    del claims[name]
    assert token(claims).check_claims() == "claims.lenient"


def test_a_token_for_somebody_without_id_lacks_a_claim(claims):
    del claims["sub"], claims["credentialSubject"]["id"]
    assert token(claims).check_claims() == "claims.lenient"


@pytest.mark.parametrize("name", ["iss", "jti", "nbf"])
def test_a_token_must_name_its_issuer_the_credential_and_its_beginning(claims, name):
    del claims[name]
    with pytest.raises(ClaimMismatch, match=name):
        token(claims).check_claims()


def test_a_token_for_others_is_refused(claims):
    with pytest.raises(DomainMismatch):
        token(claims | {"aud": "https://employer.example"}).check_claims()


# ---- the text


def test_a_payload_with_a_member_twice_is_refused(claims):
    with pytest.raises(DuplicateMember):
        token(json.dumps(claims)[:-1].encode() + b',"iss":"did:web:evil.example"}')


@pytest.mark.parametrize("payload", [b"", b"[]", b'"text"', b"null", b"{", b"\xff\xfe", b'{"vc":[]}', b'{"vc":null}'])
def test_a_payload_that_is_no_credential_is_refused(payload):
    with pytest.raises(Malformed):
        token(payload)


def test_a_payload_of_five_megabytes_is_refused(claims):
    with pytest.raises(TooLarge):
        token(claims | {"name": "x" * 5_000_000})


@pytest.mark.parametrize("payload", [{}, {"iss": {}}, {"credentialSubject": 1, "issuer": []}, {"vc": {}}, {"vp": {}}])
def test_a_token_that_is_no_badge_is_refused_in_words(shelf, payload):
    text = sign_compact(json.dumps(payload).encode(), {"kid": KID}, KEY)
    assert not verify(text, documents=shelf, at=AT).valid


# ---- VCDM 1.1


@pytest.fixture
def older(claims):
    """The same badge, in the claim `vc`."""
    registered = {name: claims.pop(name) for name in ("iss", "jti", "sub", "nbf", "exp")}
    claims["@context"][0] = "https://www.w3.org/2018/credentials/v1"
    claims["issuanceDate"] = claims.pop("validFrom")
    claims["expirationDate"] = claims.pop("validUntil")
    return registered | {"vc": claims}


def test_a_credential_of_vcdm_1_1_is_in_vc(older, shelf):
    jwt = token(older, kid=KID)
    assert jwt.credential == older["vc"]
    assert (jwt.verify(shelf, AT).controller, jwt.check_claims()) == (ISSUER, "claims.ok")


def test_a_badge_of_vcdm_1_1_is_valid(older, shelf):
    del older["vc"]["credentialStatus"]
    verdict = verify(sign_compact(json.dumps(older).encode(), {"kid": KID}, KEY), documents=shelf, at=AT)
    assert failures(verdict) == {}


def test_what_vc_does_not_repeat_is_taken_from_the_claims(older):
    complete = json.loads(json.dumps(older["vc"]))
    for member in ("id", "issuanceDate", "expirationDate"):
        del older["vc"][member]
    del older["vc"]["issuer"]["id"], older["vc"]["credentialSubject"]["id"]
    jwt = token(older)
    assert jwt.credential == complete
    assert jwt.check_claims() == "claims.ok"


def test_an_issuer_may_be_in_the_claims_alone(older):
    del older["vc"]["issuer"]
    assert token(older).credential["issuer"] == ISSUER


@pytest.mark.parametrize("value", ["2026", None, True, 1e15, 2**53, -(2**53), []])
def test_a_claim_that_is_no_time_completes_nothing(older, value):
    del older["vc"]["issuanceDate"]
    jwt = token(older | {"nbf": value})
    assert "issuanceDate" not in jwt.credential
    with pytest.raises(ClaimMismatch):
        jwt.check_claims()


@pytest.mark.parametrize(
    ("name", "value"), [("iss", "did:web:evil.example"), ("jti", "urn:1"), ("sub", "urn:1"), ("nbf", 1), ("exp", 1)]
)
def test_vc_and_the_claims_must_agree(older, name, value):
    with pytest.raises(ClaimMismatch, match=name):
        token(older | {name: value}).check_claims()


def test_a_newer_credential_in_vc_is_read_too(claims, shelf):
    registered = {name: claims.pop(name) for name in ("iss", "jti", "sub", "nbf", "exp")}
    jwt = token(registered | {"vc": claims}, kid=KID)
    assert jwt.credential == claims
    assert jwt.check_claims() == "claims.ok"


def test_two_credentials_in_one_token_are_refused(claims, older):
    with pytest.raises(Malformed, match="two credentials"):
        token(claims | older)


# ---- other credentials


def test_an_endorsement_is_a_token_like_any_other(credential, shelf):
    endorsement = {
        "@context": credential["@context"],
        "id": "urn:uuid:1f0e9b3a-7a57-4d4a-8a51-0c2cb7d1d3c5",
        "type": ["VerifiableCredential", "EndorsementCredential"],
        "name": "We stand by it",
        "issuer": {"id": ISSUER, "type": ["Profile"], "name": "Les Fabriques du Ponant"},
        "validFrom": "2026-05-01T00:00:00Z",
        "credentialSubject": {"id": credential["id"], "type": ["EndorsementSubject"], "endorsementComment": "Solid."},
    }
    assert failures(verify(sign_jwt(endorsement, KEY, kid=KID), documents=shelf, at=AT)) == {}


def test_a_status_list_is_a_token_like_any_other(shelf):
    unsigned = status.status_list_credential(STATUS_LIST, ISSUER, status.BitstringStatusList(), AT)
    jwt = VcJwt.parse(sign_jwt(unsigned, KEY, kid=KID))
    assert (jwt.credential, jwt.verify(shelf, AT).controller) == (unsigned, ISSUER)
    assert jwt.check_claims() == "claims.ok"


def test_what_is_no_badge_need_not_repeat_itself_in_claims(shelf):
    unsigned = status.status_list_credential(STATUS_LIST, ISSUER, status.BitstringStatusList(), AT)
    assert token(unsigned).check_claims() == "claims.lenient"
    with pytest.raises(ClaimMismatch):
        token(unsigned | {"iss": "did:web:evil.example"}).check_claims()


# ---- tokens nobody here made

CORPUS = DATA / "corpus-jwt"
SAMPLES = sorted(path.stem for path in CORPUS.glob("1edtech-spec/*.jwt"))
DOCUMENTS = Directory(DATA / "documents")


def sample(name):
    return VcJwt.parse((CORPUS / f"{name}.jwt").read_text())


@pytest.mark.parametrize("name", SAMPLES)
def test_the_signatures_of_the_specification_are_good_and_their_claims_incomplete(name):
    jwt = sample(f"1edtech-spec/{name}")
    key = jwt.verify(DOCUMENTS, AT)
    with pytest.raises(ClaimMismatch, match="nbf"):
        jwt.check_claims()
    assert key.controller != jwt.payload["iss"]  # its document does not list the key, which only the token holds


@pytest.mark.parametrize("name", SAMPLES)
def test_the_specifications_tokens_are_their_issuers_once_it_lists_the_key(name):
    jwt = sample(f"1edtech-spec/{name}")
    issuer = jwt.payload["iss"]
    shelf = Shelf()
    shelf.put(
        issuer, did.did_document(issuer, [keys.PublicKey.from_jwk(f"{issuer}#key", issuer, jwt.jws.header["jwk"])])
    )
    assert jwt.verify(shelf, AT).controller == issuer


def test_a_sample_that_names_no_key_is_invalid():
    with pytest.raises(ProofInvalid, match="names no key"):
        sample("1edtech-validator/simple").verify(DOCUMENTS, AT)


def test_a_sample_with_a_context_that_is_not_pinned_is_invalid():
    text = (CORPUS / "1edtech-validator/velocity.jwt").read_text()
    assert failures(verify(text, documents=DOCUMENTS, at=AT))["contexts"] == "context.unknown"
    with pytest.raises(DidUnsupported):
        VcJwt.parse(text).verify(DOCUMENTS, AT)
