"""Others' software judges our badges, and we judge theirs: what is expected, and what the page says of it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from . import in_node, page
from .differences import OF_OUR_BADGES, expected, expected_of_us
from .forms import forms
from .theirs import foreign, verdicts
from .verifiers import AROUEZ, VERIFIERS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "interop.md"


def require(missing: str, is_optional: bool = False) -> None:
    """Skip the test if something is missing; CI must have it."""
    if missing and os.environ.get("CI") == "true" and not is_optional:
        pytest.fail(f"CI runs everything: {missing} must be installed.")
    if missing:
        pytest.skip(f"needs {missing}")


@pytest.mark.parametrize("verifier", VERIFIERS, ids=lambda verifier: verifier.name)
@pytest.mark.node
def test_they_judge_our_badges_as_the_page_says(verifier):
    require(verifier.missing(), verifier.is_optional)
    answers = verifier.answers()
    assert {form: not held for form, held in answers.items()} == expected(verifier), answers


def test_we_refuse_what_is_wrong_and_accept_the_rest():
    assert expected(AROUEZ) == {form.name: not form.fault for form in forms()}


@pytest.mark.node
def test_we_judge_their_badges_as_the_page_says():
    require(in_node.missing())
    made, _ = foreign()
    found = verdicts()
    assert {key: not held for key, held in found.items()} == {
        (one.by, one.form): expected_of_us(one) for one in made
    }, found


def test_every_difference_is_of_a_verdict_that_is_given():
    given = {(verifier.name, form) for verifier in VERIFIERS for form in expected(verifier)}
    assert {(name, form) for it in OF_OUR_BADGES for name in it.by for form in it.forms} <= given


@pytest.mark.node
def test_the_page_is_that_of_the_run():
    require(in_node.missing())
    assert PAGE.read_text(encoding="utf-8") == page.written()
