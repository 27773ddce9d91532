"""CBOR (RFC 8949), as far as proofs use it; the examples are those of its appendix A."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arouez.openbadges import cbor

EXAMPLES = [
    (0, "00"),
    (23, "17"),
    (24, "1818"),
    (1000, "1903e8"),
    (1000000, "1a000f4240"),
    (18446744073709551615, "1bffffffffffffffff"),
    (b"\x01\x02\x03\x04", "4401020304"),
    ("ü", "62c3bc"),
    ([1, [2, 3], [4, 5]], "8301820203820405"),
    ({1: 2, 3: 4}, "a201020304"),
    ({"a": 1, "b": [2, 3]}, "a26161016162820203"),
    (list(range(1, 26)), "98190102030405060708090a0b0c0d0e0f101112131415161718181819"),
]


@pytest.mark.parametrize(("value", "written"), EXAMPLES, ids=str)
def test_the_examples_of_the_rfc_are_written_and_read(value, written):
    assert cbor.encode(value).hex() == written
    assert cbor.decode(bytes.fromhex(written)) == value


@pytest.mark.parametrize(
    "written",
    [
        "",  # nothing
        "0000",  # two values
        "1817",  # 23 in two bytes
        "1900ff",  # 255 in three
        "4201",  # bytes that end too early
        "62c328",  # text that is not UTF-8
        "20",  # -1
        "c000",  # a tag
        "f4",  # false
        "f93c00",  # 1.0
        "5f4101ff",  # bytes of indefinite length
        "9fff",  # an array of indefinite length
        "1c",  # a head of no known length
        "9bffffffffffffffff",  # an array longer than anything
        "8181818181818100",  # arrays in arrays in arrays
        "a201000100",  # a key there twice
        "a1410100",  # bytes as a key
        "81" * 5000,
    ],
)
def test_anything_else_is_refused(written):
    with pytest.raises(ValueError):
        cbor.decode(bytes.fromhex(written))


@pytest.mark.parametrize("value", [-1, 2**64, 1.5, None, [object()]])
def test_what_proofs_do_not_hold_is_not_written(value):
    with pytest.raises(ValueError):
        cbor.encode(value)


@given(st.binary(max_size=60))
def test_what_can_be_read_is_written_the_same_way(data):
    try:
        value = cbor.decode(data)
    except ValueError:
        return
    assert cbor.encode(value) == data
