"""Who holds a key (DID Core, did:key, did:web, Controlled Identifiers)."""

from datetime import timedelta

import pytest

from arouez.openbadges import did, keys
from arouez.openbadges.documents import Document, Nowhere
from arouez.openbadges.errors import (
    DidInvalid,
    DidUnavailable,
    DidUnsupported,
    InvalidKey,
    KeyNotAuthorized,
    KeyNotFound,
    KeyRetired,
)

from .shelf import AT, ISSUER, Shelf

DOCUMENT = "https://fab.example/issuers/1/did.json"


@pytest.mark.parametrize(
    ("url", "name", "document"),
    [
        ("https://fab.example", "did:web:fab.example", "https://fab.example/.well-known/did.json"),
        ("https://fab.example/", "did:web:fab.example", "https://fab.example/.well-known/did.json"),
        ("https://fab.example/a/b/", "did:web:fab.example:a:b", "https://fab.example/a/b/did.json"),
        ("https://fab.example:8000/a", "did:web:fab.example%3A8000:a", "https://fab.example:8000/a/did.json"),
        ("http://127.0.0.1:8000/a", "did:web:127.0.0.1%3A8000:a", "https://127.0.0.1:8000/a/did.json"),
    ],
)
def test_an_address_is_a_did_and_the_did_an_address(url, name, document):
    assert did.did_web(url) == name
    assert did.did_web_url(name) == document


@pytest.mark.parametrize("url", ["fab.example", "https:///a", "https://a.b/?q", "https://a.b/#f", "https://u@a.b/"])
def test_an_address_that_can_be_no_did_is_refused(url):
    with pytest.raises(ValueError):
        did.did_web(url)


@pytest.mark.parametrize(
    "name",
    ["did:web:", "did:web:a%2Fb", "did:web:a/b", "did:web:a::b", "did:web:u@a", "did:web:a%3Ax", "did:web:a:..",
     "did:web:a:%2e%2e", "did:key:z6Mk", "did:web"],
)  # fmt: skip
def test_a_did_that_leads_elsewhere_is_refused(name):
    with pytest.raises(DidInvalid):
        did.did_web_url(name)


def test_a_key_is_found_in_the_document_of_its_controller(key, shelf):
    assert did.resolve_verification_method(key.id, shelf) == key.public


def test_a_did_key_needs_no_document():
    key = keys.SigningKey.generate()
    assert did.resolve_verification_method(key.id, Nowhere()) == key.public


@pytest.mark.parametrize("fragment", ["", "#", "#z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"])
def test_a_did_key_must_name_itself(fragment):
    with pytest.raises(KeyNotFound):
        did.resolve_verification_method(keys.SigningKey.generate().controller + fragment, Nowhere())


def test_a_did_key_of_another_kind_of_key_is_refused():
    with pytest.raises(InvalidKey):
        did.resolve_verification_method("did:key:zDnaerx9C#zDnaerx9C", Nowhere())


def test_another_did_method_is_refused():
    with pytest.raises(DidUnsupported):
        did.resolve_verification_method("did:example:1#key", Nowhere())


def test_a_document_that_cannot_be_had_is_said_to_be_so(key):
    with pytest.raises(DidUnavailable):
        did.resolve_verification_method(key.id, Nowhere())


def test_a_document_about_somebody_else_is_refused(key, shelf):
    shelf.put(DOCUMENT, did.did_document(ISSUER, [key.public]) | {"id": "did:web:evil.example"})
    with pytest.raises(DidInvalid):
        did.resolve_verification_method(key.id, shelf)


@pytest.mark.parametrize("body", [b"", b"[]", b"<html>", b'{"id": "a", "id": "b"}', b"\xff"])
def test_a_document_that_is_no_document_is_refused(key, shelf, body):
    shelf[DOCUMENT] = body
    with pytest.raises(DidInvalid):
        did.resolve_verification_method(key.id, shelf)


def test_a_key_outside_assertion_method_may_not_sign(key, shelf):
    shelf.put(DOCUMENT, did.did_document(ISSUER, [key.public]) | {"assertionMethod": []})
    with pytest.raises(KeyNotAuthorized):
        did.resolve_verification_method(key.id, shelf)


def test_a_key_of_another_controller_may_not_sign(key, shelf):
    document = did.did_document(ISSUER, [key.public])
    document["verificationMethod"][0]["controller"] = "did:web:evil.example"
    shelf.put(DOCUMENT, document)
    with pytest.raises(KeyNotAuthorized):
        did.resolve_verification_method(key.id, shelf)


def test_a_key_that_is_not_listed_is_not_found(key, shelf):
    with pytest.raises(KeyNotFound):
        did.resolve_verification_method(f"{ISSUER}#key-1", shelf)


def test_a_key_may_be_written_in_place_or_short(key, shelf):
    document = did.did_document(ISSUER, [key.public])
    method = document.pop("verificationMethod")[0] | {"id": "#key-0"}
    shelf.put(DOCUMENT, document | {"assertionMethod": method})
    assert did.resolve_verification_method(key.id, shelf) == key.public
    shelf.put(DOCUMENT, document | {"assertionMethod": ["#key-0"], "verificationMethod": [method]})
    assert did.resolve_verification_method(key.id, shelf) == key.public


def test_a_profile_at_its_own_address_can_hold_the_keys():
    key = keys.SigningKey.generate("https://fab.example/about", "key-0")
    shelf = Shelf()
    shelf.put("https://fab.example/about", did.did_document("https://fab.example/about", [key.public]))
    assert did.resolve_verification_method(key.id, shelf) == key.public


def test_a_profile_that_another_host_answers_for_is_not_believed():
    """`https://fab.example/out?to=…` leads to whatever anybody wants it to."""
    issuer = "https://fab.example/out?to=https://evil.example/about"
    key = keys.SigningKey.generate(issuer, "key-0")

    class Redirecting(Shelf):
        def get(self, url):
            return Document("https://evil.example/about", super().get(url).body)

    shelf = Redirecting()
    shelf.put(issuer, did.did_document(issuer, [key.public]))
    with pytest.raises(DidInvalid, match=r"evil\.example"):
        did.resolve_verification_method(key.id, shelf)


@pytest.mark.parametrize("member", ["revoked", "expires"])
def test_a_key_is_good_until_it_is_retired(key, shelf, member):
    document = did.did_document(ISSUER, [key.public])
    document["verificationMethod"][0][member] = "2026-05-04T09:30:00Z"
    shelf.put(DOCUMENT, document)
    assert did.resolve_verification_method(key.id, shelf, AT - timedelta(seconds=1)) == key.public
    with pytest.raises(KeyRetired):
        did.resolve_verification_method(key.id, shelf, AT)


def test_a_document_lists_every_key_and_the_other_names(key):
    other = keys.SigningKey.generate(ISSUER, "key-1")
    document = did.did_document(ISSUER, [key.public, other.public], ["https://fab.example/"])
    assert document["alsoKnownAs"] == ["https://fab.example/"]
    assert document["assertionMethod"] == [key.id, other.id]
    assert "secret" not in str(document)
