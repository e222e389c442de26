"""Days as the model counts them (B12): working days by hand, months by day-number. Holidays are GOV.UK's."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

ADM_WORKING_DAYS: Final = 7  # B5.3
MONTHS_BETWEEN_REVIEWS: Final = 3  # R117
REVIEWS_AHEAD: Final = 2  # C1, step 7: 13 Apr and 13 Jul stand from the anchor on
HOLIDAYS: Final = frozenset(
    date.fromisoformat(day)
    for day in [
        "2026-01-01",
        "2026-04-03",
        "2026-04-06",
        "2026-05-04",
        "2026-05-25",
        "2026-08-31",
        "2026-12-25",
        "2026-12-28",
        "2027-01-01",
        "2027-03-26",
        "2027-03-29",
        "2027-05-03",
        "2027-05-31",
        "2027-08-30",
        "2027-12-27",
        "2027-12-28",
    ]
)


def working_days_after(start: date, days: int) -> date:
    """Return the day that many working days after: the day after the event is day 1."""
    day = start
    while days:
        day += timedelta(days=1)
        if day.weekday() < 5 and day not in HOLIDAYS:
            days -= 1
    return day


def months_after(start: date, months: int) -> date:
    """Return the same day-number that many months on, or the month's last day."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def reviews_due(anchor: date, *, upto: date) -> list[date]:
    """Return the three-month due dates until a day, each counted from the anchor (Q11)."""
    found, number = [], 1
    while (due := months_after(anchor, MONTHS_BETWEEN_REVIEWS * number)) <= upto:
        found.append(due)
        number += 1
    return found


def next_reviews(anchor: date, *, today: date) -> list[date]:
    """Return the coming due dates that stand on the record: the next two that have not passed."""
    far = months_after(max(today, anchor), MONTHS_BETWEEN_REVIEWS * (REVIEWS_AHEAD + 1))
    return [due for due in reviews_due(anchor, upto=far) if due >= today][:REVIEWS_AHEAD]


def first_uncovered(anchor: date, *, covered: Iterable[date], upto: date) -> date | None:
    """Return the first due date until a day for which no review step stands (Q12)."""
    taken = set(covered)
    return next((due for due in reviews_due(anchor, upto=upto) if due not in taken), None)
