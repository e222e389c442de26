"""One change between two versions of a process, and how values of it are said."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from permanence.kernel.conditions import Condition, Need
from permanence.kernel.definitions import PassTo, Process


class Keyed(Protocol):
    """A part that keeps its key from version to version."""

    @property
    def key(self) -> str:
        """Its key."""


class Titled(Keyed, Protocol):
    """A part that is called something."""

    @property
    def title(self) -> str:
        """What it is called."""


Part = TypeVar("Part", bound=Keyed)


@dataclass(frozen=True, slots=True)
class Change:
    """One change: the workstep, form or register it is in, and a whole sentence."""

    within: str
    says: str


@dataclass(frozen=True, slots=True)
class Titles:
    """What the parts of a process are called, by key, so that a sentence never says a key where there is a title."""

    by_key: Mapping[str, str]

    @classmethod
    def of(cls, process: Process) -> "Titles":
        """Return the titles of roles, inboxes, privileged groups, worksteps, requests and next actions."""
        titles = {part.key: part.title for part in process.roles} | {part.key: part.title for part in process.inboxes}
        titles |= {group.key: group.title for group in process.privileged_groups}
        for step in process.steps:
            titles |= {step.key: step.title}
            titles |= {request.key: request.title for request in step.requests}
            titles |= {action.key: action.title for action in step.next_actions}
        return cls(titles)

    def say(self, value: Any) -> str:
        """Return a value of a definition in words.

        >>> Titles({"team_manager": "Team Manager"}).say(("team_manager",)), Titles({}).say(())
        ('Team Manager', 'nobody')
        """
        if isinstance(value, tuple):
            return ", ".join(self.say(each) for each in value) or "nobody"
        if isinstance(value, PassTo):
            by = [f"{self.say(inbox)} when {value.inbox_by} is {self.say(answer)}" for answer, inbox in value.inboxes]
            return ", ".join(by) or self.say(value.inbox or value.roles)
        if isinstance(value, Condition):
            return f"{value.field} is {' or '.join(self.by_key.get(each, each) for each in value.values)}"
        if isinstance(value, bool) or value is None:
            return {True: "yes", False: "no", None: "none"}[value]
        return self.by_key.get(str(value), str(value))


def gone(old: Iterable[Part], new: Iterable[Part]) -> Iterator[Part]:
    """Yield the parts that the new version no longer has."""
    after = {part.key for part in new}
    yield from (part for part in old if part.key not in after)


def fresh(old: Iterable[Part], new: Iterable[Part]) -> Iterator[Part]:
    """Yield the parts that the old version did not have."""
    yield from gone(new, old)


def kept(old: Iterable[Part], new: Iterable[Part]) -> Iterator[tuple[Part, Part]]:
    """Yield the parts that both versions have, as they were and as they are, in the order of now."""
    before = {part.key: part for part in old}
    yield from ((before[part.key], part) for part in new if part.key in before)


def need_words(need: Need, titles: Titles) -> str:
    """Return in words whether an answer is asked for.

    >>> need_words(Need(required=True, or_why=True), Titles({}))
    'required, or why it is missing is said'
    """
    if need.nothing_to_answer:
        return "not asked: it is worked out or copied"
    words = "required" if need.required else "optional"
    if need.or_why:
        words += ", or why it is missing is said"
    if need.shown_if:
        words += f", and shown only when {titles.say(need.shown_if)}"
    if need.required_if:
        words += f" when {titles.say(need.required_if)}"
    return words
