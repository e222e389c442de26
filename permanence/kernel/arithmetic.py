"""The arithmetic of a due date, in sentences a social worker can check on a calendar (C21)."""

from datetime import date

from permanence.kernel.dates import WEEKDAYS, count_of, short_date, short_dates
from permanence.kernel.holidays import Holidays
from permanence.kernel.timescale_rules import NOUNS, TimescaleRule
from permanence.kernel.working_days import ONE_DAY, days_after, is_weekend


def arithmetic(
    rule: TimescaleRule,
    *,
    start_on: date,
    raw_on: date,
    due_on: date,
    last_working_day: date,
    occurrence: int,
    holidays: Holidays,
) -> str:
    """Return how a due date was worked out.

    Args:
        rule: the rule that was followed.
        start_on: day of the start event.
        raw_on: the day the count landed on.
        due_on: `raw_on`, or where it was moved to.
        last_working_day: the last working day on or before `due_on`.
        occurrence: which time, of a rule that repeats.
        holidays: bank holidays of England, covering the span.
    """
    started = f"{rule.start_words} {short_date(start_on)}".lstrip()
    amount = count_of(rule.amount * occurrence, NOUNS[rule.unit])
    count = {
        "after": f"{started} plus {amount} is {short_date(raw_on)}",
        "before": f"{started} minus {amount} is {short_date(raw_on)}",
        "period": f"{started}: a period of {amount} beginning that day ends on {short_date(raw_on)}",
    }[rule.direction]
    if rule.unit == "working_days":
        return f"{count}.{_not_counted(rule, start_on=start_on, raw_on=raw_on, holidays=holidays)}"
    return count + _after_landing(raw_on, due_on=due_on, last_working_day=last_working_day, holidays=holidays)


def holidays_passed(rule: TimescaleRule, *, start_on: date, raw_on: date, holidays: Holidays) -> list[date]:
    """Return the holidays that a count of working days passed over, first to last; those at a weekend are left out."""
    if rule.unit != "working_days":
        return []
    return [day for day in _span(start_on, raw_on) if holidays.name_of(day) and not is_weekend(day)]


def _span(start_on: date, raw_on: date) -> list[date]:
    # The start is day 0 either way, so counting back takes in the landing day and leaves out the start.
    if raw_on >= start_on:
        return list(days_after(start_on, upto=raw_on))
    return [day - ONE_DAY for day in days_after(raw_on, upto=start_on)]


def _not_counted(rule: TimescaleRule, *, start_on: date, raw_on: date, holidays: Holidays) -> str:
    weekends = ["weekends"] if any(map(is_weekend, _span(start_on, raw_on))) else []
    passed = holidays_passed(rule, start_on=start_on, raw_on=raw_on, holidays=holidays)
    said = weekends + ([short_dates(passed)] if passed else [])
    return f" Not counted: {', '.join(said)}." if said else ""


def _after_landing(raw_on: date, *, due_on: date, last_working_day: date, holidays: Holidays) -> str:
    if raw_on == due_on == last_working_day:
        return "."
    why = holidays.name_of(raw_on) or f"a {WEEKDAYS[raw_on.weekday()]}"
    landed = f", which is not a working day ({why})."
    if due_on < raw_on:
        return f"{landed} Moved back to the working day before it: {short_date(due_on)}."
    if due_on > raw_on:
        return f"{landed} Moved on to the working day after it: {short_date(due_on)}."
    return f"{landed} The last working day before it is {short_date(last_working_day)}."
