"""One write that an act makes, in Django's own SQL: a row added, a row changed if it is as expected, rows changed."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from django.db.models.sql import DeleteQuery, InsertQuery, UpdateQuery

Model = type[models.Model]
Compiled = tuple[str, tuple[Any, ...]]
OrElse = Callable[[], Exception] | None


@dataclass(frozen=True, slots=True)
class Touched:
    """What a write touches or a read looks at: a table, and which things in it; None: any of it."""

    table: Model | None
    things: frozenset[Hashable] | None = None

    @classmethod
    def of(cls, table: Model, among: Iterable[Hashable] | None) -> "Touched":
        """Return these things of a table."""
        return cls(table, None if among is None else frozenset(among))

    def meets(self, other: "Touched") -> bool:
        """Return whether both may be of one row."""
        if self.table is not other.table:
            return False
        return self.things is None or other.things is None or not self.things.isdisjoint(other.things)


@dataclass(kw_only=True)
class Write:
    """A write that waits. `compiled` is None where it can touch nothing."""

    touches: Touched

    def compiled(self) -> Compiled | None:
        """Return it in SQL, a row for each row that it touches."""
        raise NotImplementedError

    def check(self, touched: int) -> None:
        """Raise where it touched another number of rows than it must."""


@dataclass(kw_only=True)
class Insert(Write):
    """A row that is added."""

    row: models.Model

    def compiled(self) -> Compiled:
        """Return the INSERT."""
        query: Any = InsertQuery(type(self.row))
        query.insert_values(self.row._meta.local_concrete_fields, [self.row])  # noqa: SLF001  # Django's own name
        ((text, params),) = query.get_compiler(connection=connection).as_sql()
        return f"{text} RETURNING 1", tuple(params)


@dataclass(kw_only=True)
class Alter(Write):
    """A row that is changed if it is as expected (compare-and-swap); `or_else` makes the error if it is not."""

    table: Model
    id: UUID
    expected: dict[str, Any] = field(default_factory=dict)
    changes: dict[str, Any]
    or_else: OrElse = None

    def compiled(self) -> Compiled | None:
        """Return the UPDATE."""
        here = self.table._default_manager.filter(id=self.id, **self.expected)  # noqa: SLF001  # Django's own name
        return _update(here, self.changes)

    def check(self, touched: int) -> None:
        """Raise where the row is not as it was expected."""
        if not touched and self.or_else:
            raise self.or_else()


@dataclass(kw_only=True)
class Change(Write):
    """Rows that are changed, be they none or many; `or_else` makes the error where there must be one and is none."""

    rows: "models.QuerySet[Any]"
    changes: Mapping[str, Any]
    or_else: OrElse = None

    def compiled(self) -> Compiled | None:
        """Return the UPDATE."""
        return _update(self.rows, self.changes)

    def check(self, touched: int) -> None:
        """Raise where there is none."""
        if not touched and self.or_else:
            raise self.or_else()


@dataclass(kw_only=True)
class Remove(Write):
    """Rows that are removed, to which nothing else points."""

    rows: "models.QuerySet[Any]"

    def compiled(self) -> Compiled | None:
        """Return the DELETE."""
        return _compiled(self.rows.query.chain(DeleteQuery))


@dataclass(kw_only=True)
class Call(Write):
    """A function of the database that writes."""

    text: str
    params: tuple[Any, ...]

    def compiled(self) -> Compiled:
        """Return the SELECT."""
        return self.text, self.params


def _update(rows: "models.QuerySet[Any]", changes: Mapping[str, Any]) -> Compiled | None:
    query: Any = rows.query.chain(UpdateQuery)
    query.add_update_values(changes)
    query.clear_ordering(force=True)
    return _compiled(query)


def _compiled(query: Any) -> Compiled | None:
    query.clear_select_clause()
    try:
        text, params = query.get_compiler(connection=connection).as_sql()
    except EmptyResultSet:
        return None
    return f"{text} RETURNING 1", tuple(params)
