"""What a field of a form is on a page: plain data for `templates/components/field.html`.

Fields are made of what was typed, never of what could be read of it, so nothing typed is lost (pages, section 1).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from permanence.queries.listed import Listed, StoredName

Widget = Literal["text", "area", "counted", "date", "radios", "select", "checkboxes", "find", "file", "rows", "copied"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A radio button, a check box, or a line of a select."""

    value: str
    text: str
    checked: bool = False
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """One of the three boxes of a date."""

    id: str
    name: str
    label: str
    width: int
    value: str = ""
    error: bool = False
    autofocus: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """How somebody is found by search: the words typed, and what to say of the matches."""

    name: str
    typed: str = ""
    says: str = ""
    what: str = "worker"
    add_name: str = ""
    add_relation: str = ""
    relations: tuple[Choice, ...] = ()
    may_add: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Why an answer is missing (`R~`): the companions of a question, open when used."""

    name: str
    choices: tuple[Choice, ...]
    words: str
    error: str = ""
    words_error: str = ""
    is_open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """An answer copied from elsewhere, read-only, with where from and when."""

    text: str
    provenance: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Previous:
    """The answer given last time: when and by whom."""

    when: str
    text: str
    can_copy: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A question, or a cell of a table, as a page asks it.

    Args:
        name: HTML name and id (docs/design.md section 2).
        widget: which component shows it.
        shown_field, shown_values: it is asked while that field has one of these values; a script reveals it at once.
        hidden: the condition does not hold for what the server knows.
        note: where a prefilled answer comes from, until it is saved.
        wide: it takes the whole width of a row of a table.
        heads, says: of a table, its columns, and what was removed from it. is_roomy: they do not fit beside each other.
    """

    name: str
    widget: Widget
    ask: str
    hint: str = ""
    error: str = ""
    value: str = ""
    classes: str = ""
    inputmode: str = ""
    limit: int | None = None
    height: int = 5
    choices: tuple[Choice, ...] = ()
    boxes: tuple[Box, ...] = ()
    rows: "tuple[Row, ...]" = ()
    can_add: bool = False
    finding: Finding | None = None
    file: StoredName | None = None
    why: Why | None = None
    copied: Copied | None = None
    previous: Previous | None = None
    note: str = ""
    shown_field: str = ""
    shown_values: str = ""
    hidden: bool = False
    is_cell: bool = False
    wide: bool = False
    autofocus: bool = False
    says: str = ""
    heads: tuple[str, ...] = ()
    is_roomy: bool = False
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of a table: its id for life (or the key of a fixed row), its legend and cells."""

    id: str
    legend: str
    cells: tuple[Field, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filling:
    """What fields are filled with.

    Args:
        typed: HTML name to text, or texts (check boxes): answers turned back, a draft, or what was just sent.
        errors: HTML name to sentence. known: what conditions look at beside what was typed.
        listed: by id, whom answers name. inboxes: that may be chosen. found: HTML name to the matches of a search.
        searched: HTML name to the words searched for. files: by id.
        focus: HTML name of the field that gets the focus (after Add another), or of the table (after Remove).
        gone: what was removed from it. new_row: id for a row nobody typed yet.
    """

    typed: Mapping[str, str | list[str]] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    known: Mapping[str, Any] = field(default_factory=dict)
    listed: Mapping[str, Listed] = field(default_factory=dict)
    inboxes: tuple[Listed, ...] = ()
    relations: tuple[Listed, ...] = ()
    found: Mapping[str, tuple[Listed, ...]] = field(default_factory=dict)
    searched: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, StoredName] = field(default_factory=dict)
    previous: Mapping[str, Previous] = field(default_factory=dict)
    copied: Mapping[str, Copied] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    focus: str = ""
    gone: str = ""
    new_row: str = "new"

    def text(self, name: str) -> str:
        """Return what was typed under a name, "" where nothing was."""
        value = self.typed.get(name, "")
        return value if isinstance(value, str) else (value[-1] if value else "")

    def texts(self, name: str) -> list[str]:
        """Return every box ticked under a name."""
        value = self.typed.get(name, [])
        return [value] if isinstance(value, str) else list(value)
