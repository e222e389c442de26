"""Bank holidays of England, from the list bundled with govuk-bank-holidays: nothing is fetched (B12.2)."""

from datetime import date, timedelta
from functools import cache

from govuk_bank_holidays.bank_holidays import BankHolidays

from permanence.kernel.dates import long_date
from permanence.kernel.holidays import Holidays

A_YEAR = timedelta(days=365)


@cache
def england() -> Holidays:
    """Return England's bank holidays and the span they are known for, whole years only.

    A year is whole once it holds its Boxing Day, the last bank holiday of any year; the span stops with the last one
    rather than guess the next.
    """
    listed = BankHolidays(use_cached_holidays=True).get_holidays(division=BankHolidays.ENGLAND_AND_WALES)
    names: dict[date, str] = {each["date"]: each["title"] for each in listed}
    whole_years = [day.year for day, name in names.items() if name == "Boxing Day"]
    first_day, last_day = date(min(whole_years), 1, 1), date(max(whole_years), 12, 31)
    return Holidays(
        {day: name for day, name in names.items() if first_day <= day <= last_day},
        first_day=first_day,
        last_day=last_day,
    )


def warning_that_holidays_run_out(holidays: Holidays, *, today: date) -> str | None:
    """Return a sentence from a year before the known bank holidays end, or None while that is further away."""
    if today + A_YEAR <= holidays.last_day:
        return None
    return (
        f"Bank holidays are known only to {long_date(holidays.last_day)}. "
        "Dates counted past that day are refused until a newer list is installed (the govuk-bank-holidays package)."
    )
