"""Keys as Multikey (Controlled Identifiers 1.0 §2.2)."""

import pytest

from arouez.openbadges import keys, multibase
from arouez.openbadges.errors import InvalidKey


def test_a_key_is_its_own_did_unless_it_has_a_controller():
    key = keys.SigningKey.generate()
    assert key.controller == f"did:key:{key.public.multibase}"
    assert key.id == f"{key.controller}#{key.public.multibase}"
    assert key.public.multibase.startswith("z6Mk")


def test_a_controller_and_a_fragment_name_the_key():
    key = keys.SigningKey.generate("did:web:fab.example", "key-0")
    assert (key.id, key.controller) == ("did:web:fab.example#key-0", "did:web:fab.example")


def test_a_key_survives_being_written_and_read():
    key = keys.SigningKey.generate("did:web:fab.example", "key-7")
    again = keys.SigningKey.from_json(key.to_json())
    assert (again.id, again.controller, again.public) == (key.id, key.controller, key.public)
    assert key.public.verify(again.sign(b"same"), b"same")


def test_only_the_message_that_was_signed_verifies():
    key = keys.SigningKey.generate()
    assert key.public.verify(key.sign(b"yes"), b"yes")
    assert not key.public.verify(key.sign(b"yes"), b"no")
    assert not keys.SigningKey.generate().public.verify(key.sign(b"yes"), b"yes")


def test_a_key_does_not_show_its_secret():
    key = keys.SigningKey.generate()
    assert key.to_json()["secretKeyMultibase"] not in repr(key)
    assert "secret" not in repr(key)
    assert "secretKeyMultibase" not in key.public.to_json()


@pytest.mark.parametrize(
    "change",
    [
        {"secretKeyMultibase": "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"},
        {"secretKeyMultibase": "nonsense"},
        {"secretKeyMultibase": 7},
        {"type": "JsonWebKey"},
        {"type": ["Multikey"]},
        {"publicKeyMultibase": "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"},
    ],
)
def test_a_key_file_that_is_not_one_is_refused(change):
    with pytest.raises(InvalidKey):
        keys.SigningKey.from_json(keys.SigningKey.generate().to_json() | change)


@pytest.mark.parametrize("member", ["id", "controller", "secretKeyMultibase"])
def test_a_key_file_without_a_member_is_refused(member):
    document = keys.SigningKey.generate().to_json()
    del document[member]
    with pytest.raises(InvalidKey):
        keys.SigningKey.from_json(document)


@pytest.mark.parametrize("data", [b"", b"\0", b"\0\0\1", b"\xed\x01" + bytes(32), bytes(range(64))])
def test_base58_comes_back(data):
    assert multibase.decode_base58btc(multibase.encode_base58btc(data)) == data


def test_base58_is_bitcoins():
    assert multibase.encode_base58btc(b"Hello World!") == "z2NEpo7TZRRrLZSi2U"


@pytest.mark.parametrize("text", ["", "2NEpo", "z0", "zO", "zl", "z" + "1" * 10_000])
def test_text_that_is_not_base58_is_refused(text):
    with pytest.raises(ValueError):
        multibase.decode_base58btc(text)


@pytest.mark.parametrize("text", ["", "AAAA", "u+/+/", "uA", "u A=="])
def test_text_that_is_not_base64url_is_refused(text):
    with pytest.raises(ValueError):
        multibase.decode_base64url(text)


@pytest.mark.parametrize("algorithm", list(keys.ALGORITHMS))
class TestEveryKindOfKey:
    def test_survives_being_written_and_read(self, algorithm):
        key = keys.SigningKey.generate("did:web:fab.example", "key-1", algorithm)
        again = keys.SigningKey.from_json(key.to_json())
        assert again.to_json() == key.to_json()
        assert again.algorithm == key.public.algorithm == algorithm
        assert key.public.verify(again.sign(b"same"), b"same")
        assert not key.public.verify(again.sign(b"same"), b"other")

    def test_is_read_from_its_jwk(self, algorithm):
        key = keys.SigningKey.generate("did:web:fab.example", "key-1", algorithm).public
        assert keys.PublicKey.from_jwk(key.id, key.controller, key.jwk()) == key

    @pytest.mark.parametrize(
        "change", [{"use": "enc"}, {"alg": "HS256"}, {"d": "AA"}, {"key_ops": ["sign"]}, {"key_ops": 5}]
    )
    def test_is_refused_when_its_jwk_is_for_something_else(self, algorithm, change):
        key = keys.SigningKey.generate("did:web:fab.example", "key-1", algorithm).public
        with pytest.raises(InvalidKey):
            keys.PublicKey.from_jwk(key.id, key.controller, key.jwk() | change)

    def test_refuses_a_signature_of_another_length(self, algorithm):
        key = keys.SigningKey.generate("did:web:fab.example", "key-1", algorithm)
        signature = key.sign(b"message")
        assert not any(key.public.verify(other, b"message") for other in (b"", signature[:-1], signature + b"\0"))


@pytest.mark.parametrize(("algorithm", "prefix"), [("EdDSA", "z6Mk"), ("ES256", "zDn"), ("ES384", "z82")])
def test_a_multikey_begins_as_the_specification_says(algorithm, prefix):
    key = keys.SigningKey.generate(algorithm=algorithm)
    assert key.public.multibase.startswith(prefix)
    assert keys.PublicKey.from_multibase(key.id, key.controller, key.public.multibase) == key.public


def test_an_rsa_key_is_not_its_own_did():
    with pytest.raises(InvalidKey):
        keys.SigningKey.generate(algorithm="RS256")


@pytest.mark.parametrize(
    "jwk",
    [
        {},
        {"kty": "oct", "k": "c2VjcmV0"},
        {"kty": "OKP", "crv": "X25519", "x": "A" * 43},
        {"kty": "OKP", "crv": "Ed25519", "x": "AA"},
        {"kty": "OKP", "crv": "Ed25519"},
        {"kty": "EC", "crv": "secp256k1", "x": "A" * 43, "y": "A" * 43},
        {"kty": "EC", "crv": "P-256", "x": "A" * 43, "y": "A" * 43},
        {"kty": "RSA", "e": "AQAB", "n": "AQAB"},
        {"kty": "RSA", "e": "AQAB", "n": "_" * 1400},
        {"kty": "RSA", "e": 3, "n": 5},
    ],
)
def test_a_jwk_that_is_no_key_to_rely_on_is_refused(jwk):
    with pytest.raises(InvalidKey):
        keys.PublicKey.from_jwk("https://fab.example/key", "https://fab.example", jwk)
