"""What an authority states of a process: its changes alone, in the order of its files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from permanence.kernel.checking.fault import Place
from permanence.kernel.form_definitions import Option


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """Fields of a part of the base that say something else.

    Args:
        at: the part (`checking.Place`); `()` is the process itself, `(..., "recurrence", "")` how a step recurs,
            `("register", rule id)` a timescale of the register.
        fields: name of the field in the definition, and what it says now.
    """

    at: Place
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A part that the base does not have: a role, inbox, step, form, section, question, request, next action, rule.

    Args:
        within: the part it is added to; `()` is the process itself.
        kind: what it is, as in a `Place`. after: key of the part of that kind that it follows; "" for the end.
    """

    within: Place
    kind: str
    part: Any
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenAway:
    """A part of the base that is not wanted here; only what is local or optional may be."""

    at: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """A shared list that offers more, or less. Only a list marked local may."""

    name: str
    more: tuple[Option, ...] = ()
    less: tuple[str, ...] = ()


Statement = Changed | Added | TakenAway | Offered


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """What an authority states of one process.

    Args:
        authority: its key. process, version: what it lies over.
        statements: in order; the number of each in this order names its place: `("overlay", "0")`.
        local_lists: names of the shared lists that an authority may change.
    """

    authority: str
    process: str
    version: str
    statements: tuple[Statement, ...] = ()
    local_lists: frozenset[str] = field(default_factory=frozenset)


def statement_at(number: int, name: str = "") -> Place:
    """Return the place of a statement, or of one field of it.

    >>> statement_at(2, "title")
    ('overlay', '2', 'field', 'title')
    """
    return ("overlay", str(number), "field", name) if name else ("overlay", str(number))
