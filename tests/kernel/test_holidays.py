"""Holidays: a value with a span, and no answer outside it."""

from datetime import date, datetime

import pytest

from permanence.kernel.holidays import Holidays, HolidaysNotKnown

EASTER = Holidays(
    {date(2027, 3, 26): "Good Friday", date(2027, 3, 29): "Easter Monday"},
    first_day=date(2027, 1, 1),
    last_day=date(2027, 12, 31),
)


def test_a_holiday_has_a_name_and_another_day_none() -> None:
    assert EASTER.name_of(date(2027, 3, 26)) == "Good Friday"
    assert EASTER.name_of(date(2027, 3, 27)) is None


def test_outside_the_span_the_refusal_is_a_whole_sentence() -> None:
    with pytest.raises(HolidaysNotKnown) as refused:
        EASTER.name_of(date(2028, 1, 3))

    assert str(refused.value) == (
        "Bank holidays are known from Friday 1 January 2027 to Friday 31 December 2027, so working days cannot be "
        "counted on Monday 3 January 2028. Add the bank holidays of 2028 first."
    )


@pytest.mark.parametrize("day", [date(2027, 1, 1), date(2027, 12, 31)])
def test_both_ends_of_the_span_are_in_it(day: date) -> None:
    assert EASTER.name_of(day) is None


def test_adding_leaves_the_first_value_as_it_was() -> None:
    """B12.2: one-off holidays occur."""
    with_one_more = EASTER.adding({date(2027, 6, 7): "Extra bank holiday"})

    assert with_one_more.name_of(date(2027, 6, 7)) == "Extra bank holiday"
    assert with_one_more.name_of(date(2027, 3, 29)) == "Easter Monday"
    assert EASTER.name_of(date(2027, 6, 7)) is None


def test_a_holiday_outside_the_span_is_refused() -> None:
    with pytest.raises(HolidaysNotKnown):
        EASTER.adding({date(2028, 1, 3): "New Year's Day"})


def test_the_names_cannot_be_changed_from_outside() -> None:
    names = {date(2027, 3, 26): "Good Friday"}
    holidays = Holidays(names, first_day=date(2027, 1, 1), last_day=date(2027, 12, 31))
    names.clear()

    assert holidays.name_of(date(2027, 3, 26)) == "Good Friday"
    with pytest.raises(TypeError):
        holidays.names[date(2027, 5, 3)] = "Early May bank holiday"  # type: ignore[index]


def test_equal_values_are_equal_keys() -> None:
    again = Holidays(dict(EASTER.names), first_day=EASTER.first_day, last_day=EASTER.last_day)

    assert {EASTER: "found"}[again] == "found"
    assert again != EASTER.adding({date(2027, 6, 7): "Extra bank holiday"})


def test_an_instant_is_no_day() -> None:
    with pytest.raises(TypeError):
        EASTER.name_of(datetime(2027, 3, 26, 9, 30))  # noqa: DTZ001
