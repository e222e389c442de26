"""Counting in months (B12.6) and the fixed cadence of family finding reviews (R117, Q11, Q12)."""

from calendar import monthrange
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permanence.kernel.months import add_months, first_uncovered_due, quarterly_dues
from tests.kernel.bank_holidays_b12 import on

DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))
MONTHS = st.integers(-240, 240)


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        ("Mon 30 Nov 2026", 3, "Sun 28 Feb 2027"),  # B12.6
        ("Sun 1 Feb 2026", 11, "Fri 1 Jan 2027"),  # C0: 11 months in a foster placement (R32d)
        ("Wed 25 Nov 2026", 1, "Fri 25 Dec 2026"),  # C0: subject access, raw
        ("Wed 25 Nov 2026", 3, "Thu 25 Feb 2027"),
        ("Mon 17 Aug 2026", 3, "Tue 17 Nov 2026"),  # C1: second review
        ("Tue 10 Nov 2026", 6, "Mon 10 May 2027"),  # C1: third review
        ("Wed 13 Jan 2027", 3, "Tue 13 Apr 2027"),  # C1: family finding
        ("Tue 12 Jan 2027", 6, "Mon 12 Jul 2027"),  # C9: next LAC review
        ("Tue 29 Feb 2028", -12, "Sun 28 Feb 2027"),
        ("Sun 31 Jan 2027", 13, "Tue 29 Feb 2028"),
        ("Fri 1 Jan 2027", -1, "Tue 1 Dec 2026"),
    ],
)
def test_the_same_day_number_clamped_to_the_months_end(start: str, months: int, expected: str) -> None:
    assert add_months(on(start), months) == on(expected)


@given(start=DAYS, months=MONTHS)
def test_months_land_in_the_right_month_on_the_nearest_day_it_has(start: date, months: int) -> None:
    landed = add_months(start, months)

    assert (landed.year * 12 + landed.month) - (start.year * 12 + start.month) == months
    assert landed.day == min(start.day, monthrange(landed.year, landed.month)[1])


@given(first=DAYS, second=DAYS, months=MONTHS)
def test_an_earlier_start_never_lands_later(first: date, second: date, months: int) -> None:
    earlier, later = sorted((first, second))

    assert add_months(earlier, months) <= add_months(later, months)


def test_leaving_the_calendar_is_said_in_a_sentence() -> None:
    with pytest.raises(ValueError, match=r"^6 months from 9999-12-31 is past the end of the calendar\.$"):
        add_months(date(9999, 12, 31), 6)


def test_mayas_family_finding_reviews() -> None:
    """C1.7: anchor 13 January; dues Tue 13 Apr and Tue 13 Jul 2027."""
    dues = list(quarterly_dues(on("Wed 13 Jan 2027"), upto=on("Tue 12 Oct 2027")))

    assert dues == [on("Tue 13 Apr 2027"), on("Tue 13 Jul 2027")]


def test_a_due_on_the_last_day_asked_for_is_among_them() -> None:
    assert list(quarterly_dues(on("Wed 13 Jan 2027"), upto=on("Tue 13 Apr 2027"))) == [on("Tue 13 Apr 2027")]
    assert list(quarterly_dues(on("Wed 13 Jan 2027"), upto=on("Mon 12 Apr 2027"))) == []


@given(anchor=DAYS, count=st.integers(1, 40))
def test_the_cadence_never_drifts(anchor: date, count: int) -> None:
    """Q11: no short month moves what follows it."""
    *_, last = quarterly_dues(anchor, upto=add_months(anchor, 3 * count))

    assert last == add_months(anchor, 3 * count)
    assert last.day == min(anchor.day, monthrange(last.year, last.month)[1])


@pytest.mark.parametrize(
    ("next_meeting", "covered", "expected"),
    [
        # C1.7: meetings of 13 January, 10 February and 10 March, by the planned date of the next.
        ("Wed 10 Feb 2027", [], None),
        ("Wed 10 Mar 2027", [], None),
        ("Wed 14 Apr 2027", [], "Tue 13 Apr 2027"),
        # Once a review step stands for April, July is the next in question.
        ("Wed 14 Apr 2027", ["Tue 13 Apr 2027"], None),
        ("Wed 14 Jul 2027", ["Tue 13 Apr 2027"], "Tue 13 Jul 2027"),
        # A review left out is asked for again, before the one that follows it.
        ("Wed 14 Jul 2027", [], "Tue 13 Apr 2027"),
        ("Wed 14 Jul 2027", ["Tue 13 Jul 2027"], "Tue 13 Apr 2027"),
        # The due date is the planned day itself.
        ("Tue 13 Apr 2027", [], "Tue 13 Apr 2027"),
    ],
)
def test_two_actions_are_due_when_a_review_is_uncovered(
    next_meeting: str, covered: list[str], expected: str | None
) -> None:
    """Q12."""
    found = first_uncovered_due(on("Wed 13 Jan 2027"), covered=set(map(on, covered)), upto=on(next_meeting))

    assert found == (on(expected) if expected else None)


def test_a_cadence_of_no_months_is_refused() -> None:
    with pytest.raises(ValueError, match="never moves on"):
        next(quarterly_dues(on("Wed 13 Jan 2027"), upto=on("Tue 13 Apr 2027"), months=0))
