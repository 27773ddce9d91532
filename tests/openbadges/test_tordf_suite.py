"""The W3C test suite of JSON-LD 1.1, "Transform JSON-LD to RDF": what we read says what it should, the rest is refused.

A context that a test defines in place stands, as if it were pinned, at an address of its own, so that the tables
are made from it. No test is skipped but those of JSON-LD 1.0; no refusal goes without a reason in the list below.
"""

import json

import pytest

from arouez.openbadges import rdfc10
from arouez.openbadges.errors import LinkedDataError, RelativeReference, UndefinedTerm, UnknownContext
from arouez.openbadges.jsonld import pinned_contexts, processor, to_quads, walk

from .shelf import DATA
from .test_rdf_canon_suite import read

pytestmark = pytest.mark.filterwarnings("ignore::SyntaxWarning")  # PyLD's, for terms that look like keywords

SUITE = DATA / "tordf"
TESTS = json.loads((SUITE / "index.json").read_text(encoding="utf-8"))

REFUSED = [
    (
        LinkedDataError,
        "uses a keyword that no badge needs, such as @graph, @list or @reverse, or what looks like one",
        """t0013 t0014 t0015 t0027 t0028 t0029 t0030 t0036 t0113 t0114 t0115 t0116 t0117 t0120 t0121 t0122 t0123 t0124
        t0125 t0126 t0127 t0128 t0129 t0130 t0131 t0132 te004 te009 te012 te015 te020 te021 te023 te036 te037 te039
        te043 te047 te046 te065 te066 te081 te084 te087 te095 te098 te101 te102 te103 te104 te105 te106 te119 tin01 tin02
        tin04 tin05 tli01 tli02 tli03 tli04 tm009 tm011 tm012 tm013 tm015 tn001 tn005 tpi10 tpr34 tpr35""",
    ),
    (
        RelativeReference,
        "has a reference relative to its address, or one that is no IRI, which other processors leave out",
        """t0016 t0017 t0018 tc015 tc024 tc038 te005 te028 te029 te040 te048 te050 te051 te056 te057 te060 te062 te076
        te078 te088 te089 te090 te091 te109 te111 te121 te122 te129 te130 tli11 tli12 tli13 tli14 tm005 tm017 tm018
        tpi06 tpi07 tpi08 tpi09 twf01 twf03 twf07""",
    ),
    (
        UndefinedTerm,
        "has a member or a type that no context defines as an IRI, which other processors leave out",
        """tc014 tc018 te032 te059 te068 te077 te092 te110 te112 tin06 tpi11 tpr06 tpr19 tpr36 tpr38 twf02 twf04""",
    ),
    (
        LinkedDataError,
        "has the keys of an index, which say nothing in RDF",
        "tc013 te044 te063 te082 te083 te096 te097 te107",
    ),
    (LinkedDataError, "has a null, which says nothing in RDF", "te003 te019 tjs08 tjs12 tjs18 tjs22"),
    (LinkedDataError, "says nothing at all", "te001 te017 te045"),
    (LinkedDataError, "has a text in what is no language", "twf05"),
    (UnknownContext, "asks for a context that is not pinned, or for none", "tc031 te016 te126 te127 te128 tjs21"),
    (LinkedDataError, "imports a context that is not pinned", "tc034 tso05 tso06 tso08 tso09 tso11"),
    (LinkedDataError, "is not read by PyLD: @propagate in a context that is behind an address", "tc028"),
]
REASONS = {test: (error, reason) for error, reason, tests in REFUSED for test in tests.split()}

DIRECTION = ["tdi01", "tdi02", "tdi03", "tdi04", "tdi05", "tdi06", "tdi11", "tdi12"]
"""Texts with a direction: the suite leaves it out, or makes nodes of it; we keep it in the datatype (`i18n-datatype`)."""


@pytest.fixture
def document(test, monkeypatch):
    """The input, with its own contexts pinned."""

    def pinned(value):
        if isinstance(value, list):
            return [pinned(item) for item in value]
        if not isinstance(value, dict):
            return value
        return {name: contexts(item) if name == "@context" else pinned(item) for name, item in value.items()}

    def contexts(value):
        return [stand_in(context) for context in (value if isinstance(value, list) else [value])]

    def stand_in(context):
        if not isinstance(context, dict):
            return context
        address = f"https://suite.test/{test['id']}/{len(pinned_contexts())}"
        monkeypatch.setitem(pinned_contexts(), address, {"@context": context})
        return address

    content = json.loads((SUITE / test["in"]).read_text(encoding="utf-8"))
    return pinned(content[0] if isinstance(content, list) else content)


def named(test):
    return f"{test['id']} {test['name']}"


def outcome(route, document):
    try:
        return rdfc10.canonicalize(route(document))
    except LinkedDataError as error:
        return type(error)


POSITIVE = [test for test in TESTS if "out" in test]
READ = [test for test in POSITIVE if test["id"] not in REASONS and test["id"] not in DIRECTION]


@pytest.mark.parametrize("test", READ, ids=named)
def test_what_is_read_says_what_it_should(test, document):
    expected = rdfc10.canonicalize(read((SUITE / test["out"]).read_text(encoding="utf-8")))
    assert rdfc10.canonicalize(to_quads(document)) == expected


@pytest.mark.parametrize("test", [test for test in POSITIVE if test["id"] in REASONS], ids=named)
def test_what_a_signature_would_not_cover_is_refused(test, document):
    error, _reason = REASONS[test["id"]]
    with pytest.raises(LinkedDataError) as refusal:
        to_quads(document)
    assert refusal.type is error


@pytest.mark.parametrize("test", [test for test in TESTS if test["id"] in DIRECTION], ids=named)
def test_a_direction_is_part_of_what_is_said(test, document):
    assert "<https://www.w3.org/ns/i18n#" in rdfc10.canonicalize(to_quads(document))


@pytest.mark.parametrize("test", [test for test in TESTS if "error" in test], ids=named)
def test_what_is_wrong_is_refused(test, document):
    with pytest.raises(LinkedDataError):
        to_quads(document)


@pytest.mark.parametrize("test", [test for test in TESTS if "out" not in test and "error" not in test], ids=named)
def test_what_has_only_to_be_accepted_is(test, document):
    assert to_quads(document)


@pytest.mark.parametrize("test", TESTS, ids=named)
def test_the_tables_say_what_the_processor_says(test, document):
    try:
        fast = outcome(walk.to_quads, document)
    except walk.NotCovered:
        return
    slow = outcome(processor.to_quads, document)
    assert fast == slow or not (isinstance(fast, str) or isinstance(slow, str))


def test_every_reason_is_about_a_test_and_the_tables_are_put_to_it():
    assert REASONS.keys() | set(DIRECTION) <= {test["id"] for test in POSITIVE}
    assert len(READ) == 166
