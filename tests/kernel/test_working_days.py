"""Working days: the table of C0 and the scenarios' counts, then what must hold for every day (B12.1 to B12.6)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permanence.kernel.holidays import HolidaysNotKnown
from permanence.kernel.working_days import (
    add_working_days,
    first_working_day_on_or_after,
    is_working_day,
    last_working_day_on_or_before,
    working_days_between,
)
from tests.kernel.bank_holidays_b12 import ENGLAND, on

DAYS = st.dates(date(2026, 7, 1), date(2028, 6, 30))
COUNTS = st.integers(1, 60)


@pytest.mark.parametrize(
    ("start", "days", "expected"),
    [
        # C0, the date service.
        ("Fri 18 Dec 2026", 7, "Thu 31 Dec 2026"),
        ("Wed 23 Dec 2026", 10, "Mon 11 Jan 2027"),
        ("Sat 2 Jan 2027", 5, "Fri 8 Jan 2027"),
        ("Mon 4 Jan 2027", -5, "Wed 23 Dec 2026"),
        ("Thu 25 Mar 2027", 5, "Mon 5 Apr 2027"),
        ("Tue 30 Mar 2027", -5, "Fri 19 Mar 2027"),
        ("Thu 1 Apr 2027", -5, "Tue 23 Mar 2027"),
        # C1: first review; ADM told on 30 Dec; panel papers; ADM on the match; told of it.
        ("Mon 27 Jul 2026", 20, "Mon 24 Aug 2026"),
        ("Wed 30 Dec 2026", 2, "Mon 4 Jan 2027"),
        ("Wed 30 Dec 2026", 5, "Thu 7 Jan 2027"),
        ("Thu 6 May 2027", -5, "Wed 28 Apr 2027"),
        ("Tue 11 May 2027", 7, "Thu 20 May 2027"),
        ("Tue 18 May 2027", 2, "Thu 20 May 2027"),
        ("Tue 18 May 2027", 5, "Tue 25 May 2027"),
        # C3: over Easter.
        ("Mon 22 Mar 2027", 7, "Fri 2 Apr 2027"),
        ("Wed 31 Mar 2027", 2, "Fri 2 Apr 2027"),
        ("Wed 31 Mar 2027", 5, "Wed 7 Apr 2027"),
        # C8: termination notices, reports, chair's drafts, corrections (draft report: see above); Christmas variant.
        ("Fri 12 Mar 2027", 10, "Tue 30 Mar 2027"),
        ("Wed 31 Mar 2027", -5, "Mon 22 Mar 2027"),
        ("Tue 6 Apr 2027", 5, "Tue 13 Apr 2027"),
        ("Mon 12 Apr 2027", 10, "Mon 26 Apr 2027"),
        ("Thu 17 Dec 2026", -5, "Thu 10 Dec 2026"),
        ("Thu 17 Dec 2026", 5, "Thu 24 Dec 2026"),
        ("Thu 24 Dec 2026", 5, "Tue 5 Jan 2027"),
        ("Tue 5 Jan 2027", 10, "Tue 19 Jan 2027"),
    ],
)
def test_counting_on_and_back(start: str, days: int, expected: str) -> None:
    assert add_working_days(on(start), days, holidays=ENGLAND) == on(expected)


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("Sat 2 Jan 2027", "a Saturday"),
        ("Sun 3 Jan 2027", "a Sunday"),
        ("Fri 25 Dec 2026", "Christmas Day"),
        ("Mon 28 Dec 2026", "instead of Sat 26 Dec"),
        ("Fri 26 Mar 2027", "Good Friday"),
        ("Mon 29 Mar 2027", "Easter Monday"),
        ("Sat 25 Dec 2027", "Christmas Day on a Saturday"),
        ("Tue 28 Dec 2027", "instead of Sun 26 Dec"),
    ],
)
def test_these_are_no_working_days(day: str, why: str) -> None:
    assert not is_working_day(on(day), holidays=ENGLAND), why


def test_the_days_between_the_years_are_working_days_unless_closed_locally() -> None:
    """B12.1: a council's shutdown is not excluded unless it is configured as local closures."""
    open_days = [date(2026, 12, day) for day in (29, 30, 31)]
    closed = ENGLAND.adding(dict.fromkeys(open_days, "Council offices closed"))

    assert all(is_working_day(day, holidays=ENGLAND) for day in open_days)
    assert add_working_days(on("Fri 18 Dec 2026"), 7, holidays=closed) == on("Wed 6 Jan 2027")


def test_ex_carers_report_is_late_by_one_working_day() -> None:
    """C8: due Mon 22 Mar, arrives Tue 23 Mar."""
    assert working_days_between(on("Mon 22 Mar 2027"), on("Tue 23 Mar 2027"), holidays=ENGLAND) == 1


def test_moving_off_a_day_that_is_no_working_day() -> None:
    assert last_working_day_on_or_before(on("Mon 28 Dec 2026"), holidays=ENGLAND) == on("Thu 24 Dec 2026")
    assert last_working_day_on_or_before(on("Fri 1 Jan 2027"), holidays=ENGLAND) == on("Thu 31 Dec 2026")
    assert first_working_day_on_or_after(on("Fri 25 Dec 2026"), holidays=ENGLAND) == on("Tue 29 Dec 2026")


def test_counting_past_the_known_holidays_is_refused() -> None:
    with pytest.raises(HolidaysNotKnown, match="cannot be counted on Monday 1 January 2029"):
        add_working_days(on("Fri 22 Dec 2028"), 5, holidays=ENGLAND)
    with pytest.raises(HolidaysNotKnown, match="cannot be counted on Wednesday 31 December 2025"):
        add_working_days(on("Mon 5 Jan 2026"), -2, holidays=ENGLAND)


@given(start=DAYS, count=COUNTS)
def test_counting_lands_on_working_days_in_order(start: date, count: int) -> None:
    landed = add_working_days(start, count, holidays=ENGLAND)

    assert is_working_day(landed, holidays=ENGLAND)
    assert landed > start
    assert landed < add_working_days(start, count + 1, holidays=ENGLAND)


@given(start=DAYS, count=COUNTS)
def test_counting_on_and_back_returns_to_the_start(start: date, count: int) -> None:
    start = first_working_day_on_or_after(start, holidays=ENGLAND)

    there = add_working_days(start, count, holidays=ENGLAND)
    assert add_working_days(there, -count, holidays=ENGLAND) == start


@given(first=DAYS, second=DAYS, count=COUNTS)
def test_an_earlier_start_is_never_due_later(first: date, second: date, count: int) -> None:
    earlier, later = sorted((first, second))

    for signed in (count, -count):
        there = [add_working_days(day, signed, holidays=ENGLAND) for day in (earlier, later)]
        assert there == sorted(there)


@given(start=DAYS, count=COUNTS.flatmap(lambda number: st.sampled_from((number, -number))))
def test_between_undoes_counting(start: date, count: int) -> None:
    there = add_working_days(start, count, holidays=ENGLAND)

    assert working_days_between(start, there, holidays=ENGLAND) == count


@given(day=DAYS)
def test_a_roll_moves_no_further_than_it_must(day: date) -> None:
    back = last_working_day_on_or_before(day, holidays=ENGLAND)
    on_from = first_working_day_on_or_after(day, holidays=ENGLAND)

    assert back <= day <= on_from
    passed = [back + timedelta(days=number) for number in range(1, (on_from - back).days)]
    assert not any(is_working_day(between, holidays=ENGLAND) for between in passed)
    assert is_working_day(back, holidays=ENGLAND)
    assert is_working_day(on_from, holidays=ENGLAND)
