"""The pinned contexts: those and no others (VC Data Integrity §4.6 "Context Validation")."""

import json
from hashlib import sha256
from importlib.resources import files

import pytest

from arouez.openbadges.errors import UnknownContext
from arouez.openbadges.jsonld import pinned_contexts, to_quads

FOLDER = files("arouez.openbadges") / "contexts"
INDEX = json.loads((FOLDER / "index.json").read_text())


@pytest.mark.parametrize("row", INDEX, ids=lambda row: row["file"])
def test_each_context_is_the_one_that_was_pinned_and_says_where_it_is_from(row):
    assert sha256((FOLDER / row["file"]).read_bytes()).hexdigest() == row["sha256"]
    assert row["licence"]
    assert row["source"].startswith(("PyPI ", "npm "))
    assert row["path"]
    assert "://" not in row["source"]


def test_no_context_is_there_without_being_listed():
    listed = {row["file"] for row in INDEX} | {"index.json"}
    assert {file.name for file in FOLDER.iterdir()} == listed
    assert len(pinned_contexts()) == len(INDEX)


@pytest.mark.parametrize(
    "url",
    [
        "https://www.w3.org/ns/credentials/v2",
        "https://www.w3.org/2018/credentials/v1",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
        "https://w3id.org/security/data-integrity/v2",
    ],
)
def test_what_badges_are_written_with_is_pinned(url):
    assert url in pinned_contexts()


@pytest.mark.parametrize(
    "context",
    [
        "https://evil.example/context.json",
        "https://purl.imsglobal.org/spec/ob/v3p0/context.json",  # an early draft, which redefines `name`
        "https://www.w3.org/ns/credentials/v2#",
        {"name": "https://schema.org/alternateName"},
        {"@vocab": "https://vocab.example/"},
        ["https://www.w3.org/ns/credentials/v2", ["https://w3id.org/security/multikey/v1"]],
        None,
        7,
    ],
    ids=str,
)
@pytest.mark.parametrize("place", ["document", "issuer"])
def test_a_context_that_is_not_pinned_is_refused_wherever_it_is(badge, context, place):
    document = badge.to_json()
    (document if place == "document" else document["issuer"])["@context"] = context
    with pytest.raises(UnknownContext):
        to_quads(document)
