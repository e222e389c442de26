"""Dates, ages and spans in the words people read (pages, section 6).

Names of days and months are spelt out here, so that the words are British English wherever the program runs.
Every function wants a plain date: an instant must first become a date in London (`kernel/london.py`), or a page
could show the day before.
"""

from datetime import date, datetime, timedelta
from itertools import zip_longest

from permanence.kernel.months import MONTHS_IN_A_YEAR

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def long_date(day: date) -> str:
    """Return a date as headings say it.

    >>> long_date(date(2027, 1, 14))
    'Thursday 14 January 2027'
    """
    return f"{WEEKDAYS[day.weekday()]} {plain_date(day)}"


def plain_date(day: date) -> str:
    """Return a date without its weekday: no ordinal, no leading zero (Q40).

    >>> plain_date(date(2027, 1, 4))
    '4 January 2027'
    """
    _refuse_an_instant(day)
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short_date(day: date) -> str:
    """Return a date as tables say it.

    >>> short_date(date(2027, 1, 14))
    'Thu 14 Jan 2027'
    """
    return f"{short_date_without_year(day)} {day.year}"


def short_date_without_year(day: date) -> str:
    """Return a date whose year stands beside it already.

    >>> short_date_without_year(date(2026, 12, 25))
    'Fri 25 Dec'
    """
    _refuse_an_instant(day)
    return f"{WEEKDAYS[day.weekday()][:3]} {day.day} {MONTHS[day.month - 1][:3]}"


def short_dates(days: list[date]) -> str:
    """Return several dates, each year said once, after the last date in it.

    >>> short_dates([date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1)])
    'Fri 25 Dec, Mon 28 Dec 2026, Fri 1 Jan 2027'
    """
    return ", ".join(
        short_date_without_year(day) if after and after.year == day.year else short_date(day)
        for day, after in zip_longest(days, days[1:])
    )


def short_date_near(day: date, *, today: date) -> str:
    """Return a date with "today" or "tomorrow" beside it, never alone.

    >>> short_date_near(date(2027, 1, 14), today=date(2027, 1, 13))
    'Thu 14 Jan 2027, tomorrow'
    """
    nearness = {today: ", today", today + timedelta(days=1): ", tomorrow"}
    return short_date(day) + nearness.get(day, "")


def count_of(number: int, noun: str) -> str:
    """Return a number of things in figures, the noun made plural by an s.

    >>> count_of(9, "working day"), count_of(1, "month"), count_of(1226, "day")
    ('9 working days', '1 month', '1,226 days')
    """
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def span_in_days(since: date, until: date) -> str:
    """Return how many days lie between two dates: always days, never "about 7 months".

    >>> span_in_days(date(2026, 7, 27), date(2027, 3, 10))
    '226 days'
    """
    return count_of((until - since).days, "day")


def birthday(born: date, *, age: int) -> date:
    """Return the day somebody turns `age`; one born on 29 February turns it on 1 March in other years (B12.8).

    >>> birthday(date(2012, 2, 29), age=18), birthday(date(2012, 2, 29), age=16)
    (datetime.date(2030, 3, 1), datetime.date(2028, 2, 29))
    """
    try:
        return born.replace(year=born.year + age)
    except ValueError:
        return date(born.year + age, 3, 1)


def age_in_months(born: date, *, on: date) -> int:
    """Return the whole months lived on a day.

    A month is complete on its day-number, or on the day after a month that has no such day.

    Raises:
        ValueError: the day is before the birth.
    Source: B12.8, carried over from years to months.

    >>> age_in_months(date(2020, 2, 29), on=date(2021, 2, 28)), age_in_months(date(2020, 2, 29), on=date(2021, 3, 1))
    (11, 12)
    """
    if on < born:
        raise ValueError(f"{plain_date(on)} is before the birth on {plain_date(born)}, so there is no age to give.")
    return (on.year - born.year) * MONTHS_IN_A_YEAR + on.month - born.month - (on.day < born.day)


def age_on(born: date, *, on: date) -> int:
    """Return the age in whole years on a day (B12.8).

    Raises:
        ValueError: the day is before the birth.

    >>> age_on(date(2018, 5, 4), on=date(2027, 5, 3)), age_on(date(2018, 5, 4), on=date(2027, 5, 4))
    (8, 9)
    """
    return age_in_months(born, on=on) // MONTHS_IN_A_YEAR


def age_in_words(born: date, *, on: date) -> str:
    """Return an age as pages say it: years, but months under one year.

    >>> age_in_words(date(2018, 5, 4), on=date(2027, 3, 10)), age_in_words(date(2026, 9, 1), on=date(2027, 3, 10))
    ('8', '6 months')
    """
    if on < born:
        return "not yet born"
    years = age_on(born, on=on)
    return str(years) if years else age_with_months(born, on=on)


def age_with_months(born: date, *, on: date) -> str:
    """Return an age where months matter; in days before the first month is over.

    Raises:
        ValueError: the day is before the birth.

    >>> age_with_months(date(2018, 5, 4), on=date(2027, 3, 10)), age_with_months(date(2027, 3, 1), on=date(2027, 3, 10))
    ('8 years 10 months', '9 days')
    """
    years, months = divmod(age_in_months(born, on=on), MONTHS_IN_A_YEAR)
    said = [count_of(number, noun) for number, noun in ((years, "year"), (months, "month")) if number]
    return " ".join(said) or span_in_days(born, on)


def _refuse_an_instant(day: date) -> None:
    # A datetime is a date to Python: printed as it is, 23:30 UTC in June would show yesterday.
    if isinstance(day, datetime):
        raise TypeError("An instant was given where a date is wanted: use london_date first.")
