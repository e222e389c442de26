"""P38: more than 2,000 due dates, against a calendar walked day by day that shares nothing with the date service.

The walker counts days from 1 January 2026, a Thursday, with month lengths and bank holidays typed in, and finds
each answer by stepping one day at a time.
"""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from permanence.kernel.timescale_rules import Direction, Roll, TimescaleRule, Unit
from permanence.kernel.timescales import due_date
from tests.kernel.bank_holidays_b12 import ENGLAND

Day = tuple[int, int, int]

LENGTHS = {
    2026: (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31),
    2027: (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31),
    2028: (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31),
}
CALENDAR: list[Day] = [
    (year, month, day)
    for year, lengths in LENGTHS.items()
    for month, length in enumerate(lengths, start=1)
    for day in range(1, length + 1)
]
NUMBER = {day: number for number, day in enumerate(CALENDAR)}
CLOSED = {
    (2026, 1, 1), (2026, 4, 3), (2026, 4, 6), (2026, 5, 4), (2026, 5, 25), (2026, 8, 31), (2026, 12, 25),
    (2026, 12, 28), (2027, 1, 1), (2027, 3, 26), (2027, 3, 29), (2027, 5, 3), (2027, 5, 31), (2027, 8, 30),
    (2027, 12, 27), (2027, 12, 28), (2028, 1, 3), (2028, 4, 14), (2028, 4, 17), (2028, 5, 1), (2028, 5, 29),
    (2028, 8, 28), (2028, 12, 25), (2028, 12, 26),
}  # fmt: skip


def works(number: int) -> bool:
    thursday_is_0 = number % 7
    return thursday_is_0 not in {2, 3} and CALENDAR[number] not in CLOSED


def walk_working_days(number: int, amount: int, step: int) -> int:
    while amount:
        number += step
        if works(number):
            amount -= 1
    return number


def walk_months(number: int, amount: int) -> int:
    """Step to the first of the month `amount` months on, then on to the day-number or the month's last day."""
    wanted = CALENDAR[number][2]
    while amount:
        number += 1
        amount -= CALENDAR[number][2] == 1
    while CALENDAR[number][2] != wanted and CALENDAR[number + 1][2] != 1:
        number += 1
    return number


def walk_days(number: int, amount: int, step: int) -> int:
    for _ in range(amount):
        number += step
    return number


def walk_to_working_day(number: int, step: int) -> int:
    while not works(number):
        number += step
    return number


def by_hand(start: int, amount: int, unit: Unit, direction: Direction, roll: Roll) -> int:
    step = -1 if direction == "before" else 1
    if unit == "working_days":
        return walk_working_days(start, amount, step)
    if unit == "months":
        landed = walk_months(start, amount)
    else:
        landed = walk_days(start, amount * {"weeks": 7, "calendar_days": 1}[unit], step)
        landed -= direction == "period"
    return landed if roll == "none" else walk_to_working_day(landed, {"earlier": -1, "later": 1}[roll])


KINDS: list[tuple[str, int, Unit, Direction, Roll]] = [
    ("first review", 20, "working_days", "after", "none"),
    ("ADM decision", 7, "working_days", "after", "none"),
    ("told orally", 2, "working_days", "after", "none"),
    ("told in writing, draft report", 5, "working_days", "after", "none"),
    ("corrections, notices", 10, "working_days", "after", "none"),
    ("panel papers, reports", 5, "working_days", "before", "none"),
    ("second review, visit after a year", 3, "months", "after", "none"),
    ("later review", 6, "months", "after", "none"),
    ("11 months in a placement", 11, "months", "after", "none"),
    ("subject access", 1, "months", "after", "later"),
    ("first visit", 1, "weeks", "after", "none"),
    ("visit", 6, "weeks", "after", "none"),
    ("hearing", 3, "weeks", "before", "earlier"),
    ("contested hearing", 28, "calendar_days", "before", "earlier"),
    ("connected carer", 16, "weeks", "period", "none"),
    ("court timetable", 26, "weeks", "period", "none"),
]
STARTS = [number for number, day in enumerate(CALENDAR) if (2026, 2, 1) <= day <= (2027, 12, 31)]


def rule(amount: int, unit: Unit, direction: Direction, roll: Roll, *, repeats: bool = False) -> TimescaleRule:
    return TimescaleRule(
        rule_id="by_hand",
        title="By hand",
        source="P38",
        start_event="start",
        amount=amount,
        unit=unit,
        direction=direction,
        roll=roll,
        told=(),
        subject="child",
        basis="policy",
        repeats=repeats,
    )


def differences(amount: int, unit: Unit, direction: Direction, roll: Roll) -> Iterator[str]:
    for start in STARTS:
        expected = date(*CALENDAR[by_hand(start, amount, unit, direction, roll)])
        found = due_date(rule(amount, unit, direction, roll), start_on=date(*CALENDAR[start]), holidays=ENGLAND).due_on
        if found != expected:
            yield f"{CALENDAR[start]}: {found}, by hand {expected}"


def test_the_table_is_as_long_as_promised() -> None:
    assert len(STARTS) * len(KINDS) >= 2_000


def test_the_walkers_calendar_is_the_true_one() -> None:
    assert [date(*day) for day in CALENDAR] == [date(2026, 1, 1) + timedelta(days=each) for each in range(365 * 3 + 1)]
    assert (NUMBER[2026, 1, 1], date(2026, 1, 1).strftime("%A")) == (0, "Thursday")


@pytest.mark.parametrize(
    ("amount", "unit", "direction", "roll"), [kind[1:] for kind in KINDS], ids=[kind[0] for kind in KINDS]
)
def test_every_start_of_two_years_agrees_with_the_walk(
    amount: int, unit: Unit, direction: Direction, roll: Roll
) -> None:
    assert list(differences(amount, unit, direction, roll)) == []


@pytest.mark.parametrize("occurrence", [1, 2, 3, 4])
def test_family_finding_reviews_agree_with_the_walk(occurrence: int) -> None:
    """R117, Q11: always counted from the anchor."""
    cadence = rule(3, "months", "after", "none", repeats=True)
    for start in STARTS:
        found = due_date(cadence, start_on=date(*CALENDAR[start]), holidays=ENGLAND, occurrence=occurrence)
        assert found.due_on == date(*CALENDAR[walk_months(start, 3 * occurrence)])


@pytest.mark.parametrize("wrong", [(6, "working_days", "after", "none"), (7, "calendar_days", "after", "none")])
def test_the_walk_tells_a_wrong_rule_from_the_right_one(wrong: tuple[int, Unit, Direction, Roll]) -> None:
    start = NUMBER[2026, 12, 18]

    assert CALENDAR[by_hand(start, 7, "working_days", "after", "none")] == (2026, 12, 31)
    assert CALENDAR[by_hand(start, *wrong)] != (2026, 12, 31)
