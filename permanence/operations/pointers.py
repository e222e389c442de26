"""Whom and what answers point to: a worker, person, inbox or file that is there, and may be pointed to here."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Model

from permanence.kernel.facts import ChildFacts
from permanence.kernel.form_definitions import Question, Section
from permanence.records.authorities import Inbox
from permanence.records.documents import StoredFile
from permanence.records.people import Person, Worker

SENTENCES = {
    "worker": "Choose a worker from those found.",
    "person": "Choose a person from those found, or add a new one.",
    "inbox": "Choose one of the inboxes.",
    "file": "Attach the file again.",
}

TABLES: Mapping[str, type[Model]] = {"worker": Worker, "person": Person, "inbox": Inbox, "file": StoredFile}


class Pointer(NamedTuple):
    """An answer that points somewhere: its HTML field, its kind, and the id."""

    field: str
    kind: str
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """The answers without those that point nowhere, and the sentence for each of these."""

    answers: dict[str, Any]
    errors: Mapping[str, str]


def check_pointers(section: Section, answers: Mapping[str, Any], *, child: ChildFacts) -> Checked:
    """Return the answers that point to workers, people and inboxes of the child's authority, and to files of the child.

    What belongs to another authority or child is as if it were not there. At most four queries.
    """
    found = list(_pointers(section, answers))
    there = {kind: _there(kind, [each.id for each in found if each.kind == kind], child) for kind in SENTENCES}
    lost = {each.field: each for each in found if each.id not in there[each.kind]}
    return Checked(
        answers=_without(answers, lost), errors={field: SENTENCES[each.kind] for field, each in lost.items()}
    )


def _pointers(section: Section, answers: Mapping[str, Any]) -> Iterator[Pointer]:
    for question in section.questions:
        answer = answers.get(question.key)
        if answer is None:
            continue
        if question.kind in SENTENCES:
            yield Pointer(question.key, question.kind, str(answer))
        for row_id, cells in _rows(question, answer):
            for column in question.columns:
                if column.kind in SENTENCES and column.key in cells:
                    yield Pointer(f"{question.key}.{row_id}.{column.key}", column.kind, str(cells[column.key]))


def _rows(question: Question, answer: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if question.kind == "tbl":
        yield from ((row["id"], row) for row in answer)
    elif question.kind == "fix":
        yield from answer.items()


def _there(kind: str, ids: list[str], child: ChildFacts) -> set[str]:
    """Return which of these ids are there for this child."""
    if not ids:
        return set()
    more = {"child_id": child.id} if kind == "file" else {}
    rows = TABLES[kind]._default_manager.filter(  # noqa: SLF001  # its public name is not on the base class
        authority_id=child.authority_id, id__in=[UUID(each) for each in ids], **more
    )
    return {str(each) for each in rows.values_list("id", flat=True)}


def _without(answers: Mapping[str, Any], lost: Mapping[str, Pointer]) -> dict[str, Any]:
    kept = dict(answers)
    for field in lost:
        table, _, rest = field.partition(".")
        if not rest:
            kept.pop(field, None)
            continue
        row_id, _, column = rest.rpartition(".")
        kept[table] = _without_cell(kept[table], row_id, column)
    return kept


def _without_cell(rows: Any, row_id: str, column: str) -> Any:
    def cut(cells: Mapping[str, Any]) -> dict[str, Any]:
        return {name: cell for name, cell in cells.items() if name != column}

    if isinstance(rows, list):
        return [cut(row) if row["id"] == row_id else row for row in rows]
    return {key: cut(cells) if key == row_id else cells for key, cells in rows.items()}
