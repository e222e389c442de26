"""Due dates: one rule, one start, one answer that shows how it was worked out (B12)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType

from permanence.kernel.arithmetic import arithmetic, holidays_passed
from permanence.kernel.dates import count_of, short_date
from permanence.kernel.holidays import Holidays
from permanence.kernel.months import add_months
from permanence.kernel.timescale_rules import Roll, TimescaleRule
from permanence.kernel.working_days import (
    add_working_days,
    first_working_day_on_or_after,
    last_working_day_on_or_before,
    working_days_between,
)

__all__ = ["DueDate", "TimescaleRule", "due_date", "is_overdue", "is_soon", "status_of"]

SOON_IN_WORKING_DAYS = 5
DAYS_IN_A_WEEK = 7


@dataclass(frozen=True, kw_only=True)
class DueDate:
    """A due date and all that is needed to check it.

    Attributes:
        rule_id, start_event, start_on: the rule, and the event and day it was counted from.
        due_on: the day that binds; an act at any time of that day is on time (B12.3).
        raw_on: the day the count landed on, before any roll.
        last_working_day: `due_on`, or the last working day before it: statutory limits are not extended (B12.6).
        inputs: what went in, as text: the start, the amount, direction and roll, holidays passed over.
        arithmetic: the same as plain sentences.
    """

    rule_id: str
    start_event: str
    start_on: date
    due_on: date
    raw_on: date
    last_working_day: date
    inputs: Mapping[str, str] = field(hash=False)
    arithmetic: str


def due_date(rule: TimescaleRule, *, start_on: date, holidays: Holidays, occurrence: int = 1) -> DueDate:
    """Return the due date that a rule gives for a start.

    Args:
        rule: a line of the register.
        start_on: day of the start event, in London.
        holidays: bank holidays of England, covering the span.
        occurrence: which time, of a rule that repeats: the third 3 month review is 3, counted from the anchor (Q11).

    Raises:
        HolidaysNotKnown: the date, or what must be counted on the way to it, lies outside the span of `holidays`.
        ValueError: another occurrence than the first of a rule that does not repeat.
    Source: B12.

    >>> rule = TimescaleRule(rule_id="later_review", title="Review", source="B1.3", start_event="later_review_held",
    ...     start_words="Second review held", amount=6, unit="months", direction="after", roll="none",
    ...     told=("independent_reviewing_officer",), subject="child", basis="statute")
    >>> year = Holidays({}, first_day=date(2026, 1, 1), last_day=date(2027, 12, 31))
    >>> due_date(rule, start_on=date(2026, 11, 10), holidays=year).arithmetic
    'Second review held Tue 10 Nov 2026 plus 6 months is Mon 10 May 2027.'
    """
    if occurrence < 1 or (occurrence > 1 and not rule.repeats):
        raise ValueError(f'Timescale "{rule.rule_id}" has no occurrence {occurrence}.')
    raw_on = _raw_date(rule, start_on=start_on, amount=rule.amount * occurrence, holidays=holidays)
    due_on = _ROLLS[rule.roll](raw_on, holidays)
    last_working_day = last_working_day_on_or_before(due_on, holidays=holidays)
    return DueDate(
        rule_id=rule.rule_id,
        start_event=rule.start_event,
        start_on=start_on,
        due_on=due_on,
        raw_on=raw_on,
        last_working_day=last_working_day,
        inputs=MappingProxyType(_inputs(rule, start_on, raw_on, occurrence, holidays)),
        arithmetic=arithmetic(
            rule,
            start_on=start_on,
            raw_on=raw_on,
            due_on=due_on,
            last_working_day=last_working_day,
            occurrence=occurrence,
            holidays=holidays,
        ),
    )


def is_overdue(due_on: date, *, today: date) -> bool:
    """Say whether the day has passed; the whole of it is on time (B12.3)."""
    return today > due_on


def is_soon(due_on: date, *, today: date, holidays: Holidays) -> bool:
    """Say whether the date is at most 5 working days away and not past (pages, section 4: orange).

    Counted on from today, so that a date beyond the known holidays can still be called far away.

    Raises:
        HolidaysNotKnown: the coming 5 working days lie outside the span of `holidays`.
    """
    return today <= due_on <= add_working_days(today, SOON_IN_WORKING_DAYS, holidays=holidays)


def status_of(due_on: date, *, today: date, holidays: Holidays) -> str:
    """Return the words of a due date's status (pages, section 4).

    A date that passed at a weekend or holiday is overdue before any working day has gone by; it is then named.

    Raises:
        HolidaysNotKnown: the date is overdue, and the days since lie outside the span of `holidays`.

    >>> year = Holidays({}, first_day=date(2027, 1, 1), last_day=date(2027, 12, 31))
    >>> [status_of(date(2027, 3, 19), today=date(2027, 3, day), holidays=year) for day in (18, 19, 20, 24)]
    ['Due Fri 19 Mar 2027', 'Due today', 'Overdue since Fri 19 Mar 2027', '3 working days overdue']
    """
    if today < due_on:
        return f"Due {short_date(due_on)}"
    if today == due_on:
        return "Due today"
    late_by = working_days_between(due_on, today, holidays=holidays)
    return f"{count_of(late_by, 'working day')} overdue" if late_by else f"Overdue since {short_date(due_on)}"


def _raw_date(rule: TimescaleRule, *, start_on: date, amount: int, holidays: Holidays) -> date:
    signed = -amount if rule.direction == "before" else amount
    match rule.unit:
        case "working_days":
            return add_working_days(start_on, signed, holidays=holidays)
        case "months":
            return add_months(start_on, signed)
        case "weeks" | "calendar_days":
            days = signed * (DAYS_IN_A_WEEK if rule.unit == "weeks" else 1)
            # The day a period begins on is its first day (B12.7).
            return start_on + timedelta(days=days - 1 if rule.direction == "period" else days)


_ROLLS: dict[Roll, Callable[[date, Holidays], date]] = {
    "none": lambda day, _: day,
    "earlier": lambda day, holidays: last_working_day_on_or_before(day, holidays=holidays),
    "later": lambda day, holidays: first_working_day_on_or_after(day, holidays=holidays),
}


def _inputs(rule: TimescaleRule, start_on: date, raw_on: date, occurrence: int, holidays: Holidays) -> dict[str, str]:
    passed = holidays_passed(rule, start_on=start_on, raw_on=raw_on, holidays=holidays)
    return {
        rule.start_event: start_on.isoformat(),
        "counted": rule.counted,
        "direction": rule.direction,
        "roll": rule.roll,
        "occurrence": str(occurrence),
        "not_counted": ", ".join(f"{day.isoformat()} {holidays.name_of(day)}" for day in passed),
    }
