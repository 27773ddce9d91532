"""Open Badges 1 and 2 that nobody here made, each with the verdict that its makers give it."""

from datetime import UTC, datetime

import pytest

from arouez.openbadges import verify
from arouez.openbadges.documents import Directory

from .ob2_fab import outcome
from .shelf import DATA

AT = datetime(2026, 5, 4, tzinfo=UTC)
UNASKED = {"hosting": "hosting.not_looked_up"}
MOVED = {"linked": "linked.lenient"}
NO_PICTURE = {"structure": "structure.lenient"}

# Whether it is valid, and what does not simply pass.
EXPECTED = {
    "1_0_assertion_with_errors.json": (False, {"structure": "structure.invalid"}),
    "2_0_basic_badgeclass.json": (True, {}),
    "assertion-with-data-image.json": (False, {"structure": "structure.invalid"}),
    "assertion-with-endorsements.json": (True, UNASKED),
    "assertion-with-extension-node-basic.json": (True, UNASKED),
    "assertion-with-extension-node-invalid.json": (False, UNASKED | {"extensions": "extensions.invalid"}),
    "assertion-with-multiple-extensions.json": (True, UNASKED),
    "badge-class-with-language.json": (True, NO_PICTURE),
    "basic-assertion-expired-before-issued.json": (False, {"structure": "structure.invalid"}),
    "basic-assertion-expired.json": (False, UNASKED | {"validity": "validity.expired"}),
    "basic-assertion-in-future.json": (False, UNASKED | {"validity": "validity.not_yet"}),
    "basic-assertion-invalid-context.json": (False, UNASKED | {"contexts": "context.unknown"}),
    "basic-assertion-invalid-type.json": (False, {"structure": "structure.type"}),
    "basic-assertion-with-allowed-origins-invalid-multiple-starts-with.json": (
        False,
        UNASKED | MOVED | {"scope": "scope.outside"},
    ),
    "basic-assertion-with-allowed-origins-invalid-starts-with.json": (
        False,
        UNASKED | MOVED | {"scope": "scope.outside"},
    ),
    "basic-assertion-with-allowed-origins-valid-multiple-starts-with.json": (True, UNASKED | MOVED),
    "basic-assertion-with-allowed-origins.json": (True, UNASKED | MOVED),
    "basic-assertion-with-language.json": (True, UNASKED),
    "invalid-class.json": (False, {"structure": "structure.type"}),
    "invalid-one-invalid-class.json": (False, {"structure": "structure.type"}),
    "issuer-compact-iri-validation.json": (True, {}),
    "simple-not-revoked.jwt": (True, {}),
    "simple-revoked.jwt": (False, {"status": "status.revoked"}),
    "valid-badge-class.json": (True, NO_PICTURE),
    "valid-issuer-extension.json": (True, {}),
    "warning-issuer-non-http.json": (True, MOVED),
    "warning-with-redirection.json": (True, UNASKED | MOVED),
}


@pytest.mark.parametrize("name", EXPECTED)
def test_a_badge_gets_the_verdict_its_makers_give_it(name):
    verdict = verify((DATA / "ob2/corpus" / name).read_bytes(), documents=Directory(DATA / "ob2/documents"), at=AT)
    assert (verdict.valid, outcome(verdict)) == EXPECTED[name]


def test_every_badge_of_the_corpus_is_judged():
    assert {path.name for path in (DATA / "ob2/corpus").iterdir()} == set(EXPECTED)
