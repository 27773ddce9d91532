"""JSON Canonicalization Scheme (RFC 8785)."""

import pytest

from arouez.openbadges.canonical_json import canonicalize
from arouez.openbadges.errors import Malformed, TooDeep, UnsafeNumber


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (4.0, "4"),
        (-0.0, "0"),
        (4.5, "4.5"),
        (1e15, "1000000000000000"),
        (0.00001, "0.00001"),
        (1.5e-6, "0.0000015"),
        (333333333.3333333, "333333333.3333333"),
        (-12.34, "-12.34"),
        (2**53, "9007199254740992"),
        (True, "true"),
        (None, "null"),
        ([1, "a", {}], '[1,"a",{}]'),
    ],
    ids=str,
)
def test_values_are_written_as_javascript_writes_them(value, text):
    assert canonicalize(value) == text


def test_members_are_sorted_by_utf_16_code_units():
    names = ["€", "\r", "\ufb33", "1", "\U0001f600", "\u0080", "ö"]
    assert canonicalize(dict.fromkeys(names, 0)) == '{"\\r":0,"1":0,"\u0080":0,"ö":0,"€":0,"\U0001f600":0,"\ufb33":0}'


def test_only_what_must_be_escaped_is():
    assert canonicalize("€$\x0f\nA'B\"\\/\x7f\u2028") == '"€$\\u000f\\nA\'B\\"\\\\/\x7f\u2028"'


@pytest.mark.parametrize("value", [1e16, 1e-7, 2**53 + 1, float("nan"), float("inf")])
def test_a_number_that_processors_write_differently_is_refused(value):
    with pytest.raises(UnsafeNumber):
        canonicalize({"size": value})


def test_what_is_not_json_is_refused():
    with pytest.raises(Malformed):
        canonicalize({"lone": "\ud800"})
    nested = []
    for _ in range(100):
        nested = [nested]
    with pytest.raises(TooDeep):
        canonicalize(nested)
