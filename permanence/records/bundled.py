"""Several prepared queries asked in one statement: what an act or page reads of one thing comes in one answer.

PostgreSQL answers with one JSON text for each query; every value is read back into what the query by itself gives.
"""

import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.contrib.postgres.fields import ArrayField
from django.db import models

from permanence.records.prepared import Prepared, Written, asked

Read = Callable[[Any], Any]


class Bundle:
    """Prepared queries by name. None of them locks rows: a row is locked before what hangs on it is read."""

    def __init__(self, **queries: Prepared) -> None:
        self._queries = queries
        self._together: tuple[str, tuple[Any, ...]] | None = None

    def rows(self, **given: Any) -> dict[str, list[dict[str, Any]]]:
        """Return the rows of each query, each by column; values are given as to each query by itself."""
        sql, params = self._written()
        (answers,) = asked(sql, params, given)
        return {
            name: _read(query.written, text) for (name, query), text in zip(self._queries.items(), answers, strict=True)
        }

    def _written(self) -> tuple[str, tuple[Any, ...]]:
        if self._together is None:
            parts = [query.written for query in self._queries.values()]
            columns = ", ".join(_as_json(part, number) for number, part in enumerate(parts))
            self._together = f"SELECT {columns}", tuple(each for part in parts for each in part.params)
        return self._together


def _as_json(part: Written, number: int) -> str:
    """Return a query as one value: the text of a JSON array of rows, each an array of columns, in the query's order."""
    if part.locks:
        raise ValueError("A query that locks is asked by itself.")
    columns = ", ".join(f"c{each}" for each in range(len(part.names)))
    alias = f"q{number}"
    return (
        f"(SELECT coalesce(json_agg(json_build_array({columns})), '[]')::text "  # noqa: S608  # names only
        f"FROM ({part.sql}) AS {alias}({columns}))"
    )


def _read(part: Written, text: str) -> list[dict[str, Any]]:
    reads = [_reading(field) for field in part.fields]
    return [
        {name: read(value) for name, read, value in zip(part.names, reads, row, strict=True)}
        for row in json.loads(text)
    ]


def _reading(field: "models.Field[Any, Any]") -> Read:
    """Return what makes of JSON what the query by itself would give."""
    if isinstance(field, models.ForeignKey):
        return _reading(field.target_field)
    if isinstance(field, ArrayField):
        each = _reading(field.base_field)
        return lambda found: None if found is None else [each(one) for one in found]
    for kind, read in _KINDS:
        if isinstance(field, kind):
            return lambda found: None if found is None else read(found)
    return lambda found: found


_KINDS: tuple[tuple[type["models.Field[Any, Any]"], Read], ...] = (
    (models.UUIDField, UUID),
    (models.DateTimeField, datetime.fromisoformat),
    (models.DateField, date.fromisoformat),
)
"""In this order: an instant is a date, too."""
