"""Compact JWS: one text for one signature, and no algorithm but the key's own (RFC 7515, RFC 7518)."""

import hashlib
import hmac
import json

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from arouez.openbadges import keys
from arouez.openbadges.base64url import encode_octets
from arouez.openbadges.errors import DuplicateMember, InvalidKey, JwsMalformed, Malformed, TooLarge
from arouez.openbadges.jws import Jws, is_compact, sign_compact

PAYLOAD = b'{"name":"D\xc3\xa9coupe laser"}'
KEYS = {name: keys.SigningKey.generate("https://fab.example/issuer", "key", name) for name in keys.ALGORITHMS}
RSA = KEYS["RS256"]


def encoded(value):
    return encode_octets(json.dumps(value).encode())


@pytest.fixture
def token():
    return sign_compact(PAYLOAD, {"typ": "JWT"}, KEYS["EdDSA"])


@pytest.mark.parametrize("name", KEYS)
def test_what_a_key_signs_it_verifies(name):
    jws = Jws.parse(sign_compact(PAYLOAD, {"typ": "JWT"}, KEYS[name]))
    assert (jws.header, jws.payload) == ({"alg": name, "typ": "JWT"}, PAYLOAD)
    assert [other for other, key in KEYS.items() if jws.is_signed_by(key.public)] == [name]


def test_the_example_of_the_standard_is_good():
    """RFC 8037 §A.4."""
    jwk = {"kty": "OKP", "crv": "Ed25519", "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}
    text = (
        "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc."
        "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg"
    )
    assert Jws.parse(text).is_signed_by(keys.PublicKey.from_jwk("key", "issuer", jwk))


def test_an_algorithm_called_by_its_curve_is_the_same():
    key = KEYS["EdDSA"]
    signing_input = f"{encoded({'alg': 'Ed25519'})}.{encode_octets(PAYLOAD)}"
    assert Jws.parse(f"{signing_input}.{encode_octets(key.sign(signing_input.encode()))}").is_signed_by(key.public)


@pytest.mark.parametrize("part", [0, 1, 2])
def test_an_altered_part_is_noticed(token, part):
    parts = token.split(".")
    other = sign_compact(b"{}", {"typ": "other"}, KEYS["EdDSA"]).split(".")
    parts[part] = other[part]
    assert not Jws.parse(".".join(parts)).is_signed_by(KEYS["EdDSA"].public)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text + "=",
        lambda text: text + ".",
        lambda text: text + "\n",
        lambda text: " " + text,
        lambda text: text.replace(".", "..", 1),
        lambda text: text.replace(".", " .", 1),
        lambda text: text.replace(".", "\n.", 1),
        lambda text: "." + text,
        lambda text: text + ".e30",
        lambda text: text.replace("J", "\uff2a"),
        lambda text: text.replace(".", ".\u0663", 1),
        lambda text: text.replace(".", ".+/+/", 1),
        lambda text: text.replace("e", "\u0435", 1),
        lambda text: text[: text.index(".")],
        lambda text: "",
    ],
)
def test_a_text_that_is_not_quite_compact_is_refused(token, spoil):
    with pytest.raises((JwsMalformed, Malformed)):
        Jws.parse(spoil(token))


def test_a_second_spelling_of_the_same_signature_is_refused(token):
    """64 bytes leave four bits of the last letter unused."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    other = token[:-1] + letters[letters.index(token[-1]) + 1]
    with pytest.raises(JwsMalformed):
        Jws.parse(other)


def test_a_header_with_a_member_twice_is_refused():
    with pytest.raises(DuplicateMember):
        Jws.parse(encode_octets(b'{"alg":"EdDSA","alg":"none"}') + ".e30.e30")


@pytest.mark.parametrize("header", [b"[]", b"null", b'"EdDSA"', b"{", b"\xff", b'{"alg":NaN}'])
def test_a_header_that_is_no_object_is_refused(header):
    with pytest.raises(Malformed):
        Jws.parse(f"{encode_octets(header)}.e30.e30")


def test_a_header_of_five_megabytes_is_refused():
    with pytest.raises(TooLarge):
        Jws.parse(f"{encode_octets(b' ' * 5_000_000)}.e30.e30")


@pytest.mark.parametrize(
    "name", ["none", "None", "nOnE", "NONE", "", None, 0, ["EdDSA"], {"EdDSA": 1}, "eddsa", "EDDSA"]
)
@pytest.mark.parametrize("key", KEYS.values(), ids=KEYS)
def test_no_other_name_of_an_algorithm_is_taken(key, name):
    for signature in (b"", key.sign(f"{encoded({'alg': name})}.e30".encode())):
        jws = Jws.parse(f"{encoded({'alg': name})}.e30.{encode_octets(signature)}")
        assert jws.algorithm is None
        assert not jws.is_signed_by(key.public)


@pytest.mark.parametrize("form", [PublicFormat.SubjectPublicKeyInfo, PublicFormat.PKCS1])
@pytest.mark.parametrize("encoding", [Encoding.PEM, Encoding.DER])
def test_a_public_key_is_not_taken_for_a_shared_secret(form, encoding):
    secret = RSA.public.material.public_bytes(encoding, form)
    signing_input = f"{encoded({'alg': 'HS256'})}.e30"
    forged = hmac.new(secret, signing_input.encode(), hashlib.sha256).digest()
    assert not Jws.parse(f"{signing_input}.{encode_octets(forged)}").is_signed_by(RSA.public)


@pytest.mark.parametrize("claimed", ["ES256", "EdDSA", "PS256", "RS384", "RS512", "HS256", "none"])
def test_a_key_verifies_by_its_own_algorithm_only(claimed):
    signing_input = f"{encoded({'alg': claimed})}.e30"
    assert not Jws.parse(f"{signing_input}.{encode_octets(RSA.sign(signing_input.encode()))}").is_signed_by(RSA.public)


@pytest.mark.parametrize("name", ["ES256", "ES384"])
def test_a_signature_of_ecdsa_in_der_is_refused(name):
    key = KEYS[name]
    jws = Jws.parse(sign_compact(PAYLOAD, {}, key))
    half = len(jws.signature) // 2
    der = encode_dss_signature(int.from_bytes(jws.signature[:half]), int.from_bytes(jws.signature[half:]))
    assert not Jws.parse(f"{jws.signing_input.decode()}.{encode_octets(der)}").is_signed_by(key.public)


@pytest.mark.parametrize(("name", "size"), [("ES256", 64), ("ES384", 96), ("EdDSA", 64), ("RS256", 256)])
@pytest.mark.parametrize("byte", [0, 255])
def test_a_signature_of_nothing_but_zeros_is_refused(name, size, byte):
    """As Java took for good in 2022 (CVE-2022-21449)."""
    signing_input = f"{encoded({'alg': name})}.e30"
    assert not Jws.parse(f"{signing_input}.{encode_octets(bytes([byte]) * size)}").is_signed_by(KEYS[name].public)


def test_a_weak_rsa_key_is_refused():
    numbers = rsa.generate_private_key(65537, 1024).public_key().public_numbers()
    jwk = {"kty": "RSA", "e": "AQAB", "n": encode_octets(numbers.n.to_bytes(128))}
    with pytest.raises(InvalidKey):
        keys.PublicKey.from_jwk("key", "issuer", jwk)


@pytest.mark.parametrize("text", ["a.b.c", "a.b.", "e30.e30.e30"])
def test_a_compact_text_is_recognized(text):
    assert is_compact(text)


@pytest.mark.parametrize("text", ["", "a.b", "a.b.c.d", "{}", "a.b.c ", "a.b.ç", "https://fab.example/a.b.c"])
def test_another_text_is_not_taken_for_one(text):
    assert not is_compact(text)
