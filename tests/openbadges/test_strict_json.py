"""JSON that two readers could read differently is refused (RFC 8259, RFC 7493)."""

import pytest

from arouez.openbadges.errors import DuplicateMember, Malformed, TooDeep, TooLarge, UnsafeNumber
from arouez.openbadges.strict_json import MAX_BYTES, MAX_DEPTH, check_value, parse_object


def test_an_object_is_read():
    assert parse_object('{"a": [1, 2.5, true, null, "é"]}') == {"a": [1, 2.5, True, None, "é"]}
    assert parse_object(b"\xef\xbb\xbf{}") == {}


@pytest.mark.parametrize(
    "text", ["", "[]", '"a"', "{", "{'a': 1}", "nul", b"\xff\xfe", '{"a": "\\ud800"}', '{"\\udc00": 1}']
)
def test_what_is_no_object_is_malformed(text):
    with pytest.raises(Malformed) as refused:
        parse_object(text)
    assert refused.value.code == "format.malformed"


@pytest.mark.parametrize("text", ['{"a": 1, "a": 1}', '{"b": {"a": 1, "\\u0061": 2}}', '[{"a": 1, "a": 2}]'])
def test_a_member_named_twice_is_refused(text):
    with pytest.raises(DuplicateMember):
        parse_object(text)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "9007199254740993", "1e400", "1e20", "1e-7"])
def test_a_number_that_processors_write_differently_is_refused(number):
    with pytest.raises(UnsafeNumber):
        parse_object(f'{{"a": {number}}}')


def test_depth_is_bounded_and_the_bound_is_sharp():
    def nested(levels):
        return '{"a":' * levels + "1" + "}" * levels

    assert parse_object(nested(MAX_DEPTH - 1))
    for levels in (MAX_DEPTH, 100_000):
        with pytest.raises(TooDeep):
            parse_object(nested(levels))


def test_size_is_bounded():
    with pytest.raises(TooLarge):
        parse_object('{"a": "' + "x" * MAX_BYTES + '"}')


@pytest.mark.parametrize("value", [{"a": {1, 2}}, {1: "a"}, {"a": b"x"}, {"a": "\udfff"}])
def test_a_document_that_never_was_json_is_refused(value):
    with pytest.raises(Malformed):
        check_value(value)
