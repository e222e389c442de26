"""The parts of a process by their places: found, replaced, put in or taken out."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from permanence.kernel.checking.fault import Place
from permanence.kernel.definitions import Process

FIELDS: Final[Mapping[str, str]] = {
    "role": "roles",
    "inbox": "inboxes",
    "step": "steps",
    "form": "forms",
    "procedure": "procedures",
    "privileged_group": "privileged_groups",
    "register": "timescales",
    "setting": "settings",
    "request": "requests",
    "next_action": "next_actions",
    "timescale": "timescales",
    "section": "sections",
    "question": "questions",
    "rule": "rules",
}
KEYS: Final[Mapping[str, str]] = {"register": "rule_id", "timescale": "rule_id", "rule": "rule"}
WORDS: Final[Mapping[str, str]] = {
    "next_action": "next action",
    "register": "timescale",
    "privileged_group": "privileged group",
}


def key_of(part: Any, kind: str) -> str:
    """Return the key of a part."""
    return str(getattr(part, KEYS.get(kind, "key")))


def parts_of(whole: Any, kind: str) -> tuple[Any, ...]:
    """Return the parts of a kind; the questions of a form are those of its sections."""
    if kind == "question" and hasattr(whole, "sections"):
        return tuple(question for section in whole.sections for question in section.questions)
    if kind == "recurrence":
        return (whole.recurrence,) if whole.recurrence else ()
    return tuple(getattr(whole, FIELDS[kind]))


def found(process: Process, at: Place) -> Any:
    """Return the part at a place, or None where there is none."""
    whole: Any = process
    for kind, key in steps_of(at):
        parts = parts_of(whole, kind)
        whole = next((part for part in parts if kind == "recurrence" or key_of(part, kind) == key), None)
        if whole is None:
            return None
    return whole


def steps_of(at: Place) -> Iterator[tuple[str, str]]:
    """Yield the kind and key of each part on the way to a place."""
    yield from zip(at[::2], at[1::2], strict=True)


def altered(whole: Any, at: Place, alter: Callable[[Any], Any]) -> Any:
    """Return the whole with the part at a place altered, or left out where `alter` returns None."""
    if not at:
        return alter(whole)
    kind, key, rest = at[0], at[1], at[2:]
    if kind == "recurrence":
        return replace(whole, recurrence=altered(whole.recurrence, rest, alter))
    if kind == "question" and hasattr(whole, "sections"):
        return replace(whole, sections=tuple(altered(section, at, alter) for section in whole.sections))
    parts = (altered(part, rest, alter) if key_of(part, kind) == key else part for part in getattr(whole, FIELDS[kind]))
    return replace(whole, **{FIELDS[kind]: tuple(part for part in parts if part is not None)})


def put_in(whole: Any, kind: str, part: Any, *, after: str) -> Any:
    """Return the whole with a part put in after another; at the end, but before the next actions of a form."""
    standing = list(parts_of(whole, kind))
    keys = [key_of(each, kind) for each in standing]
    place = keys.index(after) + 1 if after else len(standing)
    if not after and kind == "section" and standing and standing[-1].is_next_actions:
        place -= 1
    return replace(whole, **{FIELDS[kind]: (*standing[:place], part, *standing[place:])})


def word_of(kind: str) -> str:
    """Return a kind of part in words."""
    return WORDS.get(kind, kind)
