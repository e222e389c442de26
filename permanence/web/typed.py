"""What came in a form: what was typed, and the button that rearranges it without reading it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from django.http import QueryDict

from permanence.kernel.form_definitions import Question, Section
from permanence.web.acting import VERSION_FIGURES, NotAsSent
from permanence.web.field_tables import row_ids
from permanence.web.section_filling import new_row_id

Typed = dict[str, str | list[str]]
Kind = Literal["add", "remove", "remove_file", "find", "copy"]
KINDS: tuple[Kind, ...] = ("add", "remove", "remove_file", "find", "copy")
SHORT = 60
FIRST_BOX = {"date": "-day", "worker": "-find", "person": "-find"}
FIND, CHOICE, BOTH = "-find", "choice.", "both."
UNKEEPABLE = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A button that rearranges a form: Add another, Remove, Find, Copy answer. `name` is its field or row."""

    kind: Kind
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rearranged:
    """The form after it: what is typed now, the HTML name that gets the focus, and what a row was that is gone.

    `place` is the id of what gets it: a browser moves the focus to where the address leads, with script or without.
    """

    typed: Typed
    focus: str = ""
    place: str = ""
    gone: str = ""


def typed_from(post: QueryDict) -> Typed:
    """Return every field but the hidden ones of ours; what no text can hold becomes a mark that can be seen."""
    names = [name for name in post if not name.startswith("_") and name != "csrfmiddlewaretoken"]
    return {_kept(name): _one_or_all([_kept(value) for value in post.getlist(name)]) for name in names}


def _kept(text: str) -> str:
    """Return the text with a mark for NUL and lone surrogates, which PostgreSQL keeps nowhere; a save refuses it."""
    return UNKEEPABLE.sub("\ufffd", text)


def version_shown(post: QueryDict) -> int:
    """Return the version that a page showed, 0 where it does not say: then whatever is saved counts as newer."""
    version = post.get("_version", "")
    return int(version) if version.isascii() and version.isdigit() and len(version) <= VERSION_FIGURES else 0


def written_from_both(post: QueryDict) -> Typed | None:
    """Return by question what was written from two versions; None for a page that does not compare any."""
    typed = typed_from(post)
    chosen = {name.removeprefix(CHOICE): value for name, value in typed.items() if name.startswith(CHOICE)}
    boxes = {name.removeprefix(BOTH): value for name, value in typed.items() if name.startswith(BOTH)}
    if not chosen and not boxes:
        return None
    return {key: value for key, value in boxes.items() if chosen.get(key) == "both"}


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
        return _without_row(change.name, typed, section)
    if change.kind == "copy":
        if change.name not in earlier:
            raise NotAsSent
        return Rearranged(typed={**typed, **earlier[change.name]}, focus=change.name)
    if change.kind == "remove_file":
        return Rearranged(typed={**typed, change.name: ""}, focus=change.name)
    return Rearranged(typed=typed)


def _with_row(key: str, typed: Typed, section: Section) -> Rearranged:
    table = _table(key, section)
    column = next(column for column in table.columns if column.kind != "calc")
    first = f"{key}.{new_row_id()}.{column.key}"
    place = first + FIRST_BOX.get(column.kind, "")
    return Rearranged(typed={**typed, place: ""}, focus=first, place=place)


def _without_row(name: str, typed: Typed, section: Section) -> Rearranged:
    key, _, row = name.partition(".")
    table = _table(key, section)
    ids = row_ids(key, typed)
    if row not in ids:
        raise NotAsSent
    said = (typed.get(f"{name}.{column.key}", "") for column in table.columns if column.kind in {"st", "lt"})
    words = next((" ".join(text.split())[:SHORT] for text in said if isinstance(text, str) and text.strip()), "")
    left = {field: value for field, value in typed.items() if not field.startswith(f"{name}.")}
    number = f"Row {ids.index(row) + 1}"
    return Rearranged(typed=left, focus=key, place=key, gone=f"{number}, {words}" if words else number)


def _table(key: str, section: Section) -> Question:
    table = next((question for question in section.questions if question.key == key and question.kind == "tbl"), None)
    if table is None:
        raise NotAsSent
    return table
