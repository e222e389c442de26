"""When a question was wholly answered: what meets a due date that waits for an answer."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from permanence.kernel.form_definitions import Question


def answered_on(question: Question, answer: Any, *, today: date) -> date | None:
    """Return the day by which a question was wholly answered, or None while it is not.

    The answer's own date counts, of a table the latest in its first column of dates; without one, today. A fixed table
    is answered when every row says something: the day it was done, or why not (told_orally).

    >>> from permanence.kernel.conditions import Need
    >>> sent = Question(key="papers_sent_on", ask="Papers sent", kind="date", need=Need(required=True))
    >>> answered_on(sent, "2027-04-28", today=date(2027, 5, 3))
    datetime.date(2027, 4, 28)
    >>> answered_on(sent, None, today=date(2027, 5, 3)) is None
    True
    """
    if not answer or (question.kind == "fix" and not _every_row(question, answer)):
        return None
    return max(_dates(question, answer), default=today)


def _every_row(question: Question, answer: Mapping[str, Mapping[str, Any]]) -> bool:
    return all(any(answer.get(row.key, {}).values()) for row in question.rows)


def _dates(question: Question, answer: Any) -> Iterator[date]:
    """Yield the date itself, or those of a table's first column of dates: the day it was done comes first."""
    first = next((column.key for column in question.columns if column.kind == "date"), "")
    rows = answer.values() if question.kind == "fix" else answer if question.kind == "tbl" else [{first: answer}]
    for row in rows:
        day = row.get(first)
        if day and (question.columns or question.kind == "date"):
            yield date.fromisoformat(day)
