"""England's bank holidays as bundled: the days of B12.2, no network, an end that is said a year ahead."""

from datetime import date
from typing import NoReturn

import pytest

from permanence.kernel.holidays import Holidays, HolidaysNotKnown
from permanence.kernel.working_days import is_weekend
from permanence.outside.bank_holidays import england, warning_that_holidays_run_out
from tests.kernel.bank_holidays_b12 import DAYS


def test_2026_to_2028_are_the_days_of_the_rulebook() -> None:
    """B12.2."""
    bundled = [day for day in england().names if 2026 <= day.year <= 2028]

    assert sorted(bundled) == sorted(DAYS)


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2026, 12, 25), "Christmas Day"),
        (date(2026, 12, 28), "Boxing Day"),
        (date(2027, 3, 26), "Good Friday"),
        (date(2027, 3, 29), "Easter Monday"),
        (date(2028, 1, 3), "New Year’s Day"),
    ],
)
def test_holidays_have_their_names(day: date, name: str) -> None:
    assert england().name_of(day) == name


def test_no_holiday_of_scotland_or_northern_ireland_is_among_them() -> None:
    for elsewhere in (date(2027, 1, 4), date(2026, 11, 30), date(2027, 3, 17), date(2027, 7, 12)):
        assert england().name_of(elsewhere) is None


def test_every_year_is_whole() -> None:
    known = england()
    by_year = {
        year: [day for day in known.names if day.year == year]
        for year in range(known.first_day.year, known.last_day.year + 1)
    }

    assert (known.first_day.month, known.first_day.day) == (1, 1)
    assert (known.last_day.month, known.last_day.day) == (12, 31)
    assert known.last_day >= date(2028, 12, 31)
    assert [year for year, days in by_year.items() if len(days) < 8] == []
    assert not any(is_weekend(day) for day in known.names)


def test_the_year_after_the_last_is_refused() -> None:
    with pytest.raises(HolidaysNotKnown):
        england().name_of(date(england().last_day.year + 1, 1, 1))


def test_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    """P34."""

    def refuse(*_args: object, **_kwargs: object) -> NoReturn:
        raise AssertionError("something was fetched")

    monkeypatch.setattr("socket.socket.connect", refuse)
    monkeypatch.setattr("requests.get", refuse)
    england.cache_clear()

    assert england().name_of(date(2026, 12, 25)) == "Christmas Day"


@pytest.mark.parametrize(
    ("today", "warned"),
    [(date(2027, 12, 31), False), (date(2028, 1, 1), False), (date(2028, 1, 2), True), (date(2029, 2, 1), True)],
)
def test_the_end_is_said_a_year_ahead(today: date, warned: bool) -> None:
    known = Holidays({}, first_day=date(2026, 1, 1), last_day=date(2028, 12, 31))

    said = warning_that_holidays_run_out(known, today=today)

    assert (said is not None) is warned
    if said:
        assert said.startswith("Bank holidays are known only to Sunday 31 December 2028.")
