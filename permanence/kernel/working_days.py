"""Counting working days: not Saturday, Sunday, Christmas Day, Good Friday or a bank holiday in England (B12.1)."""

from collections.abc import Iterator
from datetime import date, timedelta

from permanence.kernel.holidays import Holidays

SATURDAY = 5
ONE_DAY = timedelta(days=1)


def is_weekend(day: date) -> bool:
    """Say whether the day is a Saturday or a Sunday."""
    return day.weekday() >= SATURDAY


def is_working_day(day: date, *, holidays: Holidays) -> bool:
    """Say whether the day is a working day (B12.1).

    Raises:
        HolidaysNotKnown: the day lies outside the span `holidays` covers.
    """
    return holidays.name_of(day) is None and not is_weekend(day)


def add_working_days(start: date, days: int, *, holidays: Holidays) -> date:
    """Return the day that is `days` working days after `start`.

    Args:
        start: day 0; need not itself be a working day.
        days: whole working days; negative counts back ("5 working days prior"); 0 gives `start` itself.
        holidays: bank holidays of England, covering the span.

    Raises:
        HolidaysNotKnown: the count leaves the span `holidays` covers.
    Source: B12.3, B12.4.

    >>> easter = Holidays({date(2026, 4, 3): "Good Friday", date(2026, 4, 6): "Easter Monday"},
    ...                   first_day=date(2026, 1, 1), last_day=date(2026, 12, 31))
    >>> add_working_days(date(2026, 3, 30), 5, holidays=easter)
    datetime.date(2026, 4, 8)
    >>> add_working_days(date(2026, 4, 8), -5, holidays=easter)
    datetime.date(2026, 3, 30)
    """
    day, step, left = start, ONE_DAY if days > 0 else -ONE_DAY, abs(days)
    while left:
        day += step
        left -= is_working_day(day, holidays=holidays)
    return day


def working_days_between(start: date, end: date, *, holidays: Holidays) -> int:
    """Return how many working days `end` is after `start`: `start` is day 0, `end` is counted.

    Negative when `end` comes first, so that counting on by the answer leads back to `end` where that is a working day.

    Raises:
        HolidaysNotKnown: the count leaves the span `holidays` covers.
    Source: B12.3.

    >>> year = Holidays({}, first_day=date(2027, 1, 1), last_day=date(2027, 12, 31))
    >>> working_days_between(date(2027, 3, 19), date(2027, 3, 23), holidays=year)
    2
    >>> working_days_between(date(2027, 3, 23), date(2027, 3, 19), holidays=year)
    -2
    """
    if end < start:
        return -sum(is_working_day(day - ONE_DAY, holidays=holidays) for day in days_after(end, upto=start))
    return sum(is_working_day(day, holidays=holidays) for day in days_after(start, upto=end))


def days_after(start: date, *, upto: date) -> Iterator[date]:
    """Yield each day after `start`, `upto` included."""
    for number in range(1, (upto - start).days + 1):
        yield start + timedelta(days=number)


def last_working_day_on_or_before(day: date, *, holidays: Holidays) -> date:
    """Return the day itself, or the nearest working day before it (B12.5).

    Raises:
        HolidaysNotKnown: the search leaves the span `holidays` covers.
    """
    while not is_working_day(day, holidays=holidays):
        day -= ONE_DAY
    return day


def first_working_day_on_or_after(day: date, *, holidays: Holidays) -> date:
    """Return the day itself, or the nearest working day after it (B12.6, subject access).

    Raises:
        HolidaysNotKnown: the search leaves the span `holidays` covers.
    """
    while not is_working_day(day, holidays=holidays):
        day += ONE_DAY
    return day
