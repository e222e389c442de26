"""Definitions as canonical JSON and back, and the digest that freezes them.

What equals its default is left out, so that a new field with a default changes no digest of an older definition.
Source: architecture.md section 3, points 7 and 9.
"""

import hashlib
import json
import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from typing import Any, Literal, Union, cast, get_args, get_origin, get_type_hints

from permanence.kernel.definitions import Process


def canonical_json(value: Any) -> str:
    """Return the one JSON text of a value: keys sorted, no white space, nothing escaped that need not be.

    >>> canonical_json({"b": [1, "é"], "a": None})
    '{"a":null,"b":[1,"é"]}'
    """
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def digest(value: Any) -> str:
    """Return the SHA-256 of a value's canonical JSON, in 64 hexadecimal digits."""
    return hashlib.sha256(canonical_json(value).encode()).hexdigest()


def to_plain(value: Any) -> Any:
    """Return a definition as dicts, lists and scalars, without what equals its default."""
    if is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: to_plain(getattr(value, field.name))
            for field in fields(value)
            if getattr(value, field.name) != _default(field)
        }
    if isinstance(value, tuple | list):
        return [to_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: to_plain(item) for key, item in value.items()}
    return value


def process_from_plain(plain: Mapping[str, Any]) -> Process:
    """Return the process that `to_plain` made `plain` from.

    Raises:
        TypeError, KeyError: `plain` was not made by `to_plain` of this release or an older one.
    """
    return cast("Process", _from_plain(Process, plain))


def _default(field: Any) -> Any:
    if field.default is not MISSING:
        return field.default
    return field.default_factory() if field.default_factory is not MISSING else MISSING


def _from_plain(kind: Any, plain: Any) -> Any:
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return (
            None if plain is None else _from_plain(next(arm for arm in get_args(kind) if arm is not type(None)), plain)
        )
    if origin is tuple:
        return _tuple(get_args(kind), plain)
    if origin is Literal or not is_dataclass(kind):
        return plain
    hints = _hints(cast("type", kind))
    return cast("Any", kind)(**{name: _from_plain(hints[name], value) for name, value in plain.items()})


def _tuple(arms: tuple[Any, ...], plain: Any) -> tuple[Any, ...]:
    if len(arms) == 2 and arms[1] is Ellipsis:
        return tuple(_from_plain(arms[0], item) for item in plain)
    return tuple(_from_plain(arm, item) for arm, item in zip(arms, plain, strict=True))


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
