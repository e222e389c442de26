"""Which fields of a part an overlay may state, and how each is read."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from permanence.outside.need_reading import read_need
from permanence.outside.step_reading import read_pass_to
from permanence.outside.yaml_nodes import Node

Read = Callable[[Node, str, str], Any]
"""Reads a field of a node; the step that it is within is given, or ""."""


def _text(node: Node, name: str, _: str) -> str:
    return node.text(name)


def _number(node: Node, name: str, _: str) -> int:
    number = node.number(name)
    return number if number is not None else 0


def _flag(node: Node, name: str, _: str) -> bool:
    return node.flag(name)


def _roles(node: Node, name: str, _: str) -> tuple[str, ...]:
    return node.texts(name, refers="role")


def _requests(node: Node, name: str, step: str) -> tuple[str, ...]:
    return node.texts(name, refers="request", scope=step)


def _pass_to(node: Node, name: str, _: str) -> Any:
    return read_pass_to(node[name])


def _pass_to_by_answer(node: Node, name: str, step: str) -> Any:
    return read_pass_to(node[name], by_answer_in=step)


def _group(node: Node, name: str, _: str) -> str:
    return node.named(name, "privileged_group") or node.text(name)


def _need(node: Node, name: str, _: str) -> Any:
    return read_need(node[name])


NAMED: Final[Mapping[str, Read]] = {"title": _text}
ROLE: Final[Mapping[str, Read]] = {**NAMED, "short": _text}
INBOX: Final[Mapping[str, Read]] = {**NAMED, "roles": _roles}
PROCESS: Final[Mapping[str, Read]] = {**NAMED, "version": _text}
STEP: Final[Mapping[str, Read]] = {
    **NAMED,
    "stage_title": _text,
    "finisher_words": _text,
    "passed_to": _pass_to,
    "privileged": _group,
    **dict.fromkeys(("worked_by", "finished_by", "begun_by", "cancelled_by", "tells_on_finish"), _roles),
}
RECURRENCE: Final[Mapping[str, Read]] = {"default_months": _number}
REQUEST: Final[Mapping[str, Read]] = {
    **NAMED,
    "sent_by": _roles,
    "to": _pass_to,
    "must_be_sent": _flag,
    "must_be_completed": _flag,
    "after": _requests,
}
ACTION: Final[Mapping[str, Read]] = {
    **NAMED,
    "pass_to": _pass_to_by_answer,
    "added_by": _roles,
    "tells": _roles,
    "alert": _text,
    "mismatch": _text,
    "immediate": _flag,
    "due_in_working_days": _number,
}
FORM: Final[Mapping[str, Read]] = {**NAMED, "code": _text}
SECTION: Final[Mapping[str, Read]] = {**NAMED, "writers": _roles}
QUESTION: Final[Mapping[str, Read]] = {"ask": _text, "help": _text, "error": _text, "need": _need, "size": _number}
REGISTER: Final[Mapping[str, Read]] = {**NAMED, "amount": _number, "told": _roles, "start_words": _text}


def fields_of(node: Node, table: Mapping[str, Read], *, within: str = "") -> dict[str, Any]:
    """Return the fields of a table that a node states, read."""
    return {name: read(node, name, within) for name, read in table.items() if node.has(name)}
