"""Three boxes, day, month and year (pages, section 6, words 5)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from permanence.kernel.date_entry import DateNotUnderstood, date_from_boxes
from permanence.kernel.dates import MONTHS

ASK = "Enter the date of the next meeting."
ALL = ("day", "month", "year")


@pytest.mark.parametrize(
    ("day", "month", "year"),
    [
        ("14", "1", "2027"),
        ("14", "01", "2027"),
        (" 14 ", " 1", "2027 "),
        ("14", "January", "2027"),
        ("14", "JAN", "2027"),
        ("14", "jan", "2027"),
    ],
)
def test_a_date_is_read_however_the_month_is_written(day: str, month: str, year: str) -> None:
    assert date_from_boxes(day, month, year, ask=ASK) == date(2027, 1, 14)


def test_three_empty_boxes_are_no_answer() -> None:
    assert date_from_boxes("", " ", "\t", ask=ASK) is None


@pytest.mark.parametrize(
    ("typed", "said", "boxes"),
    [
        (("31", "2", "2027"), "31 February 2027 does not exist.", ALL),
        (("31", "02", "2027"), "31 February 2027 does not exist.", ALL),
        (("29", "February", "2027"), "29 February 2027 does not exist.", ALL),
        (("31", "4", "2027"), "31 April 2027 does not exist.", ALL),
        (("32", "1", "2027"), "32 January 2027 does not exist.", ALL),
        (("0", "1", "2027"), "0 January 2027 does not exist.", ALL),
        (("14", "1", ""), "The year is missing.", ("year",)),
        (("", "", "2027"), "The day and the month are missing.", ("day", "month")),
        (("14", "", "2027"), "The month is missing.", ("month",)),
        (("14", "13", "2027"), '"13" is not a month.', ("month",)),
        (("14", "0", "2027"), '"0" is not a month.', ("month",)),
        (("14", "Febuary", "2027"), '"Febuary" is not a month.', ("month",)),
        (("14th", "1", "2027"), '"14th" is not a day of the month.', ("day",)),
        (("-4", "1", "2027"), '"-4" is not a day of the month.', ("day",)),
        (("²", "1", "2027"), '"²" is not a day of the month.', ("day",)),
        (("١٤", "1", "2027"), '"١٤" is not a day of the month.', ("day",)),
        (("14", "1", "27"), '"27" is not a year from 1900 to 2199 in four figures.', ("year",)),
        (("14", "1", "0027"), '"0027" is not a year from 1900 to 2199 in four figures.', ("year",)),
        (("14", "1", "20270"), '"20270" is not a year from 1900 to 2199 in four figures.', ("year",)),
        (("a", "b", "2027"), '"a" is not a day of the month. "b" is not a month.', ("day", "month")),
        (("9" * 6000, "1", "2027"), f'"{"9" * 20}..." is not a day of the month.', ("day",)),
    ],
)
def test_what_is_no_date_is_answered_in_its_own_words(
    typed: tuple[str, str, str], said: str, boxes: tuple[str, ...]
) -> None:
    with pytest.raises(DateNotUnderstood) as refused:
        date_from_boxes(*typed, ask=ASK)

    assert refused.value.sentence == f"{said} {ASK}"
    assert refused.value.boxes == boxes


@given(day=st.dates(date(1900, 1, 1), date(2199, 12, 31)), named=st.booleans())
def test_every_date_can_be_typed(day: date, named: bool) -> None:
    month = MONTHS[day.month - 1] if named else str(day.month)

    assert date_from_boxes(str(day.day), month, str(day.year), ask=ASK) == day


@given(typed=st.tuples(st.text(), st.text(), st.text()))
def test_whatever_is_typed_gets_a_date_or_a_sentence(typed: tuple[str, str, str]) -> None:
    refusals: list[DateNotUnderstood] = []
    try:
        date_from_boxes(*typed, ask=ASK)
    except DateNotUnderstood as refused:
        refusals.append(refused)

    assert all(refused.sentence.endswith(ASK) and refused.boxes for refused in refusals)
