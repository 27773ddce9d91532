"""Days as people count them. A deadline is known by its last day: it is at midnight at its end, where the network lives."""

from __future__ import annotations

import calendar
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from django.utils import timezone

Day = TypeVar("Day", date, datetime)


def deadline_of(last_day: date) -> datetime:
    """Midnight at the end of a day: the first moment at which it is too late."""
    return datetime.combine(last_day + timedelta(days=1), time.min, tzinfo=timezone.get_default_timezone())


def last_day_of(deadline: datetime) -> date:
    """The day at whose end a deadline is."""
    return timezone.localdate(deadline - timedelta(seconds=1))


def months_later(day: Day, months: int) -> Day:
    """The same day of a later month; the 31st becomes the last day of a shorter one."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return day.replace(year=year, month=month + 1, day=min(day.day, calendar.monthrange(year, month + 1)[1]))
