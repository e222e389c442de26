"""Queries that Django writes to SQL once, for what every act and page asks: from then on only the values change.

Writing a query with subqueries takes Django some ten times as long as PostgreSQL takes to answer it. A prepared query
is written when it is first asked; it says `Given` where a value comes later.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import connection, models
from django.db.models.expressions import Expression, Func
from django.db.transaction import TransactionManagementError
from psycopg import Cursor


class _Place(NamedTuple):
    """Where a value goes among the parameters."""

    name: str


class Given(Expression):
    """A value that is named when the query is asked."""

    def __init__(self, name: str, output_field: "models.Field[Any, Any]") -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, _compiler: Any, connection: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        """Return the parameter, cast to its type."""
        return f"%s::{self.output_field.db_type(connection)}", [_Place(self.name)]


class GivenIds(Given):
    """Ids that are named when the query is asked, for `__in`."""

    def __init__(self, name: str) -> None:
        super().__init__(name, models.UUIDField())

    def as_sql(self, _compiler: Any, connection: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        """Return the rows of the list."""
        return f"(SELECT unnest(%s::{self.output_field.db_type(connection)}[]))", [_Place(self.name)]


class GivenNames(GivenIds):
    """Texts that are named when the query is asked, for `__in`."""

    def __init__(self, name: str) -> None:
        Given.__init__(self, name, models.TextField())


class AnyOf(Expression):
    """What any of these say, for `__in`: querysets of one column, and lists that are given later."""

    def __init__(self, *asked: Any) -> None:
        super().__init__(output_field=models.UUIDField())
        self.asked = asked

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        """Return them as one list of rows."""
        parts = [
            each.as_sql(compiler, connection)
            if isinstance(each, Given)
            else each.query.get_compiler(connection=connection).as_sql()
            for each in self.asked
        ]
        rows = " UNION ALL ".join(f"({text})" for text, _ in parts)
        return f"({rows})", [each for _, params in parts for each in params]


class EachOf(Func):
    """A row for each of some columns."""

    function = "unnest"
    template = "%(function)s(ARRAY[%(expressions)s])"
    output_field = models.UUIDField()


def given_id(name: str) -> Given:
    """Return one id that is named when the query is asked."""
    return Given(name, models.UUIDField())


TODAY = Given("today", models.DateField())


class Prepared:
    """A query that is written once.

    Args:
        make: returns a queryset of `.values(...)` or `.values_list(...)`; it runs when the query is first asked.
    """

    def __init__(self, make: Callable[[], Any]) -> None:
        self._make = make
        self._written: Written | None = None

    def rows(self, **given: Any) -> list[dict[str, Any]]:
        """Return the rows for these values, each by column.

        Args:
            given: the value of each `Given` by its name; for ids any collection of them.
        """
        return [dict(zip(self.written.names, row, strict=True)) for row in self.written.ask(given)]

    def tuples(self, **given: Any) -> list[tuple[Any, ...]]:
        """Return the rows for these values, each as a tuple."""
        return [tuple(row) for row in self.written.ask(given)]

    @property
    def written(self) -> "Written":
        """Return the query in SQL."""
        if self._written is None:
            self._written = _write(self._make())
        return self._written


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A query in SQL.

    Args:
        names, fields: of each column, what it is called and the field that says its type.
    """

    sql: str
    params: tuple[Any, ...]
    names: tuple[str, ...]
    fields: tuple["models.Field[Any, Any]", ...]
    compiler: Any
    converters: Any
    locks: bool

    def ask(self, given: dict[str, Any]) -> Any:
        """Return the rows for these values."""
        if self.locks and connection.get_autocommit():
            raise TransactionManagementError("Rows are locked inside a transaction only.")
        found = asked(self.sql, self.params, given)
        return self.compiler.apply_converters(found, self.converters) if self.converters else found


def asked(sql: str, params: tuple[Any, ...], given: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Return the rows of a statement, each value that is named later put in its place."""
    values = {name: list(value) if isinstance(value, set | frozenset) else value for name, value in given.items()}
    with _cursor() as cursor:
        cursor.execute(sql, [values[each.name] if isinstance(each, _Place) else each for each in params])
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


class _Planned(Cursor[Any]):
    """A cursor whose statements PostgreSQL plans once for each connection, where it may (outside/database.py)."""

    def execute(self, query: Any, params: Any = None, **more: Any) -> "_Planned":
        """Run a statement."""
        return super().execute(query, params, **{**more, "prepare": True})

    def _convert_query(self, query: Any, params: Any = None) -> Any:
        """Keep what is asked for Django's log of statements, which would lose it with a plan that is there already."""
        self._query = super()._convert_query(query, params)
        return self._query


def _cursor() -> Any:
    """Return such a cursor, counted and logged as any of Django's."""
    connection.ensure_connection()
    wrap = connection.make_debug_cursor if connection.queries_logged else connection.make_cursor
    planned: Any = _Planned(connection.connection)
    return wrap(planned)


def _write(rows: Any) -> Written:
    query = rows.query
    compiler = query.get_compiler(connection=connection)
    sql, params = compiler.as_sql()
    columns = [column[0] for column in compiler.select[: compiler.col_count]]
    return Written(
        sql=sql,
        params=tuple(params),
        names=tuple(query.selected or (*query.values_select, *query.annotation_select)),
        fields=tuple(column.output_field for column in columns),
        compiler=compiler,
        converters=compiler.get_converters(columns),
        locks=bool(query.select_for_update),
    )
