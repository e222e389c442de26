"""What an act writes waits, and is written together by one statement (docs/adr/0044).

It waits until something is asked of the database or the act ends. So whatever is asked finds all that was written
before it, in the order in which the act did it, and an act asks the database about as often as it reads.

Outside an act each write is made at once.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from uuid import UUID

from django.db import connection, models

from permanence.records.memory import Memory
from permanence.records.writes import Alter, Call, Change, Insert, Model, OrElse, Remove, Touched, Write


class Gathering:
    """The writes of the act under way that wait, and what it knows of rows without asking."""

    def __init__(self) -> None:
        self.memory = Memory()
        self._waiting: list[Write] = []
        self._looking_at: tuple[Touched, ...] | None = None
        self._is_writing = False

    def __call__(self, execute: Callable[..., Any], text: Any, *given: Any) -> Any:
        """Run a statement of somebody else's, after what waits: an execute wrapper of Django's."""
        if not self._is_writing:
            self._before(str(text).lstrip("( \n"))
        return execute(text, *given)

    def _before(self, text: str) -> None:
        if text.startswith("ROLLBACK"):  # to a savepoint, before which all was written that waited then
            self._waiting = []
            self.memory.forget()
        elif not text.startswith("RELEASE"):
            if self._looking_at is None or any(self._waits(each) for each in self._looking_at):
                self.write()
            if not text.startswith(("SELECT", "SAVEPOINT")):
                self.memory.forget()

    def _waits(self, touched: Touched) -> bool:
        return any(write.touches.meets(touched) for write in self._waiting)

    def add(self, write: Write) -> None:
        """Let a write wait; what waits for the same rows is written first: a statement touches a row once."""
        if self._waits(write.touches):
            self.write()
        self._waiting.append(write)

    def waiting_for(self, table: Model, row_id: UUID) -> Insert | Alter | None:
        """Return the write that waits for this very row."""
        for write in self._waiting:
            if isinstance(write, Insert) and type(write.row) is table and write.row.pk == row_id:
                return write
            if isinstance(write, Alter) and (write.table, write.id) == (table, row_id):
                return write
        return None

    def write(self) -> None:
        """Write all that waits, in one statement.

        Raises:
            Exception: what a write says where it touched another number of rows than it must.
        """
        waiting, self._waiting = self._waiting, []
        self._is_writing = True
        try:
            touched = _written(waiting)
        finally:
            self._is_writing = False
        for write, number in touched:
            write.check(number)

    @contextmanager
    def looking(self, touched: tuple[Touched, ...]) -> Iterator[None]:
        """Let what waits wait on, while something else is asked."""
        before, self._looking_at = self._looking_at, touched
        try:
            yield
        finally:
            self._looking_at = before


_under_way: ContextVar[Gathering | None] = ContextVar("writes of the act under way", default=None)


@contextmanager
def gathering() -> Iterator[None]:
    """Gather what is written until the end, in the transaction under way."""
    here = Gathering()
    token = _under_way.set(here)
    try:
        with connection.execute_wrapper(here):
            yield
            here.write()
    finally:
        _under_way.reset(token)


def memory() -> Memory | None:
    """Return what the act under way knows without asking; None outside an act."""
    here = _under_way.get()
    return here.memory if here else None


@contextmanager
def looking_at(*tables: Model, among: Iterable[Hashable] | None = None) -> Iterator[None]:
    """Ask about these tables alone: what waits for other tables, or other things in them, goes on waiting.

    Args:
        among: as the writes to these tables name what they touch; None: anything.
    """
    here = _under_way.get()
    if here is None:
        yield
        return
    with here.looking(tuple(Touched.of(table, among) for table in tables)):
        yield


def insert(row: models.Model, *, among: Iterable[Hashable] | None = None) -> None:
    """Add a row. `among`: what it is among the things of its table; None: itself."""
    here = _under_way.get()
    _add(Insert(touches=Touched.of(type(row), [row.pk] if among is None else among), row=row))
    row._state.adding = False  # noqa: SLF001  # Django's own name
    if here:
        here.memory.inserted(row)


def alter(
    table: Model,
    row_id: UUID,
    *,
    expected: dict[str, Any] | None = None,
    or_else: OrElse = None,
    among: Iterable[Hashable] | None = None,
    **changes: Any,
) -> None:
    """Change one row, if its columns are as expected; else what `or_else` makes is raised, at once or when it is seen.

    What waits for the same row becomes one change with it.

    Args:
        changes: column to value, or to what the database works out from the very columns that are changed here.
    """
    here = _under_way.get()
    waits = here.waiting_for(table, row_id) if here else None
    if waits is None or not _joined(waits, expected or {}, changes, or_else):
        touches = Touched.of(table, [row_id] if among is None else among)
        _add(Alter(touches=touches, table=table, id=row_id, expected=expected or {}, changes=changes, or_else=or_else))
    if here:
        here.memory.altered(table, row_id, changes)


def change(
    rows: "models.QuerySet[Any]", *, or_else: OrElse = None, among: Iterable[Hashable] | None = None, **changes: Any
) -> None:
    """Change rows. `among`: the only things of their table that they can be; None: any."""
    _add(Change(touches=Touched.of(rows.model, among), rows=rows, changes=changes, or_else=or_else))
    _forget(rows.model)


def remove(rows: "models.QuerySet[Any]") -> None:
    """Remove rows to which nothing else points."""
    _add(Remove(touches=Touched.of(rows.model, None), rows=rows))
    _forget(rows.model)


def call(text: str, *params: Any) -> None:
    """Call a function that writes to tables of its own."""
    _add(Call(touches=Touched(None, frozenset()), text=text, params=params))


def _add(write: Write) -> None:
    here = _under_way.get()
    if here:
        here.add(write)
        return
    for each, number in _written([write]):
        each.check(number)


def _forget(table: Model) -> None:
    here = _under_way.get()
    if here:
        here.memory.forget(table)


def _joined(waits: Insert | Alter, expected: dict[str, Any], changes: dict[str, Any], or_else: OrElse) -> bool:
    """Make a change part of the write that waits for its row; return whether that can be said of it."""
    if isinstance(waits, Insert):
        if expected or any(map(_is_worked_out, changes.values())):
            return False
        for name, value in changes.items():
            setattr(waits.row, name, value)
        return True
    if any(name in waits.changes and waits.changes[name] != value for name, value in expected.items()):
        return False
    if any(map(_is_worked_out, changes.values())) and not waits.changes.keys().isdisjoint(changes):
        return False
    waits.expected |= {name: value for name, value in expected.items() if name not in waits.changes | waits.expected}
    waits.changes |= changes
    waits.or_else = waits.or_else or or_else
    return True


def _is_worked_out(value: Any) -> bool:
    return hasattr(value, "resolve_expression")


def _written(waiting: list[Write]) -> list[tuple[Write, int]]:
    """Write these, and return how many rows each of them touched."""
    parts = [(write, compiled) for write in waiting if (compiled := write.compiled())]
    if not parts:
        return [(write, 0) for write in waiting]
    made = ", ".join(f"w{number} AS MATERIALIZED ({text})" for number, (_, (text, _)) in enumerate(parts))
    counts = ", ".join(f"(SELECT count(*) FROM w{number})" for number in range(len(parts)))  # noqa: S608  # names only
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {made} SELECT {counts}", [each for _, (_, given) in parts for each in given])
        found = dict(zip((id(write) for write, _ in parts), cursor.fetchone(), strict=True))
    return [(write, found.get(id(write), 0)) for write in waiting]
