"""Awards of one badge, signed from a template: the same bytes as by the full route, whatever they hold."""

import copy
import json
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from arouez.openbadges import keys, model, sign
from arouez.openbadges.errors import OpenBadgesError
from arouez.openbadges.proofs import template
from arouez.openbadges.proofs.template import sign_alike

from .shelf import AT, STATUS_LIST


def outcome(signing, document, key, created=AT):
    """The signed text, or the refusal in full."""
    try:
        return json.dumps(signing(document, key, created))
    except (OpenBadgesError, ValueError) as error:
        return type(error), str(error)


def assert_alike(document, key, created=AT):
    assert outcome(sign_alike, document, key, created) == outcome(sign, document, key, created)


@pytest.fixture
def award(badge):
    """Another award of the same badge, by its number."""

    def award(number):
        another = replace(
            badge,
            id=f"https://fab.example/badges/{number}",
            valid_from=badge.valid_from + timedelta(hours=number),
            subject=replace(
                badge.subject,
                id=f"urn:uuid:{number:032x}",
                identifiers=(model.IdentityObject.hashed_email(f"p{number}@example.org", f"sel{number}"),),
            ),
            evidence=(
                model.Evidence(narrative=f"Boîte n° {number}"),
                model.Evidence(id=f"https://fab.example/photo{number}.jpg", name="Photo", genre="Photo"),
            ),
            status=model.BitstringStatusListEntry(f"{STATUS_LIST}#{number}", STATUS_LIST, number),
        )
        return another.to_json()

    return award


def test_awards_are_signed_as_by_the_full_route(award, key):
    for number in range(20):
        assert_alike(award(number), key, AT + timedelta(seconds=number))


def test_the_second_award_does_not_take_the_full_route(award, key, monkeypatch):
    expected = sign(award(2), key, AT)
    sign_alike(award(1), key, AT)
    monkeypatch.setattr(template, "sign", None)
    assert sign_alike(award(2), key, AT) == expected


def test_another_key_of_the_issuer_signs_from_the_same_template(award, key, monkeypatch):
    rotated = keys.SigningKey.generate(key.controller, "key-1")
    expected = sign(award(2), rotated, AT)
    sign_alike(award(1), key, AT)
    monkeypatch.setattr(template, "sign", None)
    assert sign_alike(award(2), rotated, AT) == expected


def test_the_document_is_left_as_it_was(award, key):
    document = award(1)
    before = copy.deepcopy(document)
    sign_alike(document, key, AT)
    assert document == before


def test_a_key_of_another_issuer_is_refused(award, key):
    sign_alike(award(1), key, AT)
    assert_alike(award(2), keys.SigningKey.generate())


def test_a_key_of_another_kind_is_refused(award, key):
    sign_alike(award(1), key, AT)
    assert_alike(award(2), keys.SigningKey.generate(key.controller, "key-0", algorithm="ES256"))


def test_a_moment_without_a_zone_is_refused(award, key):
    sign_alike(award(1), key, AT)
    assert_alike(award(2), key, AT.replace(tzinfo=None))


def test_many_threads_sign_alike(award, key):
    template._template.cache_clear()
    with ThreadPoolExecutor(8) as pool:
        signed = list(pool.map(lambda number: sign_alike(award(number), key, AT), range(40)))
    assert signed == [sign(award(number), key, AT) for number in range(40)]


def test_templates_are_forgotten_when_there_are_too_many(award, key):
    for number in range(template._TEMPLATES_KEPT + 10):
        document = award(1)
        document["credentialSubject"]["achievement"]["version"] = str(number)
        sign_alike(document, key, AT)
    assert template._template.cache_info().currsize <= template._TEMPLATES_KEPT


def test_a_hostile_award_costs_no_more_than_by_the_full_route(award, key):
    """Blank nodes that look alike are told apart in full, within the same bounds."""
    document = award(1)
    document["evidence"] = [{"type": ["Evidence"], "narrative": "deux fois"} for _ in range(12)]
    sign_alike(document, key, AT)
    start = time.perf_counter()
    assert_alike(document, key)
    assert time.perf_counter() - start < 5


# Values that a template could stumble over: two of a kind, those of other nodes, those of its own samples, with
# characters that N-Quads escapes, of another scheme, behind a prefix.

texts = st.one_of(
    st.text(st.characters(exclude_categories=("Cs",)), max_size=6),
    st.sampled_from(
        ["", '"', 'a "quoted" \\ text', "ligne\nligne\r\t", "\x00\x7f\u2028\x85", "🦀", "\ue000", "deux fois", "laser",
         "100010001000", "100110011001", "_:b1", "_:c14n0", "https://fab.example/badges/1", "{0}", "\\1"]
    ),
)  # fmt: skip
iris = st.sampled_from(
    ["https://fab.example/badges/1", "https://fab.example/achievements/laser", "https://fab.example/laser",
     "did:web:fab.example:issuers:1", "https://network.example/", "https://hole1000", "https://hole1006", "urn:hole1002",
     "urn:uuid:5f1c7c1e-0a51-4a1e-9f6a-3f6f0d5f7f11", "mailto:léa@example.org", "did:key:z6Mk", "http:a", "https:a",
     "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", "schema:Person", "vc:Thing", "xsd:string", "urn:é🦀"]
)  # fmt: skip
moments = st.one_of(
    st.integers(1971, 2099).map("{}-05-04T09:30:00Z".format),
    st.sampled_from(["2026-05-04T11:30:00.5+02:00", "2026-05-04T24:00:00Z", "1000-01-01T00:00:00Z"]),
)
identities = st.fixed_dictionaries(
    {"type": st.just("IdentityObject"), "hashed": st.booleans(), "identityHash": texts,
     "identityType": st.sampled_from(["emailAddress", "name", "ext:a"])},
    optional={"salt": texts},
)  # fmt: skip
pieces = st.fixed_dictionaries(
    {"type": st.sampled_from([["Evidence"], "Evidence"])},
    optional={"id": iris, "name": texts, "narrative": texts, "description": texts, "genre": texts},
)
statuses = st.fixed_dictionaries(
    {"type": st.just("BitstringStatusListEntry"), "statusPurpose": st.just("revocation"),
     "statusListIndex": texts, "statusListCredential": iris},
    optional={"id": iris},
)  # fmt: skip
subjects = st.fixed_dictionaries(
    {"id": iris}, optional={"identifier": st.one_of(identities, st.lists(identities, min_size=1, max_size=3))}
)
documents = st.fixed_dictionaries(
    {"id": iris, "validFrom": moments, "subject": subjects},
    optional={
        "validUntil": moments,
        "awardedDate": moments,
        "evidence": st.one_of(pieces, st.lists(pieces, min_size=1, max_size=3)),
        "credentialStatus": statuses,
    },
)
faults = st.sampled_from(
    [None, 1, True, 1.0, 0.5, 2**60, (), [], ["a"], ("a",), {}, {"@value": "a"}, float("nan"), b"a", {1: 2}, "", "relative",
     "\ud800", "\ud83d\ude00", "_:b1", "@id", "https://a b", "https://a>", "urn:a\n", "urn:\ud800", ":", "//a", "hier",
     "2026-05-04", "2026-05-04T09:30:00", "2026-13-04T09:30:00Z"]
)  # fmt: skip


def written(key, differences):
    """An award of a badge whose own texts are among those that an award can hold."""
    return {
        "@context": list(model.CONTEXTS),
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": key.controller, "type": ["Profile"], "name": "Les Fabriques du Ponant"},
        **{name: value for name, value in differences.items() if name != "subject"},
        "credentialSubject": differences["subject"]
        | {
            "type": ["AchievementSubject"],
            "achievement": {
                "id": "https://fab.example/achievements/laser",
                "type": ["Achievement"],
                "name": "laser",
                "description": "deux fois",
                "criteria": {"narrative": "deux fois"},
                "creator": {"id": "https://network.example/", "type": ["Profile"], "name": "deux fois"},
                "alignment": [
                    {"type": ["Alignment"], "targetName": "100010001000", "targetUrl": "https://hole1000"},
                    {"type": ["Alignment"], "targetName": "deux fois", "targetUrl": "https://fab.example/laser"},
                ],
                "tag": ["laser", "deux fois"],
            },
        },
    }


@settings(max_examples=300, deadline=None)
@given(documents)
def test_whatever_an_award_holds_it_is_signed_as_by_the_full_route(key, differences):
    assert_alike(written(key, differences), key)


@settings(max_examples=300, deadline=None)
@given(documents, faults, st.randoms(use_true_random=False))
def test_whatever_is_wrong_with_an_award_is_refused_as_by_the_full_route(key, differences, fault, random):
    node, name = random.choice([place for place in _members(differences) if place[1] != "subject"])
    node[name] = fault
    assert_alike(written(key, differences), key)


def _members(value):
    """Every place where a value is."""
    places = enumerate(value) if isinstance(value, list) else value.items() if isinstance(value, dict) else ()
    for name, member in list(places):
        yield value, name
        yield from _members(member)
