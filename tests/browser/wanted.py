"""What is to be typed into a section, beside the fields that its page has: rows of tables go onto the page's own."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator

Typed = Mapping[str, str | list[str]]
FIELDS = """(form) => [...form.elements].filter((each) => each.name && !each.name.startsWith('_')
    && !['hidden', 'file', 'submit'].includes(each.type) && each.name !== 'csrfmiddlewaretoken')
  .map((each) => ({name: each.name, kind: each.type, value: each.value.replaceAll('\\r\\n', '\\n'),
    checked: each.checked === true, shown: each.checkVisibility({visibilityProperty: true}),
    folded: Boolean(each.closest('details:not([open])')), lines: [...(each.options ?? [])].map((one) => one.value)}))"""
NOT_ANSWERS = ("-find", "-new-name", "-new-relation")
PARTS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field, radio button or box of a section as it stands on the page.

    Args:
        shown: it can be seen. folded: it is under a heading that opens it. lines: what a list offers.
    """

    name: str
    kind: str
    value: str
    checked: bool
    shown: bool
    folded: bool
    lines: Sequence[str]

    @property
    def row(self) -> tuple[str, str] | None:
        """Return table and row of a cell."""
        return row_of(self.name)


def fields_of(form: Locator) -> list[Field]:
    """Return the fields of a section as they stand, in the order of the page; those that answer nothing left out."""
    read: list[dict[str, Any]] = form.evaluate(FIELDS)
    return [Field(**each) for each in read if not each["name"].endswith(NOT_ANSWERS)]


def row_of(name: str) -> tuple[str, str] | None:
    """Return table and row of the name of a cell.

    >>> row_of("present.0a.agency"), row_of("held_on-day")
    (('present', '0a'), None)
    """
    parts = name.rsplit(".", PARTS - 1)
    return (parts[0], parts[1]) if len(parts) == PARTS else None


def rows_missing(typed: Typed, fields: Iterable[Field]) -> list[str]:
    """Return the tables of the page that have too few rows, a table for each row that is missing."""
    wanted, there = _rows(typed), _rows(field.name for field in fields)
    return [table for table, rows in wanted.items() if table in there for _ in rows[len(there[table]) :]]


def onto_rows(typed: Typed, fields: Iterable[Field]) -> dict[str, str | list[str]]:
    """Return what is typed, by the names that the page has: each row by its own id, or in the order of the page."""
    there = _rows(field.name for field in fields)
    ids: dict[str, str] = {}
    for table, rows in _rows(typed).items():
        has = there.get(table, [])
        free = [row for row in has if row not in rows]
        ids |= dict(zip([row for row in rows if row not in has], free, strict=False))
    return {_renamed(name, ids): _again(value, ids) for name, value in typed.items()}


def _rows(names: Iterable[str]) -> dict[str, list[str]]:
    rows: dict[str, list[str]] = {}
    for table, row in filter(None, map(row_of, names)):
        if row not in rows.setdefault(table, []):
            rows[table].append(row)
    return rows


def _renamed(name: str, ids: Mapping[str, str]) -> str:
    found = row_of(name)
    if not found or found[1] not in ids:
        return name
    table, row = found
    return f"{table}.{ids[row]}.{name.removeprefix(f'{table}.{row}.')}"


def _again(value: str | list[str], ids: Mapping[str, str]) -> str | list[str]:
    """Return an answer that names rows with the ids that they have here."""
    return [ids.get(each, each) for each in value] if isinstance(value, list) else ids.get(value, value)
