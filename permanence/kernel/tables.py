"""Reading tables: repeating ones, whose rows have an id for life, and fixed ones, whose rows the form names."""

import re
from collections.abc import Iterable
from typing import Any

from permanence.kernel.form_definitions import Column, Question
from permanence.kernel.reading import NotRead, Typed, read_value, typed_value

MOST_ROWS = 400
ROW_ID = re.compile(r"[A-Za-z0-9_-]{1,40}")


def read_table(question: Question, typed: Typed) -> tuple[Any, dict[str, str]]:
    """Return the rows that were typed, and the sentence for each cell that cannot be read.

    A row in which nothing is typed is none. A repeating table is a list of rows, each with its `id`; a fixed one maps
    row key to cells. None where no row holds anything.
    """
    row_ids = [row.key for row in question.rows] if question.kind == "fix" else _row_ids(question, typed)
    if len(row_ids) > MOST_ROWS:
        return None, {question.key: f"{len(row_ids):,} rows are more than the {MOST_ROWS:,} that fit. Nothing was cut."}
    rows: dict[str, dict[str, Any]] = {}
    errors: dict[str, str] = {}
    for row_id in row_ids:
        cells, wrong = _read_row(question.columns, f"{question.key}.{row_id}", typed)
        errors |= wrong
        if cells:
            rows[row_id] = cells
    if question.kind == "fix":
        return rows or None, errors
    return [{"id": row_id, **cells} for row_id, cells in rows.items()] or None, errors


def _row_ids(question: Question, typed: Typed) -> list[str]:
    """Return the ids of the rows typed, in the order in which they came."""
    prefix = f"{question.key}."
    names = (name.removeprefix(prefix).split(".") for name in typed if name.startswith(prefix))
    return list(
        dict.fromkeys(
            parts[0] for parts in names if len(parts) == len(("row", "column")) and ROW_ID.fullmatch(parts[0])
        )
    )


def _read_row(columns: Iterable[Column], prefix: str, typed: Typed) -> tuple[dict[str, Any], dict[str, str]]:
    cells: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for column in columns:
        if column.kind == "calc" or column.need.nothing_to_answer:
            continue
        name = f"{prefix}.{column.key}"
        try:
            cell = read_value(column, name, typed, choices=[option.key for option in column.options])
        except NotRead as wrong:
            errors[name] = str(wrong)
        else:
            if cell is not None:
                cells[column.key] = cell
    return _shown(columns, cells), errors


def _shown(columns: Iterable[Column], cells: dict[str, Any]) -> dict[str, Any]:
    hidden = {column.key for column in columns if not column.need.is_shown(cells)}
    shown = {key: cell for key, cell in cells.items() if key not in hidden}
    return shown if len(shown) == len(cells) else _shown(columns, shown)


def typed_table(question: Question, answer: Any) -> dict[str, str | list[str]]:
    """Return the HTML fields that would be read as these rows."""
    rows = answer.items() if question.kind == "fix" else ((row["id"], row) for row in answer)
    typed: dict[str, str | list[str]] = {}
    for row_id, cells in rows:
        for column in question.columns:
            if column.key in cells:
                typed |= typed_value(column.kind, f"{question.key}.{row_id}.{column.key}", cells[column.key])
    return typed
