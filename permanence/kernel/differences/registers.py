"""What changes about what worksteps share: the roles of an inbox, the register of timescales, procedures."""

from collections.abc import Iterator, Mapping
from typing import Final

from permanence.kernel.dates import count_of
from permanence.kernel.definitions import Procedure, Process
from permanence.kernel.differences.change import Titles, kept
from permanence.kernel.differences.steps import field_lines
from permanence.kernel.settings import SETTINGS

INBOX: Final[Mapping[str, str]] = {"roles": "is now picked up from by {now}; before by {before}"}
RULE: Final[Mapping[str, str]] = {
    "title": 'is now called "{now}"; it was "{before}"',
    "start_event": "now counts from {now}; before from {before}",
    "amount": "is now {now}; it was {before}",
    "unit": "is now counted in {now}; before in {before}",
    "direction": "is now counted {now}; before {before}",
    "roll": "moves to a working day: {now}; before: {before}",
    "told": "is now told to {now}; before to {before}",
    "subject": "is now kept for the {now}; before for the {before}",
    "basis": "now rests on {now}; before on {before}",
    "when": "now applies when: {now}; before: {before}",
    "start_words": 'now says "{now}" of its start; before "{before}"',
    "repeats": "comes again: {now}; before: {before}",
    "least": "may be set to {now} at least; before to {before}",
    "most": "may be set to {now} at most; before to {before}",
}


GROUP: Final[Mapping[str, str]] = {
    "roles": "is now opened by {now}; before by {before}",
    "coordinator": "is now coordinated by {now}; before by {before}",
}


def group_lines(old: Process, new: Process, before: Titles, after: Titles) -> Iterator[str]:
    """Yield what changes about groups of privileged worksteps that both versions have, but their names."""
    for was, now in kept(old.privileged_groups, new.privileged_groups):
        yield from (
            f'The privileged group "{now.title}" {line}' for line in field_lines(GROUP, was, now, before, after)
        )


def inbox_lines(old: Process, new: Process, before: Titles, after: Titles) -> Iterator[str]:
    """Yield what changes about inboxes that both versions have, but their names."""
    for was, now in kept(old.inboxes, new.inboxes):
        yield from (f'The inbox "{now.title}" {line}' for line in field_lines(INBOX, was, now, before, after))


def procedure_lines(old: Process, new: Process, before: Titles, after: Titles) -> Iterator[str]:
    """Yield what changes about the authority's procedures that help leads to, but their names."""
    for was, now in kept(old.procedures, new.procedures):
        if was.href != now.href:
            yield f'The procedure "{now.title}" now leads to {now.href}; before to {was.href}'
        if was.steps != now.steps:
            where, there = _help_of(now, after), _help_of(was, before)
            yield f'The procedure "{now.title}" is now offered in the help of {where}; before of {there}'


def _help_of(procedure: Procedure, titles: Titles) -> str:
    return titles.say(procedure.steps) if procedure.steps else "the whole process"


def timescale_lines(old: Process, new: Process, before: Titles, after: Titles) -> Iterator[str]:
    """Yield what changes about the register of timescales."""
    was, now = ({rule.rule_id: rule for rule in process.timescales} for process in (old, new))
    yield from (f'The timescale "{was[key].title}" is no longer there' for key in was if key not in now)
    yield from (f'The timescale "{now[key].title}" is new' for key in now if key not in was)
    for key in (key for key in now if key in was):
        yield from (f'"{was[key].title}" {line}' for line in field_lines(RULE, was[key], now[key], before, after))


def setting_lines(old: Process, new: Process) -> Iterator[str]:
    """Yield the settings that have another number, in the order in which there are settings."""
    for key, setting in SETTINGS.items():
        if old.setting(key) != new.setting(key):
            unit = count_of(new.setting(key), setting.unit)
            yield f"{setting.title} is now {unit}; it was {old.setting(key)}"
