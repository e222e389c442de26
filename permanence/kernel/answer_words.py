"""An answer in words: read-only pages, previous answers, comparisons and print."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from permanence.kernel.dates import plain_date
from permanence.kernel.form_definitions import Column, Option, Question
from permanence.kernel.wording import upper_first

Names = Mapping[str, str]
A_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
NOT_LISTED = "somebody no longer listed"


def answer_words(asked: Question | Column, answer: Any, *, names: Names) -> str:
    """Return an answer as text; "" where there is none.

    Args:
        names: id of a worker, person, inbox or file to what it is called.

    >>> from permanence.kernel.conditions import Need
    >>> asked = Column(key="seen", ask="Seen?", kind="date", need=Need())
    >>> answer_words(asked, "2027-01-14", names={})
    '14 January 2027'
    """
    if answer in (None, "", [], {}):
        return ""
    if asked.kind in {"tbl", "fix"} and isinstance(asked, Question):
        return _table_words(asked, answer, names)
    return WORDS.get(asked.kind, _plain)(asked, answer, names)


def table_rows(question: Question, answer: Any, *, names: Names) -> list[tuple[str, list[str]]]:
    """Return the rows of a table in words: its label (fixed rows alone), then a text a column."""
    if question.kind == "fix":
        cells = answer if isinstance(answer, Mapping) else {}
        rows = [(row.label, cells.get(row.key) or {}) for row in question.rows]
    else:
        rows = [("", row) for row in answer or []]
    return [
        (label, [answer_words(column, row.get(column.key), names=names) for column in question.columns])
        for label, row in rows
    ]


def row_names(rows: Any, *, names: Names) -> dict[str, str]:
    """Return what each row of a repeating table is called: whom a cell of it names, or its first text.

    >>> row_names([{"id": "r1", "person": "p1"}, {"id": "r2", "who": "Rex"}], names={"p1": "Tiago"})
    {'r1': 'Tiago', 'r2': 'Rex'}
    """
    called = {}
    for row in rows or []:
        cells = [str(value) for key, value in row.items() if key != "id" and value]
        called[row["id"]] = next((names[cell] for cell in cells if cell in names), next(iter(cells), row["id"]))
    return called


def _table_words(question: Question, answer: Any, names: Names) -> str:
    said = []
    for label, cells in table_rows(question, answer, names=names):
        told = [f"{column.ask} {cell}" for column, cell in zip(question.columns, cells, strict=True) if cell]
        if told:
            said.append("; ".join([label, *told] if label else told))
    return "\n".join(said)


def _plain(_asked: Question | Column, answer: Any, _names: Names) -> str:
    return str(answer)


def _day(_asked: Question | Column, answer: Any, _names: Names) -> str:
    try:
        return plain_date(date.fromisoformat(answer))
    except ValueError:
        return str(answer)


def _computed(asked: Question | Column, answer: Any, names: Names) -> str:
    """A computed answer is a date, the key of an option, or text."""
    if A_DAY.fullmatch(str(answer)):
        return _day(asked, answer, names)
    return upper_first(_label(asked.options, str(answer), names))


def _yes_or_no(_asked: Question | Column, answer: Any, _names: Names) -> str:
    return {"yes": "Yes", "no": "No"}.get(answer, str(answer))


def _choice(asked: Question | Column, answer: Any, names: Names) -> str:
    return _label(asked.options, answer, names)


def _choices(asked: Question | Column, answer: Any, names: Names) -> str:
    return "\n".join(_label(asked.options, each, names) for each in answer)


def _name(_asked: Question | Column, answer: Any, names: Names) -> str:
    return names.get(str(answer), NOT_LISTED)


def _label(options: tuple[Option, ...], key: str, names: Names) -> str:
    """Return an option's label; of a row that was chosen, what the row is called."""
    return next((option.label for option in options if option.key == key), names.get(key, key))


WORDS: dict[str, Callable[[Question | Column, Any, Names], str]] = {
    "date": _day,
    "yn": _yes_or_no,
    "one": _choice,
    "many": _choices,
    "worker": _name,
    "person": _name,
    "inbox": _name,
    "file": _name,
    "calc": _computed,
}
