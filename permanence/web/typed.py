"""What came in a form: what was typed, and the button that rearranges it without reading it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from django.http import QueryDict

from permanence.kernel.form_definitions import Section
from permanence.web.acting import NotAsSent
from permanence.web.section_filling import new_row_id

Typed = dict[str, str | list[str]]
Kind = Literal["add", "remove", "remove_file", "find", "copy"]
KINDS: tuple[Kind, ...] = ("add", "remove", "remove_file", "find", "copy")
FIND = "-find"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A button that rearranges a form: Add another, Remove, Find, Copy answer. `name` is its field or row."""

    kind: Kind
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rearranged:
    """The form after it: what is typed now, and the HTML name that gets the focus."""

    typed: Typed
    focus: str


def typed_from(post: QueryDict) -> Typed:
    """Return every field but the hidden ones of ours. PostgreSQL keeps no NUL; it becomes a mark that can be seen."""
    names = [name for name in post if not name.startswith("_") and name != "csrfmiddlewaretoken"]
    values = {name: [value.replace("\x00", "\ufffd") for value in post.getlist(name)] for name in names}
    return {name.replace("\x00", "\ufffd"): _one_or_all(each) for name, each in values.items()}


def _one_or_all(values: list[str]) -> str | list[str]:
    """Return what was typed; beside a file's id its empty file input comes under the same name, and says nothing."""
    said = [value for value in values if value] or [""]
    return said[0] if len(said) == 1 else said


def change_of(post: QueryDict) -> Change | None:
    """Return the change that was asked for, or None; words in a Find box that nobody searched for yet count as Find."""
    for kind in KINDS:
        if f"_{kind}" in post:
            return Change(kind=kind, name=post.getlist(f"_{kind}")[-1])
    if post.get("_act") == "draft":
        return None
    searched = (name for name in post if name.endswith(FIND) and any(each.strip() for each in post.getlist(name)))
    return next((Change(kind="find", name=name.removesuffix(FIND)) for name in searched), None)


def rearranged(
    change: Change, typed: Typed, *, section: Section, earlier: Mapping[str, Mapping[str, str | list[str]]]
) -> Rearranged:
    """Return the form after the change. Raises NotAsSent where it is about no field of the section."""
    if change.kind == "add":
        return _with_row(change.name, typed, section)
    if change.kind == "remove":
        gone = f"{change.name}."
        return Rearranged(typed={name: each for name, each in typed.items() if not name.startswith(gone)}, focus="")
    if change.kind == "copy":
        if change.name not in earlier:
            raise NotAsSent
        return Rearranged(typed={**typed, **earlier[change.name]}, focus=change.name)
    if change.kind == "remove_file":
        return Rearranged(typed={**typed, change.name: ""}, focus=change.name)
    return Rearranged(typed=typed, focus="")


def _with_row(key: str, typed: Typed, section: Section) -> Rearranged:
    table = next((question for question in section.questions if question.key == key and question.kind == "tbl"), None)
    if table is None:
        raise NotAsSent
    first = f"{key}.{new_row_id()}.{table.columns[0].key}"
    return Rearranged(typed={**typed, first: ""}, focus=first)
