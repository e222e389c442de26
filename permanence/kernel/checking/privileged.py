"""Groups of privileged worksteps that close nothing, and forms that would carry a privileged text outside."""

from collections.abc import Iterator

from permanence.kernel.checking.fault import Fault, question_at, step_at
from permanence.kernel.definitions import Process
from permanence.kernel.form_definitions import Form


def privileged_faults(process: Process) -> Iterator[Fault]:
    """Yield what is wrong with the privileged groups, and with what is copied out of them."""
    used = {step.privileged for step in process.steps}
    for group in process.privileged_groups:
        at = ("privileged_group", group.key)
        if not group.roles:
            yield Fault(at, f'"{group.title}" is opened by no role. Name the roles that open its worksteps.')
        if group.key not in used:
            yield Fault(at, f'"{group.title}" closes no workstep. Say privileged: {group.key} of one, or leave it out.')
    yield from _shared_forms(process)
    groups = {step.form: step.privileged for step in process.steps}
    for form in process.forms:
        yield from _carried_out(form, groups)


def _shared_forms(process: Process) -> Iterator[Fault]:
    groups: dict[str, str | None] = {}
    for step in process.steps:
        if groups.setdefault(step.form, step.privileged) != step.privileged:
            said = f'"{step.title}" has the form of a workstep that others open. Give it a form of its own.'
            yield Fault(step_at(step.key), said)


def _carried_out(form: Form, groups: dict[str, str | None]) -> Iterator[Fault]:
    """Yield each question and section that is filled in from a form which fewer people open."""
    for section in form.sections:
        if section.copied_section and _is_closed(section.copied_section.partition(".")[0], form, groups):
            said = f'"{section.title}" is copied from a form of a privileged workstep, which fewer people open.'
            yield Fault(("form", form.key, "section", section.key), said)
    for _, question in form.questions():
        for source in filter(None, (question.copied, question.prefilled)):
            head, _, rest = source.partition(".")
            if head == "form" and _is_closed(rest.partition(".")[0], form, groups):
                said = f'"{question.ask}" is filled in from a form of a privileged workstep, which fewer people open.'
                yield Fault(question_at(form.key, question.key), said)


def _is_closed(source: str, to: Form, groups: dict[str, str | None]) -> bool:
    return groups.get(source) not in {None, groups.get(to.key)}
