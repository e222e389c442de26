"""Tables of a form: repeating rows, each with an id for life, and fixed rows."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from permanence.kernel.form_definitions import Column, Question
from permanence.web.field_kinds import make_field
from permanence.web.fields import Field, Filling, Row

# How much room a cell of each kind wants beside the others, and how much there is: less beside a previous answer.
WIDTHS = {"area": 3, "date": 4, "find": 6, "file": 5, "checkboxes": 3}
FITS, BESIDE = 11, 6


def row_ids(key: str, typed: Mapping[str, object]) -> list[str]:
    """Return the ids of the rows that were typed, in the order they stand in.

    >>> row_ids("seen", {"seen.b.who": "", "seen.a.who": "", "seen.b.on-day": "", "other.c.who": ""})
    ['b', 'a']
    """
    names = (name.removeprefix(f"{key}.").split(".") for name in typed if name.startswith(f"{key}."))
    return list(dict.fromkeys(parts[0] for parts in names if len(parts) == 2))


def table_field(question: Question, filling: Filling) -> Field:
    """Return the field of a table; a repeating one that is empty begins with one blank row."""
    rows = _fixed(question, filling) if question.kind == "fix" else _repeating(question, filling)
    cells = rows[0].cells if rows else ()
    is_focused, fits = filling.focus == question.key, BESIDE if question.key in filling.previous else FITS
    return Field(
        name=question.key,
        widget="rows",
        ask=question.ask,
        error=filling.errors.get(question.key, ""),
        rows=rows,
        heads=tuple(cell.ask for cell in cells),
        is_roomy=sum(WIDTHS.get(cell.widget, 2) for cell in cells) > fits,
        autofocus=is_focused,
        says=filling.gone if is_focused else "",
        can_add=question.kind == "tbl",
    )


def _fixed(question: Question, filling: Filling) -> tuple[Row, ...]:
    return tuple(Row(id=row.key, legend=row.label, cells=_cells(question, row.key, filling)) for row in question.rows)


def _repeating(question: Question, filling: Filling) -> tuple[Row, ...]:
    ids = row_ids(question.key, filling.typed) or [filling.new_row]
    return tuple(
        Row(id=id_, legend=f"Row {number}", cells=_cells(question, id_, filling))
        for number, id_ in enumerate(ids, start=1)
    )


def _cells(question: Question, row: str, filling: Filling) -> tuple[Field, ...]:
    prefix = f"{question.key}.{row}."
    answers: Mapping[str, Any] = {column.key: filling.typed.get(prefix + column.key) for column in question.columns}
    return tuple(_with_conditions(question, prefix, answers, filling))


def _with_conditions(question: Question, prefix: str, answers: Mapping[str, Any], filling: Filling) -> Iterator[Field]:
    own = {column.key for column in question.columns}
    for column in question.columns:
        if column.kind == "calc":
            continue  # worked out from the rest of the row, and shown where the row is read
        shown_if = column.need.shown_if
        cell = make_field(_named(column), prefix + column.key, filling, is_cell=True)
        if shown_if is None:
            yield cell
        elif shown_if.field in own:
            hidden, values = not shown_if.holds(answers), " ".join(shown_if.values)
            yield replace(cell, hidden=hidden, shown_field=prefix + shown_if.field, shown_values=values)
        elif shown_if.holds({**filling.known, **filling.typed}):
            yield cell


def _named(column: Column) -> Column:
    is_optional = not (column.need.required or column.need.or_why or column.need.nothing_to_answer)
    return replace(column, ask=f"{column.ask} (optional)") if is_optional else column
