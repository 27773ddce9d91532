"""What a signature would not cover is an error, on both routes."""

from copy import deepcopy

import pytest

from arouez.openbadges import sign
from arouez.openbadges.errors import (
    LinkedDataError,
    PoisonedGraph,
    RelativeReference,
    StructureError,
    UndefinedTerm,
    UnknownContext,
)
from arouez.openbadges.jsonld import processor, to_quads, walk
from arouez.openbadges.rdf import is_absolute_iri, literal


@pytest.fixture(params=[to_quads, processor.to_quads], ids=["both", "processor"])
def route(request):
    return request.param


def changed(document, path, value):
    document = deepcopy(document)
    *parents, last = path
    target = document
    for step in parents:
        target = target[step]
    target[last] = value
    return document


@pytest.mark.parametrize(
    ("path", "value", "error"),
    [
        (["colour"], "red", UndefinedTerm),
        (["issuer", "colour"], "red", UndefinedTerm),
        (["credentialSubject", "achievement", "creator", "colour"], {}, UndefinedTerm),
        (["evidence", 0, "narative"], "typo", UndefinedTerm),
        (["@colour"], "red", LinkedDataError),
        (["type", 1], "OpenBadge", UndefinedTerm),
        (["type", 1], "", UndefinedTerm),
        (["type", 1], "../type", UndefinedTerm),
        (["type", 1], 7, LinkedDataError),
        (["id"], "badges/1", RelativeReference),
        (["id"], "", RelativeReference),
        (["id"], "#", RelativeReference),
        (["id"], "//fab.example/", RelativeReference),
        (["id"], 7, LinkedDataError),
        (["id"], ["urn:a", "urn:b"], LinkedDataError),
        (["id"], "https://fab.example/a b", RelativeReference),
        (["id"], "https://fab.example/>", RelativeReference),
        (["id"], "urn:x> <urn:y> <urn:z> .\n<urn:x", RelativeReference),
        (["issuer", "id"], "fab", RelativeReference),
        (["issuer"], "fab", RelativeReference),
        (["credentialSubject", "achievement", "image", "id"], "i.png", RelativeReference),
        (["credentialSubject", "achievement", "alignment", 0, "targetUrl"], None, LinkedDataError),
        (["evidence"], None, LinkedDataError),
        (["name"], {"fr": "Découpe"}, UndefinedTerm),
        (["name"], {"@value": "Découpe", "@language": "pas une langue"}, LinkedDataError),
        (["name"], {"@value": "Découpe", "@index": "1"}, LinkedDataError),
    ],
    ids=str,
)
def test_what_would_be_left_out_is_refused(badge, route, path, value, error):
    with pytest.raises(error):
        route(changed(badge.to_json(), path, value))


def test_a_document_that_says_nothing_is_refused(route):
    with pytest.raises(LinkedDataError):
        route({"@context": "https://www.w3.org/ns/credentials/v2", "id": "urn:a"})


@pytest.mark.parametrize("embedded", [{}, {"id": "urn:a"}, "urn:a"])
def test_an_embedded_document_that_says_nothing_is_refused(route, embedded):
    with pytest.raises(LinkedDataError):
        route(
            {
                "@context": "https://www.w3.org/ns/credentials/v2",
                "type": "VerifiablePresentation",
                "verifiableCredential": [embedded],
            }
        )


def test_a_protected_term_cannot_be_given_another_meaning(route):
    document = {
        "@context": ["https://w3id.org/security/v2", "https://www.w3.org/ns/credentials/v2",
                     "https://www.w3.org/2018/credentials/v1"],
        "id": "urn:a",
        "type": "VerifiableCredential",
    }  # fmt: skip
    with pytest.raises(LinkedDataError):
        route(document)


@pytest.mark.parametrize(("arrays", "length"), [(1, 501), (9, 500)])
def test_a_document_made_to_keep_pyld_busy_is_refused_at_once(badge, arrays, length):
    document = badge.to_json()
    document["credentialSubject"]["creditsEarned"] = 1.5  # the tables do not cover fractions
    document["evidence"] = [{"type": "Evidence", "name": [str(n) for n in range(length)]}] * arrays
    with pytest.raises(PoisonedGraph):
        to_quads(document)


def test_a_fraction_is_read_all_the_same(badge):
    document = badge.to_json()
    document["credentialSubject"]["creditsEarned"] = 1.5
    assert any('"1.5E0"' in object_ for _, _, object_, _ in to_quads(document))


def test_nothing_unsafe_is_signed(badge, key):
    for path, value in ((["colour"], "red"), (["evidence", 0, "type"], ["Evidence", "Preuve"])):
        with pytest.raises(UndefinedTerm):
            sign(changed(badge.to_json(), path, value), key, badge.valid_from)
    with pytest.raises(StructureError):
        sign(badge.to_json() | {"endorsement": []}, key, badge.valid_from)
    with pytest.raises(StructureError):
        sign(changed(badge.to_json(), ["issuer", "type"], ["Person"]), key, badge.valid_from)


def test_the_tables_know_what_badges_are_made_of(badge):
    assert walk.to_quads(badge.to_json())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('quote " backslash \\', '"quote \\" backslash \\\\"'),
        ("\b\t\n\f\r", '"\\b\\t\\n\\f\\r"'),
        ("\x00\x0b\x1f\x7f", '"\\u0000\\u000B\\u001F\\u007F"'),
        ("é 🦀 \u0080 \u2028", '"é 🦀 \u0080 \u2028"'),
    ],
)
def test_texts_are_written_in_canonical_n_quads(text, expected):
    assert literal(text) == expected


@pytest.mark.parametrize("text", ["", "a", "/a", "a b:c", "1a:b", "a:<", "a:\n", "a:{", "é:b", ":a", "_:a"])
def test_an_iri_without_a_scheme_or_with_a_forbidden_character_is_none(text):
    assert not is_absolute_iri(text)


class TestTermsOfOnesOwn:
    DOCUMENT = {
        "@context": ["https://www.w3.org/ns/credentials/v2", {"tool": "https://fab.example/terms#tool"}],
        "type": "VerifiableCredential",
        "credentialSubject": {"id": "did:example:nolwenn", "tool": "laser"},
    }

    def test_are_signed_where_they_are_allowed(self):
        quads = to_quads(self.DOCUMENT, own_terms=True)
        assert ("<did:example:nolwenn>", "<https://fab.example/terms#tool>", '"laser"', "") in quads

    def test_are_refused_elsewhere(self):
        with pytest.raises(UnknownContext):
            to_quads(self.DOCUMENT)

    @pytest.mark.parametrize(
        "context",
        [
            {"@base": "https://evil.example/"},
            {"@import": "https://evil.example/context"},
            {"name": "https://evil.example/name"},  # protected by VCDM
            {"tool": {"@id": "https://fab.example/tool", "@context": "https://evil.example/context"}},
            7,
        ],
    )
    def test_do_not_change_or_fetch_what_others_defined(self, context):
        document = self.DOCUMENT | {"@context": ["https://www.w3.org/ns/credentials/v2", context]}
        with pytest.raises(LinkedDataError):
            to_quads(document, own_terms=True)


def test_the_direction_of_a_text_is_signed():
    name = {"@value": "شارة", "@language": "ar", "@direction": "rtl"}
    document = TestTermsOfOnesOwn.DOCUMENT | {"@context": "https://www.w3.org/ns/credentials/v2", "name": name}
    del document["credentialSubject"]
    assert any(value == '"شارة"^^<https://www.w3.org/ns/i18n#ar_rtl>' for _, _, value, _ in to_quads(document))
