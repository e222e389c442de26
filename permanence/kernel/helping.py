"""Help with a workstep, told to each role in the process's own words (R179)."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from permanence.kernel.definitions import Help, Process, StepType

NAMED = re.compile(r"\{([a-z_]+)\.([a-z0-9_]+)\}")
BRACES = re.compile(r"[{}]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What somebody does in a workstep. `roles` are those it is told to, as the process calls them."""

    roles: tuple[str, ...]
    says: str


def help_told(process: Process, step: StepType, *, roles: Collection[str]) -> tuple[tuple[Told, ...], tuple[Told, ...]]:
    """Return what the holder of these roles does in the workstep, and what the others do."""
    mine = tuple(_told(process, step, each) for each in step.help if not set(roles).isdisjoint(each.roles))
    others = tuple(_told(process, step, each) for each in step.help if set(roles).isdisjoint(each.roles))
    return mine, others


def with_names(process: Process, step: StepType, says: str) -> str:
    """Return words with the names that the process gives, so that a workstep renamed is renamed here too.

    Names stand as {step.key}, {inbox.key}, and, of this workstep, {request.key} and {next_action.key}.

    Raises:
        KeyError: a name that the process does not give (`unknown_names`).
    """
    return NAMED.sub(lambda found: _titles(process, step, found[1])[found[2]], says)


def unknown_names(process: Process, step: StepType, says: str) -> Iterator[str]:
    """Yield each name in braces that the process does not give, as it is written."""
    for found in NAMED.finditer(says):
        if found[2] not in _titles(process, step, found[1]):
            yield found[0]
    if BRACES.search(NAMED.sub("", says)):
        yield "a brace by itself"


def _titles(process: Process, step: StepType, kind: str) -> dict[str, str]:
    """Return the titles of one kind of thing by key; {} for a kind that is none."""
    if kind == "step":
        return {each.key: each.title for each in process.steps}
    if kind == "inbox":
        return {each.key: each.title for each in process.inboxes}
    if kind == "request":
        return {each.key: each.title for each in step.requests}
    return {each.key: each.title for each in step.next_actions} if kind == "next_action" else {}


def _told(process: Process, step: StepType, each: Help) -> Told:
    titles = {role.key: role.title for role in process.roles}
    return Told(roles=tuple(titles.get(role, role) for role in each.roles), says=with_names(process, step, each.says))
