"""One answer or cell of the invented forms, from what the bank says to what is kept."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from permanence.demo.phrases import can_be_said, said
from permanence.demo.subject import Subject
from permanence.kernel.dates import age_on
from permanence.kernel.form_definitions import SIZES, Column, Question

Asked = Question | Column
A_DAY = re.compile(r"(born|b|care|meeting|start)([+-]\d+)?")
COUNT = "count "
STARTS = {"meeting": "meeting_date", "start": "starts_on"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """A section as it is being written.

    Args:
        on: the day of writing.
        known: answers and facts that conditions look at: those given, and what is written so far.
    """

    form: str
    subject: Subject
    rng: Random
    on: date
    known: dict[str, Any] = field(default_factory=dict)

    @property
    def names(self) -> Mapping[str, str]:
        """Return the words that texts use for people."""
        return self.subject.names(self.on)

    @property
    def age(self) -> int:
        """Return the child's age on the day of writing."""
        return age_on(self.subject.facts.date_of_birth, on=self.on)


def value_of(asked: Asked, held: Any, writing: Writing, *, choices: Sequence[str]) -> Any:
    """Return the answer that something of the bank stands for, or None where it stands for nobody or no day.

    Args:
        held: one choice of the bank (texts/README.md).
        choices: keys that may be chosen.
    """
    if isinstance(held, str) and held.startswith("="):
        held = _fact(held[1:], writing)
    elif isinstance(held, str):
        held = said(held, names=writing.names, rng=writing.rng)
    if held in ("", None):
        return None
    if asked.kind == "many":
        return [each for each in choices if held == "all" or each in _listed(held)]
    if asked.kind == "date":
        found = day(held, writing)
        return found.isoformat() if found else None
    return _pointer(asked, held, writing) if asked.kind in {"worker", "person", "file"} else _plain(asked, held)


def _fact(name: str, writing: Writing) -> str | int:
    if name.startswith(COUNT):
        return len(writing.known.get(name.removeprefix(COUNT)) or ())
    return writing.subject.codes(writing.on)[name]


def _plain(asked: Asked, held: Any) -> Any:
    if asked.kind == "num":
        return int(held)
    text, fits = str(held), asked.size or SIZES.get(asked.kind)
    if fits and len(text) > fits:
        raise ValueError(
            f"The invented answer to {asked.key} is {len(text) - fits} characters over the {fits} that fit."
        )
    return text


def _listed(held: Any) -> list[Any]:
    return list(held) if isinstance(held, list | tuple) else [held]


def _pointer(asked: Asked, held: Any, writing: Writing) -> str | None:
    subject = writing.subject
    if asked.kind == "file":
        return str(subject.file_id) if subject.file_id else None
    if asked.kind == "worker":
        return str(subject.worker(held))
    return str(subject.person(held)) if subject.has(held) else None


def day(held: Any, writing: Writing) -> date | None:
    """Return a day of the bank, never before the birth; None for one in a life that is not lived so far."""
    born = writing.subject.facts.date_of_birth
    if isinstance(held, int):
        return max(born, writing.on + timedelta(days=held))
    found = A_DAY.fullmatch(held)
    if found is None:
        return date.fromisoformat(writing.known.get(held, held))
    start, days = _start(found[1], writing), timedelta(days=int(found[2] or 0))
    reached = max(born, start + days)
    return None if found[1] in {"b", "care"} and reached > writing.on else reached


def _start(name: str, writing: Writing) -> date:
    if name in STARTS:
        told = writing.known.get(STARTS[name])
        return date.fromisoformat(told) if told else writing.on
    if name == "care":
        return writing.subject.facts.looked_after_from or writing.on - timedelta(days=120)
    return writing.subject.facts.date_of_birth


def fill(columns: Sequence[Column], held: Mapping[str, Any], writing: Writing) -> dict[str, Any] | None:
    """Return the cells of a row, or None where it is about somebody or some time that is not there."""
    for column in columns:
        if column.kind == "person" and column.key in held and not writing.subject.has(held[column.key]):
            return None
        if not can_be_said(held.get(column.key), names=writing.names):
            return None
    cells: dict[str, Any] = {}
    for column in columns:
        if column.key not in held or column.kind == "calc":
            continue
        cell = value_of(column, held[column.key], writing, choices=[option.key for option in column.options])
        if cell is not None and column.need.is_shown(cells):
            cells[column.key] = cell
    first = columns[0]
    return None if first.need.required and not first.need.required_if and first.key not in cells else cells
