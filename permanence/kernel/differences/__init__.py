"""What changes from one version of a process to another, in sentences that read like minutes (C24)."""

from collections.abc import Iterable, Iterator

from permanence.kernel.definitions import Process
from permanence.kernel.differences.change import Change, Titled, Titles, fresh, gone, kept
from permanence.kernel.differences.forms import form_changes
from permanence.kernel.differences.registers import (
    group_lines,
    inbox_lines,
    procedure_lines,
    setting_lines,
    timescale_lines,
)
from permanence.kernel.differences.steps import step_changes

__all__ = ["Change", "differences"]

NAMES, TIMESCALES, SETTINGS = "Names", "Timescales", "Settings"


def differences(old: Process, new: Process) -> Iterator[Change]:
    """Yield every change, first of names, then workstep by workstep and form by form in the order of the new version.

    What both versions say alike is not told; nor are sources, which no page shows.
    """
    before, after = Titles.of(old), Titles.of(new)
    if old.title != new.title:
        yield Change(NAMES, f'The process is now called "{new.title}"; it was "{old.title}".')
    yield from _names("role", old.roles, new.roles)
    yield from _names("inbox", old.inboxes, new.inboxes)
    yield from _names("procedure", old.procedures, new.procedures)
    yield from _names("privileged group", old.privileged_groups, new.privileged_groups)
    yield from (Change(NAMES, f"{line}.") for line in group_lines(old, new, before, after))
    yield from (Change(NAMES, f"{line}.") for line in inbox_lines(old, new, before, after))
    yield from (Change(NAMES, f"{line}.") for line in procedure_lines(old, new, before, after))
    yield from (Change(TIMESCALES, f"{line}.") for line in timescale_lines(old, new, before, after))
    yield from (Change(SETTINGS, f"{line}.") for line in setting_lines(old, new))
    yield from (Change(step.title, "The workstep is no longer there.") for step in gone(old.steps, new.steps))
    yield from (Change(step.title, "The workstep is new.") for step in fresh(old.steps, new.steps))
    for step, step_now in kept(old.steps, new.steps):
        yield from step_changes(step, step_now, before, after)
    yield from (Change(f"Form {form.title}", "The form is no longer there.") for form in gone(old.forms, new.forms))
    yield from (Change(f"Form {form.title}", "The form is new.") for form in fresh(old.forms, new.forms))
    for form, form_now in kept(old.forms, new.forms):
        yield from form_changes(form, form_now, before, after)


def _names(noun: str, old: Iterable[Titled], new: Iterable[Titled]) -> Iterator[Change]:
    yield from (Change(NAMES, f'The {noun} "{part.title}" is no longer there.') for part in gone(old, new))
    yield from (Change(NAMES, f'The {noun} "{part.title}" is new.') for part in fresh(old, new))
    for was, now in kept(old, new):
        if was.title != now.title:
            yield Change(NAMES, f'The {noun} "{was.title}" is now called "{now.title}".')
