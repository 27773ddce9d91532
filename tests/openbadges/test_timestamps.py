"""Points in time (XML Schema dateTimeStamp)."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from arouez.openbadges.timestamps import format_timestamp, parse_timestamp


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-05-04T09:30:00Z", datetime(2026, 5, 4, 9, 30, tzinfo=UTC)),
        ("2026-05-04T11:30:00+02:00", datetime(2026, 5, 4, 9, 30, tzinfo=UTC)),
        ("2026-05-04T09:30:00.5Z", datetime(2026, 5, 4, 9, 30, 0, 500_000, tzinfo=UTC)),
        ("2026-05-04T09:30:00.123456789Z", datetime(2026, 5, 4, 9, 30, 0, 123_456, tzinfo=UTC)),
        ("2026-12-31T24:00:00Z", datetime(2027, 1, 1, tzinfo=UTC)),
    ],
)
def test_a_time_with_its_zone_is_read(text, moment):
    assert parse_timestamp(text) == moment


@pytest.mark.parametrize(
    "text",
    ["", "2026-05-04", "2026-05-04T09:30:00", "2026-05-04 09:30:00Z", "2026-5-4T09:30:00Z", "2026-13-01T00:00:00Z",
     "2026-05-04T09:30Z", "2026-05-04T25:00:00Z", "2026-05-04T09:30:00z", "٢٠٢٦-05-04T09:30:00Z",
     "2026-05-04T09:30:00+99:99", "2026-05-04T24:00:01Z"],
)  # fmt: skip
def test_anything_else_is_not(text):
    with pytest.raises(ValueError):
        parse_timestamp(text)


def test_what_is_written_is_read_back():
    moment = datetime(2026, 5, 4, 11, 30, 7, tzinfo=timezone(timedelta(hours=2)))
    assert format_timestamp(moment) == "2026-05-04T09:30:07Z"
    assert parse_timestamp(format_timestamp(moment)) == moment


def test_a_time_without_a_zone_is_not_written():
    with pytest.raises(ValueError):
        format_timestamp(datetime(2026, 5, 4))  # noqa: DTZ001
