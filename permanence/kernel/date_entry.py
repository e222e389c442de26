"""Reading a date from three boxes: day, month and year (pages, section 6, words 5)."""

from datetime import date
from typing import Final

from permanence.kernel.dates import MONTHS

BOXES: Final = ("day", "month", "year")
FIRST_YEAR, LAST_YEAR = 1900, 2199
LONGEST_ECHO = 20


class DateNotUnderstood(ValueError):  # it says what happened, as its sentence does
    """What was typed is no date.

    Attributes:
        sentence: what is wrong with what was typed, and what to enter; whole, ready to be shown.
        boxes: those of "day", "month", "year" that want mending, in that order.
    """

    def __init__(self, sentence: str, *, boxes: tuple[str, ...]) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.boxes = boxes


def date_from_boxes(day: str, month: str, year: str, *, ask: str) -> date | None:
    """Return the date typed into three boxes, or None when all three are empty.

    Args:
        day: figures.
        month: figures, or the month's English name, whole or its first three letters.
        year: four figures.
        ask: the whole sentence that says what to enter, such as "Enter the date of the next meeting."
    Raises:
        DateNotUnderstood: a box is empty or holds something else, or there is no such date.

    >>> date_from_boxes("14", "jan", "2027", ask="Enter the date of the next meeting.")
    datetime.date(2027, 1, 14)
    >>> date_from_boxes("31", "2", "2027", ask="Enter the date of the next meeting.")
    Traceback (most recent call last):
        ...
    permanence.kernel.date_entry.DateNotUnderstood: 31 February 2027 does not exist. Enter the date of the next meeting.
    """
    typed = dict(zip(BOXES, (day.strip(), month.strip(), year.strip()), strict=True))
    empty = tuple(box for box in BOXES if not typed[box])
    if empty == BOXES:
        return None
    if empty:
        raise _not_understood(
            f"The {' and the '.join(empty)} {'is' if len(empty) == 1 else 'are'} missing.", empty, ask
        )
    numbers = _day_number(typed["day"]), _month_number(typed["month"]), _year_number(typed["year"])
    wrong = [box for box, number in zip(BOXES, numbers, strict=True) if number is None]
    if wrong:
        said = " ".join(_what_is_wrong(box, typed[box]) for box in wrong)
        raise _not_understood(said, tuple(wrong), ask)
    return _existing_date(*(number or 0 for number in numbers), ask=ask)


def _existing_date(day: int, month: int, year: int, *, ask: str) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise _not_understood(f"{day} {MONTHS[month - 1]} {year} does not exist.", BOXES, ask) from None


def _not_understood(said: str, boxes: tuple[str, ...], ask: str) -> DateNotUnderstood:
    return DateNotUnderstood(f"{said} {ask}", boxes=boxes)


def _what_is_wrong(box: str, typed: str) -> str:
    echo = typed if len(typed) <= LONGEST_ECHO else f"{typed[:LONGEST_ECHO]}..."
    return {
        "day": f'"{echo}" is not a day of the month.',
        "month": f'"{echo}" is not a month.',
        "year": f'"{echo}" is not a year from {FIRST_YEAR} to {LAST_YEAR} in four figures.',
    }[box]


def _figures(typed: str, *, at_most: int) -> int | None:
    # isdigit alone lets through superscripts and the figures of other scripts.
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) <= at_most else None


def _day_number(typed: str) -> int | None:
    return _figures(typed, at_most=2)


def _month_number(typed: str) -> int | None:
    named = typed.lower()
    for number, name in enumerate(MONTHS, start=1):
        if named in {name.lower(), name[:3].lower()}:
            return number
    number_typed = _figures(typed, at_most=2)
    return number_typed if number_typed in range(1, len(MONTHS) + 1) else None


def _year_number(typed: str) -> int | None:
    year = _figures(typed, at_most=4)
    return year if year in range(FIRST_YEAR, LAST_YEAR + 1) else None
