"""What somebody typed to find a child: words of a name, a person number, a date of birth; or why it finds nothing.

How alike two names are is the database's to say (records/finding.py): it has an index of how they are spelt and sound.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from permanence.kernel.date_entry import DateNotUnderstood, date_from_boxes
from permanence.kernel.dates import MONTHS
from permanence.kernel.reading import DAMAGED, NotRead

LONGEST_SEARCH: Final = 100
MOST_WORDS: Final = 8
MOST_FIGURES: Final = 12
"""Of a person number, as the tables keep it."""
APOSTROPHES: Final = "'\u2019\u02bc`\u00b4\u2018\u02bb"
TWO_FIGURES: Final = 100
ASK: Final = "Write the date of birth as 4 May 2018."

_MONTH = "|".join(name[:3] for name in MONTHS)
_NAMED = rf"(?:{_MONTH})[a-z]*\.?"
_YEAR = r"(?P<year>\d{4}|\d{2})"
DATES: Final = tuple(
    re.compile(rf"(?<![\w/.-]){pattern}(?![\w/-])", re.IGNORECASE | re.ASCII)
    for pattern in (
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})",
        rf"(?P<day>\d{{1,2}})\s*[-/.]\s*(?P<month>\d{{1,2}})\s*[-/.]\s*{_YEAR}",
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s/.-]*(?:of\s+)?(?P<month>{_NAMED})[\s,/.-]*{_YEAR}",
        rf"(?P<month>{_NAMED})\s*(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s,]+{_YEAR}",
    )
)
"""Ways of writing a date that are nothing else."""
FIGURES: Final = re.compile(r"(?P<day>\d{2})\s?(?P<month>\d{2})\s?(?P<year>\d{4})", re.ASCII)
"""Eight figures: a date, or as well the number of a person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """What is looked for. A child is found who has the number or was born on the day, and is called by the words.

    Args:
        words: of a name, in the order in which they were typed, accents kept.
        number: figures of a person number without spaces; "" for none.
        born: date of birth.
    """

    words: tuple[str, ...] = ()
    number: str = ""
    born: date | None = None


def read_sought(typed: str, *, today: date) -> Sought:
    """Return what is looked for; nothing at all where nothing was typed.

    Args:
        typed: one box. Accents, capital letters, spaces and the order of the words do not matter.
        today: a year of two figures is the last one that ended so.

    Raises:
        NotRead: it is too long, holds what no page shows, is signs alone, or an impossible date.

    >>> read_sought("o'brien-ng 4.5.18", today=date(2026, 11, 16))
    Sought(words=("o'brien", 'ng'), number='', born=datetime.date(2018, 5, 4))
    >>> read_sought("390 00 01", today=date(2026, 11, 16)).number
    '3900001'
    """
    whole = _readable(typed)
    born, rest = _born(whole, today)
    words, figures = _words_and_figures(rest)
    if born is None and (found := FIGURES.fullmatch(rest.strip())):
        born = _existing(found)
    if len(figures) > MOST_FIGURES:
        raise NotRead(f"A person number has at most {MOST_FIGURES} figures. Write fewer.")
    _refuse_what_finds_nothing(whole, words, anything_else=bool(born or figures))
    return Sought(words=words, number=figures, born=born)


def _readable(typed: str) -> str:
    whole = unicodedata.normalize("NFC", typed).strip()
    if len(whole) > LONGEST_SEARCH:
        said = f"What you wrote has {len(whole):,} characters, and a search takes at most {LONGEST_SEARCH}."
        raise NotRead(f"{said} Write a name, a number or a date of birth.")
    for place, character in enumerate(whole, start=1):
        if character == DAMAGED or unicodedata.category(character) in {"Cc", "Cs"}:
            raise NotRead(f"Character {place} of what you wrote cannot be part of a name. Take it out.")
    return whole


def _born(whole: str, today: date) -> tuple[date | None, str]:
    """Return the date that stands in the text, and the text without it."""
    for pattern in DATES:
        if found := pattern.search(whole):
            return _day(found, today), f"{whole[: found.start()]} {whole[found.end() :]}"
    return None, whole


def _day(found: re.Match[str], today: date) -> date | None:
    year, month = found["year"], found["month"]
    if len(year) < len("2018"):
        year = str(_century(int(year), today) + int(year))
    month = month[:3] if month[0].isalpha() else month
    try:
        return date_from_boxes(found["day"], month, year, ask=ASK)
    except DateNotUnderstood as wrong:
        raise NotRead(wrong.sentence) from None


def _century(year: int, today: date) -> int:
    century = today.year // TWO_FIGURES * TWO_FIGURES
    return century if year <= today.year % TWO_FIGURES else century - TWO_FIGURES


def _existing(found: re.Match[str]) -> date | None:
    """Return the day that eight figures say, None where they are a number alone."""
    try:
        return date_from_boxes(found["day"], found["month"], found["year"], ask=ASK)
    except DateNotUnderstood:
        return None


def _words_and_figures(rest: str) -> tuple[tuple[str, ...], str]:
    """Return the words of a name, each once, and every figure that stands in a word of its own."""
    parts = list(_parts(rest))
    figures = "".join(part for part in parts if part.isascii() and part.isdigit())
    words = tuple(dict.fromkeys(part for part in parts if not (part.isascii() and part.isdigit())))
    if len(words) > MOST_WORDS:
        raise NotRead(f"A search takes at most {MOST_WORDS} words. Write the parts of the name that you are sure of.")
    return words, figures


def _parts(rest: str) -> Iterator[str]:
    """Yield what stands between spaces and signs; an apostrophe is part of a word, and alone it is none."""
    parted = "".join(character if _is_of_a_word(character) else " " for character in rest)
    for part in parted.split():
        if word := part.strip(APOSTROPHES):
            yield word


def _is_of_a_word(character: str) -> bool:
    return unicodedata.category(character)[0] in "LMN" or character in APOSTROPHES


def _refuse_what_finds_nothing(whole: str, words: tuple[str, ...], *, anything_else: bool) -> None:
    if whole and not words and not anything_else:
        said = "Signs such as % and * stand for nothing here: part of a name is found without them."
        raise NotRead(f"{said} Write some letters of the name, a number or a date of birth.")
