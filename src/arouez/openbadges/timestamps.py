"""Points in time as the standards write them: XML Schema dateTimeStamp (VCDM 2.0 §4.9)."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

CLOCK_SKEW = timedelta(minutes=5)
"""How far two honest clocks may be apart."""

_DATE_TIME = re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:Z|([+-])(\d\d):(\d\d))", re.ASCII)


def format_timestamp(moment: datetime) -> str:
    """`2026-05-04T09:30:00Z`: in UTC, to the second. A datetime without a zone is refused."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment!r} has no time zone; a credential needs a point in time.")
    return moment.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def parse_timestamp(text: str) -> datetime:
    """The point in time, zone included. Raises ValueError, also for a time without a zone."""
    match = _DATE_TIME.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is not a date and time with a zone, such as 2026-05-04T09:30:00Z.")
    *whole, fraction, sign, hours, minutes = match.groups()
    year, month, day, hour, minute, second = map(int, whole)
    zone: timezone = UTC
    if sign:
        offset = timedelta(hours=int(hours), minutes=int(minutes))
        zone = timezone(offset if sign == "+" else -offset)
    end_of_day = hour == 24 and minute == second == 0
    moment = datetime(
        year, month, day, 0 if end_of_day else hour, minute, second, int(f"{fraction or 0:0<6}"[:6]), zone
    )
    try:
        return moment + timedelta(days=1) if end_of_day else moment
    except OverflowError as error:
        raise ValueError(f"{text!r} is past the end of the calendar.") from error
