"""A value from elsewhere, made into an answer that a question could hold: or nothing, where it could not."""

from collections.abc import Callable, Mapping
from typing import Any

from permanence.kernel.form_definitions import Column, Option, Question

Asked = Question | Column


def fitted(asked: Asked, value: Any) -> Any:
    """Return the value as the question keeps answers, or None where it does not fit.

    >>> from permanence.kernel.conditions import Need
    >>> female = Option(key="f", label="Female", code="F")
    >>> sex = Question(key="sex", ask="Sex", kind="one", need=Need(), options=(female,))
    >>> fitted(sex, "F"), fitted(sex, "X")
    ('f', None)
    """
    return FITTINGS.get(asked.kind, _scalar)(asked, value) if value is not None else None


def _scalar(_asked: Asked, value: Any) -> Any:
    return value if isinstance(value, str) else None


def _text(_asked: Asked, value: Any) -> str | None:
    return str(value) if isinstance(value, str | int) else None


def _number(_asked: Asked, value: Any) -> int | None:
    return value if isinstance(value, int) else None


def _one(asked: Asked, value: Any) -> str | None:
    wanted = value[0] if isinstance(value, list) and len(value) == 1 else value
    return next((option.key for option in asked.options if _is(option, wanted)), None)


def _many(asked: Asked, value: Any) -> list[str]:
    given = value if isinstance(value, list) else [value]
    return [key for each in given if (key := _one(asked, each)) is not None]


def _is(option: Option, value: Any) -> bool:
    """Return whether a value names the option: by its key, its code in returns, or its label."""
    names = {name.casefold() for name in (option.key, option.code, option.label) if name}
    return isinstance(value, str) and value.casefold() in names


def _rows(asked: Asked, value: Any) -> list[dict[str, Any]] | None:
    if not isinstance(value, list) or not all(isinstance(row, Mapping) and "id" in row for row in value):
        return None
    return [{"id": row["id"], **_cells(asked, row)} for row in value]


def _fixed(asked: Asked, value: Any) -> dict[str, dict[str, Any]] | None:
    if not isinstance(value, Mapping) or not isinstance(asked, Question):
        return None
    return {row.key: _cells(asked, value[row.key]) for row in asked.rows if row.key in value}


def _cells(asked: Asked, row: Mapping[str, Any]) -> dict[str, Any]:
    columns = asked.columns if isinstance(asked, Question) else ()
    cells = {column.key: fitted(column, row.get(column.key)) for column in columns}
    return {key: value for key, value in cells.items() if value is not None}


FITTINGS: Mapping[str, Callable[[Asked, Any], Any]] = {
    "st": _text,
    "lt": _text,
    "lt+": _text,
    "num": _number,
    "one": _one,
    "many": _many,
    "tbl": _rows,
    "fix": _fixed,
}
