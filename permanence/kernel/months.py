"""Counting in calendar months: the same day-number, clamped to the month's end (B12.6)."""

from calendar import monthrange
from collections.abc import Collection, Iterator
from datetime import MAXYEAR, MINYEAR, date

MONTHS_IN_A_YEAR = 12
MONTHS_IN_A_QUARTER = 3


def add_months(start: date, months: int) -> date:
    """Return the same day-number `months` months on, clamped to the month's end.

    Args:
        start: day counted from.
        months: whole months; negative counts back.

    Raises:
        ValueError: the count leaves the calendar (years 1 to 9999).

    Source: B12.6.

    >>> add_months(date(2026, 11, 30), 3)
    datetime.date(2027, 2, 28)
    >>> add_months(date(2028, 2, 29), -12)
    datetime.date(2027, 2, 28)
    """
    years, month_index = divmod(start.month - 1 + months, MONTHS_IN_A_YEAR)
    year, month = start.year + years, month_index + 1
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError(f"{months} months from {start.isoformat()} is past the end of the calendar.")
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def quarterly_dues(anchor: date, *, upto: date, months: int = MONTHS_IN_A_QUARTER) -> Iterator[date]:
    """Yield the dates of a fixed cadence, the first `months` after the anchor, none later than `upto`.

    Each is counted from the anchor, not from the one before, so a short month does not move those that follow it.
    Source: R117, Q11.

    >>> [day.isoformat() for day in quarterly_dues(date(2027, 1, 31), upto=date(2027, 12, 31))]
    ['2027-04-30', '2027-07-31', '2027-10-31']

    Raises:
        ValueError: `months` is less than one.
    """
    if months < 1:
        raise ValueError(f"A cadence of {months} months never moves on. Give at least 1.")
    due, count = add_months(anchor, months), 1
    while due <= upto:
        yield due
        count += 1
        due = add_months(anchor, months * count)


def first_uncovered_due(
    anchor: date, *, covered: Collection[date], upto: date, months: int = MONTHS_IN_A_QUARTER
) -> date | None:
    """Return the first due date of the cadence that no review step stands for, or None.

    Args:
        anchor: the day the first family finding step was started.
        covered: due dates that an open or finished review step stands for.
        upto: planned date of the next meeting; a due date on that very day is in question too.
        months: length of the cadence.

    Source: R117, Q12.

    >>> first_uncovered_due(date(2027, 1, 13), covered=[], upto=date(2027, 4, 14))
    datetime.date(2027, 4, 13)
    >>> first_uncovered_due(date(2027, 1, 13), covered=[date(2027, 4, 13)], upto=date(2027, 5, 12))
    """
    return next((due for due in quarterly_dues(anchor, upto=upto, months=months) if due not in covered), None)
