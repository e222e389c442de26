"""Reading one typed value: to the answer as it is kept, or to a sentence that says how to mend it."""

import re
import unicodedata
from collections.abc import Callable, Collection, Mapping
from typing import Any, Final
from uuid import UUID

from permanence.kernel.date_entry import DateNotUnderstood, date_from_boxes
from permanence.kernel.form_definitions import SIZES, Column, Kind, Question
from permanence.kernel.wording import to_enter

Typed = Mapping[str, str | list[str]]
Asked = Question | Column

BOXES: Final = ("day", "month", "year")
DAMAGED: Final = "\ufffd"
LONGEST_ECHO = 20
MOST_FIGURES = 9
LAST_HOUR, LAST_MINUTE = 23, 59


class NotRead(ValueError):
    """A value that cannot be read; its text is the whole sentence to be shown beside the field."""


def read_value(asked: Asked, name: str, typed: Typed, *, choices: Collection[str]) -> Any:
    """Return the answer typed into the field of that name, or None where nothing was typed.

    Args:
        asked: the question or column.
        name: name of the HTML field; a date has three, with `-day`, `-month` and `-year` after it.
        choices: keys that may be chosen, for `one` and `many`.

    Raises:
        NotRead: something was typed that cannot be read; nothing of it is cut or changed.
    """
    if asked.kind == "date":
        return _date(asked, name, typed)
    if asked.kind == "many":
        return _many(name, typed, choices)
    text = single(typed, name)
    if not text.strip():
        return None
    if asked.kind in {"one", "yn"}:
        return _one(text.strip(), {"yes", "no"} if asked.kind == "yn" else choices)
    return _READERS[asked.kind](asked, text)


def typed_value(kind: Kind, name: str, answer: Any) -> dict[str, str | list[str]]:
    """Return the fields that would be read as this answer."""
    if kind == "date":
        year, month, day = str(answer).split("-")
        return {f"{name}-{box}": str(int(part)) for box, part in zip(BOXES, (day, month, year), strict=True)}
    return {name: list(answer) if kind == "many" else str(answer)}


def single(typed: Typed, name: str) -> str:
    """Return what was typed into one field, line ends as one character.

    Raises:
        NotRead: the field came more than once.
    """
    value = typed.get(name, "")
    if isinstance(value, list):
        if len(value) > 1:
            raise NotRead("This answer came more than once. Give it once.")
        value = value[0] if value else ""
    return value.replace("\r\n", "\n").replace("\r", "\n")


def read_text(text: str, *, fits: int, lines: bool) -> str:
    """Return a text exactly as typed.

    Args:
        fits: how many characters may stand in it.
        lines: whether it may have more than one line.

    Raises:
        NotRead: it is too long, has lines where one is asked for, or holds a character that cannot be shown or stands
            for one that did not arrive whole.
    """
    for place, character in enumerate(text, start=1):
        if character in "\n\t" and lines:
            continue
        if character == "\n":
            raise NotRead("This answer is one line. Take the line breaks out.")
        if character == DAMAGED:
            raise NotRead(f"Character {place:,} of this answer did not arrive whole. Type it again, or take it out.")
        if unicodedata.category(character) in {"Cc", "Cs"}:
            raise NotRead(f"Character {place:,} of this answer cannot be shown on a page. Take it out.")
    if len(text) > fits:
        over = len(text) - fits
        plural = "character" if over == 1 else "characters"
        raise NotRead(f"This answer is {over:,} {plural} over the {fits:,} that fit. Nothing was cut.")
    return text


def _text(asked: Asked, text: str) -> str:
    fits = asked.size or SIZES[asked.kind]
    return read_text(text, fits=fits, lines=asked.kind != "st")


def _date(asked: Asked, name: str, typed: Typed) -> str | None:
    day, month, year = (single(typed, f"{name}-{box}") for box in BOXES)
    try:
        read = date_from_boxes(day, month, year, ask=to_enter(asked))
    except DateNotUnderstood as wrong:
        raise NotRead(wrong.sentence) from None
    return read.isoformat() if read else None


def _many(name: str, typed: Typed, choices: Collection[str]) -> list[str] | None:
    value = typed.get(name, [])
    chosen = [key for key in ([value] if isinstance(value, str) else value) if key]
    for key in chosen:
        _one(key, choices)
    return [key for key in choices if key in chosen] or None


def _one(key: str, choices: Collection[str]) -> str:
    if key not in choices:
        raise NotRead("Choose one of the answers that are offered.")
    return key


def _number(asked: Asked, text: str) -> int:
    typed = text.strip()
    low, high = (asked.low, asked.high) if isinstance(asked, Question) else (None, None)
    if not re.fullmatch(rf"-?[0-9]{{1,{MOST_FIGURES}}}", typed):
        raise NotRead(f'"{_echo(typed)}" is not a whole number. Enter it in figures, such as 3.')
    number = int(typed)
    if (low is not None and number < low) or (high is not None and number > high):
        raise NotRead(f"{number:,} does not fit here. Enter a number {_bounds(low, high)}.")
    return number


def _bounds(low: int | None, high: int | None) -> str:
    if low is not None and high is not None:
        return f"from {low:,} to {high:,}"
    return f"of at least {low:,}" if low is not None else f"of at most {high:,}"


def _time(_: Asked, text: str) -> str:
    typed = text.strip()
    found = re.fullmatch(r"([0-9]{1,2})[:.]([0-9]{2})", typed)
    if found and int(found[1]) <= LAST_HOUR and int(found[2]) <= LAST_MINUTE:
        return f"{int(found[1]):02}:{found[2]}"
    raise NotRead(f'"{_echo(typed)}" is not a time of day. Enter it by the 24 hour clock, such as 15:32.')


def _pointer(sentence: str) -> Callable[[Asked, str], str]:
    def read(_: Asked, text: str) -> str:
        try:
            return str(UUID(text.strip()))
        except ValueError:
            raise NotRead(sentence) from None

    return read


def _echo(typed: str) -> str:
    shown = "".join(character if character.isprintable() else " " for character in typed)
    return shown if len(shown) <= LONGEST_ECHO else f"{shown[:LONGEST_ECHO]}..."


_READERS: Final[Mapping[Kind, Callable[[Asked, str], Any]]] = {
    "st": _text,
    "lt": _text,
    "lt+": _text,
    "num": _number,
    "time": _time,
    "worker": _pointer("Choose a worker from those found."),
    "person": _pointer("Choose a person from those found, or add a new one."),
    "inbox": _pointer("Choose one of the inboxes."),
    "file": _pointer("Attach the file again."),
}
