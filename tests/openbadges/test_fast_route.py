"""The tables say what PyLD says, to the byte: on the corpus, and on badges nobody has written yet."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyld import jsonld

from arouez.openbadges import rdfc10
from arouez.openbadges.errors import LinkedDataError
from arouez.openbadges.jsonld import processor, to_quads, walk
from arouez.openbadges.jsonld.active_context import initial_context
from arouez.openbadges.proofs import SecuredDocument

from .shelf import DATA

V2 = "https://www.w3.org/ns/credentials/v2"
OB = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"


def pyld(document):
    """The canonical form, by PyLD alone: its expansion, its RDF, its canonicalization.

    A dataset is a set, but PyLD writes an empty list twice that two objects with one id both have.
    """
    options = {"documentLoader": processor.load_pinned, "algorithm": "URDNA2015", "format": "application/n-quads"}
    return "".join(dict.fromkeys(jsonld.normalize(document, options).splitlines(keepends=True)))


def outcome(route, document):
    try:
        return rdfc10.canonicalize(route(document))
    except LinkedDataError as error:
        return type(error)


CORPUS = sorted(path for path in (DATA / "corpus").rglob("*") if path.is_file())


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.name)
def test_the_corpus_reads_the_same(path):
    document = json.loads(path.read_text())
    for each in (document, SecuredDocument(document).unsecured):
        assert outcome(walk.to_quads, each) == outcome(processor.to_quads, each)


def test_the_largest_badge_reads_as_pyld_reads_it():
    document = json.loads((DATA / "corpus/1edtech-spec/complete.json").read_text())
    assert rdfc10.canonicalize(walk.to_quads(document)) == pyld(document)


# Badges as hypothesis writes them: every class of OB 3.0, with members left out, single or in arrays.

texts = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=8)
iris = st.sampled_from(["urn:a", "urn:b", "https://a.example/b#c", "did:web:a.example", "mailto:a@b.example"])
moments = st.sampled_from(["2026-05-04T09:30:00Z", "2026-05-04T11:30:00.5+02:00"])
numbers = st.integers(-(2**53), 2**53)


def node(type_, required=(), **members):
    optional = {name: content for name, content in members.items() if name not in required}
    always = {"type": st.sampled_from([type_, [type_]])} | {name: members[name] for name in required}
    return st.fixed_dictionaries(always, optional=optional)


def some(content):
    return st.one_of(content, st.lists(content, max_size=3))


images = node("Image", ("id",), id=iris, caption=texts)
alignments = node("Alignment", targetName=texts, targetUrl=iris, targetCode=texts, targetType=texts)
profiles = node(
    "Profile",
    id=iris, name=texts, url=iris, email=texts, image=images,
    otherIdentifier=some(node("IdentifierEntry", identifier=texts, identifierType=texts)),
    address=node("Address", addressCountry=texts, geo=node("GeoCoordinates", latitude=numbers, longitude=numbers)),
)  # fmt: skip
results = node("Result", alignment=some(alignments), resultDescription=iris, value=texts, status=texts)
achievements = node(
    "Achievement",
    id=iris, name=texts, description=texts, creator=profiles, image=images, tag=some(texts), inLanguage=texts,
    criteria=st.fixed_dictionaries({}, optional={"id": iris, "narrative": texts}), creditsAvailable=numbers,
    alignment=some(alignments),
    resultDescription=some(
        node("ResultDescription", id=iris, name=texts, resultType=texts, allowedValue=some(texts), requiredLevel=iris)
    ),
    related=some(node("Related", id=iris, version=texts)),
)  # fmt: skip
identities = node("IdentityObject", hashed=st.booleans(), identityHash=texts, identityType=texts, salt=texts)
subjects = node(
    "AchievementSubject",
    id=iris, achievement=achievements, identifier=some(identities), result=some(results), source=profiles,
    activityStartDate=moments, creditsEarned=numbers, role=texts,
)  # fmt: skip
statuses = node(
    "BitstringStatusListEntry", id=iris, statusPurpose=texts, statusListIndex=texts | numbers, statusListCredential=iris
)
proofs = node(
    "DataIntegrityProof", created=moments, cryptosuite=texts, verificationMethod=iris, proofValue=texts,
    proofPurpose=st.sampled_from(["assertionMethod", "authentication", "https://a.example/purpose"]),
)  # fmt: skip
endorsements = node(
    "EndorsementCredential",
    ("@context", "type"),
    **{"@context": st.just([V2, OB]), "type": st.just(["VerifiableCredential", "EndorsementCredential"])},
    id=iris, issuer=profiles | iris, proof=some(proofs),
    credentialSubject=node("EndorsementSubject", id=iris, endorsementComment=texts),
)  # fmt: skip
badges = st.fixed_dictionaries(
    {
        "@context": st.sampled_from([[V2, OB], [V2, OB, EXTENSIONS]]),
        "type": st.permutations(["VerifiableCredential", "OpenBadgeCredential"]),
        "name": texts,
    },
    optional={
        "id": iris,
        "issuer": profiles | iris,
        "validFrom": moments,
        "credentialSubject": some(subjects),
        "evidence": some(node("Evidence", id=iris, name=texts, narrative=texts, genre=texts)),
        "credentialStatus": statuses,
        "endorsement": some(endorsements),
        "proof": some(proofs),
        "awardedDate": moments,
    },
)


@settings(max_examples=120, deadline=None)
@given(badges)
def test_any_badge_reads_as_pyld_reads_it(document):
    assert_read_alike(document)


faults = st.sampled_from(
    [("colour", "red"), ("id", "relative"), ("type", "Thing"), ("name", None), ("@id", "urn:x"), ("urn:p", "v"),
     ("name", {"@value": "v", "@language": "fr"}), ("name", 1.5), ("name", {"@list": ["a"]}), ("name", [["a"]]),
     ("image", {"id": "urn:x"}), ("description", True), ("url", 7), ("proof", "urn:x"), ("id", "_:b1")]
)  # fmt: skip


@settings(max_examples=30, deadline=None)
@given(st.lists(badges, min_size=1, max_size=3))
def test_a_presentation_of_badges_reads_as_pyld_reads_it(credentials):
    document = {"@context": [V2, OB], "type": "VerifiablePresentation", "verifiableCredential": credentials}
    assert_read_alike(document)


def assert_read_alike(document):
    quads = walk.to_quads(document)
    read = rdfc10.canonicalize(quads)
    assert read == rdfc10.canonicalize(processor.to_quads(document))
    graphs = {graph for _, _, _, graph in quads}
    if len(graphs) <= 2:  # PyLD tries every order of a proof's members to tell two proofs apart: for minutes
        assert read == pyld(document)


@settings(max_examples=200, deadline=None)
@given(badges, faults, st.randoms(use_true_random=False))
def test_a_badge_with_a_fault_is_refused_by_both_or_by_none(document, fault, random):
    nodes = list(_nodes(document))
    name, value = fault
    random.choice(nodes)[name] = value
    try:
        fast = outcome(walk.to_quads, document)
    except walk.NotCovered:
        return
    slow = outcome(processor.to_quads, document)
    assert isinstance(fast, str) == isinstance(slow, str)
    if isinstance(fast, str):
        assert fast == slow


def test_many_threads_read_alike():
    """The first readers compile the tables, and some documents need PyLD: both while others read."""
    initial_context.cache_clear()
    plain = json.loads((DATA / "corpus/1edtech-spec/complete.json").read_text())
    fraction = json.loads((DATA / "corpus/1edtech-spec/basic.json").read_text())
    fraction["credentialSubject"]["creditsEarned"] = 1.5
    documents = [plain, fraction] * 8
    with ThreadPoolExecutor(8) as pool:
        read = list(pool.map(lambda document: rdfc10.canonicalize(to_quads(document)), documents))
    assert set(read) == {rdfc10.canonicalize(processor.to_quads(document)) for document in (plain, fraction)}


def _nodes(value):
    if isinstance(value, dict):
        yield value
    for child in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _nodes(child)
