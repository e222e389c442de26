"""The text of a workstep begun on the wrong child, as far as it may go with the writer to the right one.

It goes as a draft that the writer reads and saves, section by section. What came from the other child's record stays
there: nothing of that child is carried along (ADR 30).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from permanence.kernel.answers import typed_of
from permanence.kernel.form_definitions import Question, Section

STAYS: Final = ("person", "file")


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedWith:
    """Somebody who came onto the wrong child's record with the text: their name, and what they were said to be."""

    name: str
    relation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What goes along of one section: HTML field to what is typed in it; and which questions are answered anew."""

    typed: Mapping[str, str | list[str]]
    left_out: tuple[str, ...]

    @property
    def says_something(self) -> bool:
        """Return whether anything goes along."""
        return any(bool(value) for value in self.typed.values())


def carried(section: Section, answers: Mapping[str, Any], *, named: Mapping[str, NamedWith]) -> Carried:
    """Return what goes along of a section's answers.

    Left out are answers that came from the child's record, files, and people of that child's record. Those who were
    named for the first time in this text go along as new names.

    Args:
        named: id of each person who came onto the record with this text.
    """
    kept = {key: value for key, value in answers.items() if not _came_from_record(section, key)}
    typed: dict[str, str | list[str]] = dict(typed_of(section, kept))
    left_out = [question.ask for question in section.questions if question.key in answers.keys() - kept.keys()]
    for question, field, value in _pointing(section, kept):
        typed.pop(field, None)
        if person := named.get(str(value)):
            typed |= {f"{field}-new-name": person.name, f"{field}-new-relation": person.relation}
        else:
            left_out.append(question.ask)
    return Carried(typed=typed, left_out=tuple(dict.fromkeys(left_out)))


def _came_from_record(section: Section, name: str) -> bool:
    return any(name == question.key and (question.copied or question.prefilled) for question in section.questions)


def _pointing(section: Section, answers: Mapping[str, Any]) -> Iterator[tuple[Question, str, Any]]:
    """Yield each answer that points to a person or a file, with its question and its HTML field."""
    for question in section.questions:
        value = answers.get(question.key)
        if value is None:
            continue
        if question.kind in STAYS:
            yield question, question.key, value
        rows = value if question.kind == "tbl" else [{"id": key, **cells} for key, cells in _cells(question, value)]
        for row in rows:
            for column in question.columns:
                if column.kind in STAYS and row.get(column.key):
                    yield question, f"{question.key}.{row['id']}.{column.key}", row[column.key]


def _cells(question: Question, value: Any) -> list[tuple[str, Mapping[str, Any]]]:
    return list(value.items()) if question.kind == "fix" else []
