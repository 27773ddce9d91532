"""Our rules and the published JSON schemas accept the same badges, but for the differences written down here.

A complete badge, a complete endorsement and a badge of VCDM 1.1 are altered in every place, in every way that issuers
get wrong, and judged by both. Each difference has its reason in STRICTER or LAXER.
"""

from __future__ import annotations

import json
from copy import copy
from typing import NamedTuple

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from arouez.openbadges.errors import StructureError
from arouez.openbadges.rdf import is_absolute_iri
from arouez.openbadges.structure import check_structure

from .shelf import DATA

# ---- the schemas


def with_single_values(schema):
    """The schema, reading a single value where it has an array, as the forms under `json-ld` do (OB 3.0 §C)."""
    if isinstance(schema, list):
        return [with_single_values(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    schema = {name: with_single_values(value) for name, value in schema.items()}
    if schema.get("type") == "array" and isinstance(schema["items"], dict):
        return {"anyOf": [schema["items"], schema]}
    return schema


def validator(name, adapt=lambda schema: schema):
    schema = adapt(json.loads((DATA / "schemas" / name).read_text()))
    return jsonschema_rs.Draft201909Validator(schema, validate_formats=True)


SCHEMAS = {
    "badge": validator("achievementcredential.json"),
    "endorsement": validator("endorsementcredential.json", with_single_values),
    "badge of VCDM 1.1": validator("anyachievementcredential.json", with_single_values),
}


# ---- the documents


def first_of_each(value):
    """A document with one item in each of its arrays of objects: all there is to say, said once."""
    if isinstance(value, dict):
        return {name: first_of_each(member) for name, member in value.items()}
    if isinstance(value, list):
        return [first_of_each(item) for item in (value[:1] if isinstance(value[0], dict) else value)]
    return value


def complete_badge():
    document = json.loads((DATA / "corpus/1edtech-spec/complete.json").read_text())
    subject = document["credentialSubject"]
    descriptions = subject["achievement"]["resultDescription"]
    subject["achievement"]["resultDescription"] = [next(one for one in descriptions if "requiredLevel" in one)]
    document = first_of_each(document)
    subject = document["credentialSubject"]
    description = subject["achievement"]["resultDescription"][0]
    subject["result"][0] |= {
        "resultDescription": description["id"],
        "achievedLevel": description["requiredLevel"],
        "status": "Completed",
    }
    for profile in (document["issuer"], subject["achievement"]["creator"]):
        del profile["endorsement"]
    names = ("familyName", "givenName", "additionalName", "patronymicName", "honorificPrefix", "honorificSuffix")
    subject["source"] |= dict.fromkeys((*names, "familyNamePrefix"), "Nolwenn") | {"dateOfBirth": "1990-02-28"}
    del subject["achievement"]["endorsement"]
    jws = "eyJhbGciOiJSUzI1NiJ9.e30.c2ln"
    for endorsed in (document, document["issuer"], subject["achievement"]):
        endorsed["endorsementJwt"] = [jws]
    return document | {
        "awardedDate": "2010-01-01T00:00:00Z",
        "termsOfUse": [{"id": "https://1edtech.edu/terms", "type": "IssuerPolicy"}],
    }


def complete_endorsement():
    document = json.loads((DATA / "corpus/1edtech-spec/endorsement.json").read_text())
    issuer = complete_badge()["issuer"]
    terms = [{"id": "https://1edtech.edu/terms", "type": "IssuerPolicy"}]
    return document | {"issuer": issuer, "termsOfUse": terms, "awardedDate": "2010-01-01T00:00:00Z"}


def badge_of_vcdm_1_1():
    document = complete_badge()
    del document["endorsement"]
    document["@context"][0] = "https://www.w3.org/2018/credentials/v1"
    document["issuanceDate"], document["expirationDate"] = document.pop("validFrom"), document.pop("validUntil")
    subject = document["credentialSubject"]
    achievement = {name: subject["achievement"][name] for name in ("id", "type", "name", "description", "criteria")}
    issuer = {"id": document["issuer"]["id"], "type": ["Profile"], "name": "1EdTech"}
    return document | {
        "credentialSubject": {"id": subject["id"], "type": ["AchievementSubject"], "achievement": achievement},
        "issuer": issuer,
    }


DOCUMENTS = {
    "badge": complete_badge(),
    "endorsement": complete_endorsement(),
    "badge of VCDM 1.1": badge_of_vcdm_1_1(),
}

# ---- what is done to them

ABSENT = object()


class Alteration(NamedTuple):
    """`after` put into a document at `path`."""

    path: tuple[str | int, ...]
    after: object
    document: dict

    @classmethod
    def of(cls, document, path, after):
        return cls(path, after, put(document, path, after))

    def __str__(self):
        after = "removed" if self.after is ABSENT else json.dumps(self.after, ensure_ascii=False)
        return f"{'.'.join(map(str, self.path))}: {after[:60]}"


def put(value, path, after):
    """A copy with `after` at `path`, or with nothing there."""
    if not path:
        return after
    step, *rest = path
    copied = copy(value)
    if not rest and after is ABSENT:
        del copied[step]
    else:
        copied[step] = put(value[step], rest, after)
    return copied


def places(value, path=()):
    """Every value in a document, with its path."""
    if path:
        yield path, value
    if isinstance(value, dict | list):
        for step, member in value.items() if isinstance(value, dict) else enumerate(value):
            yield from places(member, (*path, step))


TEXTS = (
    *("", "two words", "text", "Thing", "https://fab.example/1", "fr", "fr-fr", "fr-FR", "a.b.c", "a.b", "a..c"),
    *("ext:two words", "ext:", "ext:-", "an ext:ension", "Ext:a", "2026-05-04", "2026-02-30", "2026-05-04T09:30:00"),
    *("2026-05-04T09:30:00Z", "2026-05-04T09:30:00.123+02:00", "2026-13-04T09:30:00Z", "04/05/2026"),
)


def mistakes(value):
    """What issuers write in the place of `value`."""
    yield from (ABSENT, None, 7, 1.5, -500, "7", True, "true", {}, [], {"en": "text"}, [{"en": "text"}])
    yield from ({"@value": "text", "@language": "en"}, [None], [value], [value, value], [value, 7])
    if isinstance(value, str):
        yield from (*TEXTS, [value, "Thing"], ["Thing"])
    elif isinstance(value, dict):
        yield from (
            value.get("id", "https://fab.example/1"),
            value | {"unheard of": 1},
            {"id": "https://fab.example/1"},
        )
        yield value | {
            "type": [value["type"]] if isinstance(value.get("type"), str) else value.get("type", ["Thing"])[0]
        }
    elif isinstance(value, list):
        yield from (value[0], [*value, "Thing"], [*value, {"type": ["Thing"]}], [value])


# ---- the differences

_URIS = {"id", "url", "targetUrl", "resultDescription", "achievedLevel", "requiredLevel", "issuer"}
_RESULTS = {"result", "resultDescription", "rubricCriterionLevel"}


def is_relative(change):
    names = [step for step in change.path if isinstance(step, str)]
    return names[-1] in _URIS and isinstance(change.after, str) and not is_absolute_iri(change.after)


def is_language_map(change):
    maps = change.after if isinstance(change.after, list) else [change.after]
    return any(isinstance(one, dict) and all(isinstance(text, str) for text in one.values()) for one in maps)


def is_single_type(change):
    if isinstance(change.after, dict):
        return isinstance(change.after.get("type"), str)
    return change.path[-1] == "type" and isinstance(change.after, str)


def is_about_a_result(change):
    return not _RESULTS.isdisjoint(change.path)


def is_the_end_before_the_start(change):
    return change.path[-1] in ("validFrom", "validUntil")


def is_an_extension_in_the_middle(change):
    return isinstance(change.after, str) and change.after.find("ext:") > 0


def is_a_bare_picture(change):
    return change.path[-1] == "image" and isinstance(change.after, str)


STRICTER = {
    "a relative address means something else wherever it is read (C7)": is_relative,
    "JSON-LD reads no language map where the contexts define a plain text (D11a)": is_language_map,
    "a single type must be the one that is asked for, as one in an array must (D1, D3, D9, D10)": is_single_type,
    "a result refers to what its achievement describes, which no schema can say (D8)": is_about_a_result,
    "the validity ends after it starts, which no schema can say (VCDM 2.0 §4.9)": is_the_end_before_the_start,
    "the schema looks for `ext:` anywhere in the word": is_an_extension_in_the_middle,
}
"""What the schema accepts and we do not."""


def is_about_contexts(change):
    return "@context" in change.path


def is_inside_a_proof(change):
    return "proof" in change.path


def is_the_name_of_a_badge(change):
    return change.path == ("name",) and change.after is ABSENT


def is_a_bare_issuer(change):
    return change.path == ("issuer",) and isinstance(change.after, str)


def is_a_status_without_id(change):
    return change.path[0] == "credentialStatus" and "id" not in change.document["credentialStatus"]


def is_more_about_the_subject(change):
    return change.path == ("credentialSubject",)


LAXER = {
    "which contexts, and in which order, is for the check of the contexts (C1, C2)": is_about_contexts,
    "what is in a proof is for the check of the proof": is_inside_a_proof,
    "only the schemas of 2024 want a status to have an id (D9)": is_a_status_without_id,
    "only the schema of 2024 for VCDM 1.1 wants a badge to have a name (D1)": is_the_name_of_a_badge,
    "only the schema of 2024 for VCDM 1.1 wants more of an issuer than an address (D2)": is_a_bare_issuer,
    "only the schema of 2024 for VCDM 1.1 lets no more be said of a subject": is_more_about_the_subject,
    "first drafts, on VCDM 1.1, had a picture's bare address; we remark on it (D9)": is_a_bare_picture,
}
"""What the schema refuses and we do not."""


def difference(kind, change):
    """None, or the reason for a difference, or the difference that has none."""
    ours, theirs = accepts(change.document), SCHEMAS[kind].is_valid(change.document)
    if ours == theirs:
        return None
    reasons = (reason for reason, applies in (LAXER if ours else STRICTER).items() if applies(change))
    return next(reasons, f"we {'accept' if ours else 'refuse'} {kind}, {change}")


def accepts(document):
    try:
        return check_structure(document) == "OB3"
    except StructureError:
        return False


# ---- the tests


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_the_document_itself_is_accepted_by_both(kind):
    assert [error.message for error in SCHEMAS[kind].iter_errors(DOCUMENTS[kind])] == []
    assert accepts(DOCUMENTS[kind])


def test_every_mistake_in_every_place_is_judged_as_the_schema_does():
    found = [
        difference(kind, Alteration.of(document, path, wrong))
        for kind, document in DOCUMENTS.items()
        for path, value in places(document)
        for wrong in mistakes(value)
    ]
    assert len(found) > 10_000
    assert set(found) - {None} == {*STRICTER, *LAXER}, "a difference without a reason, or a reason that is no more"


PLACES = [(kind, path) for kind, document in DOCUMENTS.items() for path, _ in places(document)]
TERMS = sorted({step for _, path in PLACES for step in path if isinstance(step, str)})
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=9)
    | st.sampled_from(TEXTS) | st.sampled_from(TERMS),
    lambda values: st.lists(values, max_size=3) | st.dictionaries(st.sampled_from(TERMS), values, max_size=4),
    max_leaves=6,
)  # fmt: skip


@given(place=st.sampled_from(PLACES), value=ANYTHING)
def test_anything_in_any_place_is_judged_as_the_schema_does(place, value):
    kind, path = place
    assert difference(kind, Alteration.of(DOCUMENTS[kind], path, value)) in {None, *STRICTER, *LAXER}
