"""From an instant, kept in UTC, to the date and time that clocks in London showed."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def london_date(instant: datetime) -> date:
    """Return the date in London at an instant, summer time counted.

    Raises:
        ValueError: the instant has no time zone, so nobody can say which day it fell on.

    >>> from datetime import UTC
    >>> london_date(datetime(2027, 6, 1, 23, 30, tzinfo=UTC))
    datetime.date(2027, 6, 2)
    """
    return _in_london(instant).date()


def london_time(instant: datetime) -> str:
    """Return the time in London at an instant, by the 24 hour clock.

    Raises:
        ValueError: the instant has no time zone.

    >>> from datetime import UTC
    >>> london_time(datetime(2027, 6, 1, 14, 32, tzinfo=UTC))
    '15:32'
    """
    return f"{_in_london(instant):%H:%M}"


def clock_with_seconds(instant: datetime) -> str:
    """Return the time in London to the second, as the line beside a draft says it.

    >>> from datetime import UTC
    >>> clock_with_seconds(datetime(2027, 6, 1, 14, 32, 7, tzinfo=UTC))
    '15:32:07'
    """
    return f"{_in_london(instant):%H:%M:%S}"


def _in_london(instant: datetime) -> datetime:
    if instant.tzinfo is None:
        raise ValueError("The instant has no time zone, so its date in London cannot be told.")
    return instant.astimezone(LONDON)
