"""Extensions: what others defined, by a context of its own."""

import pytest

from .ob2_fab import FAB, Fab, failures, outcome

CONTEXT = f"{FAB}/extensions/context.json"
SCHEMA = f"{FAB}/extensions/schema.json"
EXTENSION = {"@context": CONTEXT, "type": ["Extension", "extensions:Machine"], "machine": "Trotec"}


@pytest.fixture
def fab():
    fab = Fab()
    fab.put(
        CONTEXT,
        {
            "@context": {"machine": "https://fab.example/terms#machine"},
            "obi:validation": [{"obi:validatesType": "extensions:Machine", "obi:validationSchema": SCHEMA}],
        },
    )
    fab.put(SCHEMA, {"type": "object"})
    return fab


def extended(fab, extension):
    fab.assertion["extensions:machine"] = extension
    return fab.publish().judge()


def test_an_extension_with_its_context_and_schema_is_read(fab):
    verdict = extended(fab, EXTENSION)
    assert outcome(verdict) == {}
    assert {check.name: check.code for check in verdict.checks}["extensions"] == "extensions.ok"


def test_an_extension_may_be_defined_by_the_context_of_the_badge(fab):
    fab.assertion["@context"] = [fab.assertion["@context"], CONTEXT]
    assert outcome(extended(fab, {"type": ["Extension", "extensions:Machine"]})) == {}


def test_an_extension_in_the_badge_class_is_looked_at(fab):
    fab.badge["extensions:machine"] = EXTENSION | {"type": ["Extension", "extensions:Other"]}
    assert failures(fab.publish().judge()) == {"extensions": "extensions.invalid"}


@pytest.mark.parametrize(
    "change",
    [
        {"type": ["Extension", "extensions:Other"]},
        {"type": "Extension"},
        {"type": "extensions:Machine"},
        {"@context": []},
    ],
)
def test_an_extension_that_nothing_defines_is_refused(fab, change):
    assert failures(extended(fab, EXTENSION | change)) == {"extensions": "extensions.invalid"}


@pytest.mark.parametrize("missing", [CONTEXT, SCHEMA])
def test_an_extension_whose_definition_cannot_be_had_is_remarked_on(fab, missing):
    del fab[missing]
    assert outcome(extended(fab, EXTENSION)) == {"extensions": "extensions.unknown"}


def test_a_definition_that_is_no_json_is_refused(fab):
    fab[CONTEXT] = b"<html>"
    assert failures(extended(fab, EXTENSION)) == {"extensions": "extensions.invalid"}


def test_more_extensions_than_anyone_reads_are_refused(fab):
    assert failures(extended(fab, [EXTENSION] * 51)) == {"extensions": "extensions.invalid"}
