"""Characters that cannot stand on paper: each is printed as its number, so that nobody takes it for nothing."""

import unicodedata
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any, Final, TypeVar

from permanence.kernel.papers import Paper, Words

T = TypeVar("T")
LINE_ENDS: Final = {"\r": "\n", "\x0b": "\n", "\x0c": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n"}
TURNS_TEXT_ROUND: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""They make what follows read in another order than it was written: a paper shows that they are there."""
VARIES_THE_ONE_BEFORE: Final = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))
NO_CHARACTER: Final = frozenset({"Cc", "Cs", "Co", "Cn"})


def printable(paper: Paper, *, draws: Callable[[int], bool]) -> Paper:
    """Return the paper with each character that cannot be printed as its number, and a note that says so.

    Args:
        draws: whether some face has that character.
    """
    marks = _Marks(draws)
    printed = mapped(paper, marks.of)
    if not marks.met:
        return printed
    named = ", ".join(sorted(marks.met))
    note = f"Not every character that was written can be printed here. Instead of each stands its number: {named}."
    return replace(printed, blocks=(*printed.blocks, Words(text=f"{note} The record keeps what was written.")))


class _Marks:
    def __init__(self, draws: Callable[[int], bool]) -> None:
        self._draws, self.met = draws, set[str]()

    def of(self, text: str) -> str:
        r"""Return the text as it can be printed.

        >>> _Marks(lambda character: character < 256).of("Zoë\x07 \u0531")
        'Zoë[U+0007] [U+0531]'
        """
        return "".join(self._one(character) for character in text.replace("\r\n", "\n"))

    def _one(self, character: str) -> str:
        character = LINE_ENDS.get(character, " " if character == "\t" else character)
        if character in " \n" or self._is_drawn(character):
            return character
        number = f"U+{ord(character):04X}"
        self.met.add(number)
        return f"[{number}]"

    def _is_drawn(self, character: str) -> bool:
        kind = unicodedata.category(character)
        if kind in NO_CHARACTER or character in TURNS_TEXT_ROUND:
            return False
        is_unseen = kind == "Cf" or any(ord(character) in each for each in VARIES_THE_ONE_BEFORE)
        return is_unseen or self._draws(ord(character))


def mapped(value: T, change: Callable[[str], str]) -> T:
    """Return a value with every text in it changed: in dataclasses and tuples, however deep."""
    return _mapped(value, change)  # type: ignore[no-any-return]  # the same shape comes back


def _mapped(value: Any, change: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return change(value)
    if isinstance(value, tuple):
        return tuple(_mapped(item, change) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: _mapped(getattr(value, field.name), change) for field in fields(value)})
    return value


def is_from_the_right(text: str) -> bool:
    """Return whether a text reads from right to left: its first letter that has a direction says so.

    >>> is_from_the_right("محمد"), is_from_the_right("1. Maya")
    (True, False)
    """
    ways = (unicodedata.bidirectional(character) for character in text)
    return next((way in {"R", "AL"} for way in ways if way in {"L", "R", "AL"}), False)
