"""Dates, ages and spans in the words of pages, section 6; birthdays by B12.8."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permanence.kernel import dates

BIRTHS = st.dates(date(2000, 1, 1), date(2030, 12, 31))


def test_the_three_ways_of_saying_a_date() -> None:
    day = date(2027, 1, 14)

    assert dates.long_date(day) == "Thursday 14 January 2027"
    assert dates.short_date(day) == "Thu 14 Jan 2027"
    assert dates.plain_date(day) == "14 January 2027"


@given(day=BIRTHS)
def test_every_date_has_its_own_weekday_and_month(day: date) -> None:
    assert dates.long_date(day) == f"{day:%A} {day.day} {day:%B} {day.year}"
    assert dates.short_date(day) == f"{day:%a} {day.day} {day:%b} {day.year}"


def test_today_and_tomorrow_stand_beside_the_date() -> None:
    today = date(2026, 12, 31)

    assert dates.short_date_near(today, today=today) == "Thu 31 Dec 2026, today"
    assert dates.short_date_near(date(2027, 1, 1), today=today) == "Fri 1 Jan 2027, tomorrow"
    assert dates.short_date_near(date(2027, 1, 2), today=today) == "Sat 2 Jan 2027"
    assert dates.short_date_near(date(2026, 12, 30), today=today) == "Wed 30 Dec 2026"


def test_several_dates_say_each_year_once() -> None:
    christmas = [date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1), date(2027, 3, 26)]

    assert dates.short_dates(christmas[:2]) == "Fri 25 Dec, Mon 28 Dec 2026"
    assert dates.short_dates(christmas) == "Fri 25 Dec, Mon 28 Dec 2026, Fri 1 Jan, Fri 26 Mar 2027"
    assert dates.short_dates([]) == ""


def test_spans_are_in_days() -> None:
    """The drawing of the Person summary: home since 27 July 2026, seen on 10 March 2027."""
    assert dates.span_in_days(date(2026, 7, 27), date(2027, 3, 10)) == "226 days"
    assert dates.span_in_days(date(2026, 7, 27), date(2026, 7, 28)) == "1 day"
    assert dates.count_of(9, "working day") == "9 working days"


@pytest.mark.parametrize(
    ("on", "in_words", "with_months"),
    [
        (date(2018, 5, 3), "not yet born", None),
        (date(2018, 5, 4), "0 days", "0 days"),
        (date(2018, 6, 3), "30 days", "30 days"),
        (date(2018, 6, 4), "1 month", "1 month"),
        (date(2019, 5, 3), "11 months", "11 months"),
        (date(2019, 5, 4), "1", "1 year"),
        (date(2027, 3, 10), "8", "8 years 10 months"),
        (date(2027, 5, 3), "8", "8 years 11 months"),
        (date(2027, 5, 4), "9", "9 years"),
    ],
)
def test_mayas_age(on: date, in_words: str, with_months: str | None) -> None:
    """Maya Thornbury, born 4 May 2018 (C1)."""
    born = date(2018, 5, 4)

    assert dates.age_in_words(born, on=on) == in_words
    if with_months:
        assert dates.age_with_months(born, on=on) == with_months


@pytest.mark.parametrize(
    ("on", "age"),
    [
        (date(2028, 2, 28), 15),
        (date(2028, 2, 29), 16),
        (date(2029, 2, 28), 16),
        (date(2029, 3, 1), 17),
        (date(2030, 2, 28), 17),
        (date(2030, 3, 1), 18),
    ],
)
def test_a_child_of_29_february_turns_older_on_1_march(on: date, age: int) -> None:
    """B12.8."""
    assert dates.age_on(date(2012, 2, 29), on=on) == age


@given(born=BIRTHS | st.sampled_from((date(2012, 2, 29), date(2024, 2, 29))), age=st.integers(0, 80))
def test_the_age_changes_on_the_birthday_and_on_no_other_day(born: date, age: int) -> None:
    day = dates.birthday(born, age=age)

    assert dates.age_on(born, on=day) == age
    if age:
        assert dates.age_on(born, on=date.fromordinal(day.toordinal() - 1)) == age - 1


def test_before_birth_there_is_no_age() -> None:
    with pytest.raises(ValueError, match=r"^3 May 2018 is before the birth on 4 May 2018"):
        dates.age_on(date(2018, 5, 4), on=date(2018, 5, 3))


@pytest.mark.parametrize("say", [dates.long_date, dates.short_date, dates.plain_date, dates.short_date_without_year])
def test_an_instant_is_not_said_as_a_date(say: object) -> None:
    """P38: 23:30 UTC in June is the next day in London."""
    assert callable(say)
    with pytest.raises(TypeError, match="use london_date first"):
        say(datetime(2027, 6, 1, 23, 30, tzinfo=UTC))
