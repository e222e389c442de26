"""What an act knows of rows without asking again: those it has read since it locked them, and what it wrote to them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import models

from permanence.kernel.definitions import Process
from permanence.kernel.facts import WorkerFacts

Model = type[models.Model]
Values = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A workstep that is locked until the transaction ends: where it stands. `with_pathway`: its pathway's row, too."""

    pathway_id: UUID
    child_id: UUID
    with_pathway: bool


class Memory:
    """Rows of a table that stand on something locked, all of them, each by its columns; and workers as of a day.

    Whatever is written past `inserted` and `altered` makes it forget: then the rows are read anew.
    """

    def __init__(self) -> None:
        self._rows: dict[tuple[Model, UUID], dict[UUID, Values]] = {}
        self.workers: dict[tuple[UUID, date], tuple[UUID, WorkerFacts]] = {}
        """By id and day: the authority, and the worker."""
        self.inboxes: dict[UUID, Any] = {}
        """By id: `inbox_facts.InboxFacts`."""
        self.processes: dict[tuple[UUID, str], tuple[UUID, Process]] = {}
        """By authority and key: the newest published version, and its id."""
        self.held: dict[UUID, Held] = {}
        """The worksteps that were locked as the act began."""
        self.asked: dict[UUID | None, UUID] = {}
        """The worksteps of requests."""

    def keep(self, table: Model, rows: Iterable[Mapping[str, Any]], *, of: UUID) -> None:
        """Keep all rows of a table that stand on a workstep, or its own."""
        self._rows[table, of] = {row["id"]: dict(row) for row in rows}

    def rows(self, table: Model, *, of: UUID) -> list[Values] | None:
        """Return all rows of a table that stand on a workstep; None where they are not known."""
        found = self._rows.get((table, of))
        return None if found is None else list(found.values())

    def inserted(self, row: models.Model) -> None:
        """Take in a row that was added."""
        rows = self._rows.get((type(row), getattr(row, "step_id", None)))  # type: ignore[arg-type]
        if rows is not None:
            columns = row._meta.concrete_fields  # noqa: SLF001  # Django's own name
            rows[row.pk] = {column.attname: getattr(row, column.attname) for column in columns}

    def altered(self, table: Model, row_id: UUID, changes: Mapping[str, Any]) -> None:
        """Take in what was changed of a row; what only the database can work out makes its table unknown."""
        kept = [(of, rows) for (of_table, of), rows in self._rows.items() if of_table is table]
        if any(of not in rows for of, rows in kept) and not any(row_id in rows for _, rows in kept):
            self.forget(table)  # it may stand there from now on
            return
        for rows in [rows for _, rows in kept if row_id in rows]:
            known = {name: value for name, value in changes.items() if name in rows[row_id]}
            if any(hasattr(value, "resolve_expression") for value in known.values()):
                self.forget(table)
                return
            columns = {column.attname: column for column in table._meta.concrete_fields}  # noqa: SLF001  # Django's own
            rows[row_id] |= {name: columns[name].to_python(value) for name, value in known.items()}

    def forget(self, table: Model | None = None) -> None:
        """Forget the rows of a table, or everything."""
        if table is None:
            self.workers, self.inboxes, self.processes = {}, {}, {}
        self._rows = {key: rows for key, rows in self._rows.items() if table not in {None, key[0]}}
