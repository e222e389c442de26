"""Next actions that go to a team inbox by an answer which may name none."""

from collections.abc import Iterator

from permanence.kernel.checking.fault import Fault, step_at
from permanence.kernel.definitions import PassTo, Process
from permanence.kernel.form_definitions import Form, Question
from permanence.kernel.wording import listed, quoted

YES_NO = ("yes", "no")
ADDRESS = "A"


def routing_faults(process: Process) -> Iterator[Fault]:
    """Yield what is wrong with the answers by which next actions go to an inbox."""
    for step in process.steps:
        for action in step.next_actions:
            if action.pass_to and action.pass_to.inbox_by:
                for says in _of_route(action.pass_to, process.form(step.form)):
                    yield Fault(step_at(step.key, "next_action", action.key), f'"{action.title}" {says}')


def _of_route(pass_to: PassTo, form: Form) -> Iterator[str]:
    asked = next((question for _, question in form.questions() if question.key == pass_to.inbox_by), None)
    by = f"is passed by the answer to {quoted(asked.ask)}" if asked else f'is passed by "{pass_to.inbox_by}"'
    if asked and ADDRESS in asked.classes:
        yield f"{by}, an address, which never leaves its form. Ask for the area in a question of its own."
    elif asked and (asked.kind not in {"one", "yn"} or _is_of_rows(asked)):
        yield f"{by}, which is no choice of one. Name a question of kind one or yn with its options written out."
    else:
        led = dict(pass_to.inboxes)
        lost = [answer for answer in _answers(asked) if answer not in led]
        if lost:
            yield f"{by}, and no inbox is said for {listed(lost)}. Say one for every answer in inboxes."


def _answers(asked: Question | None) -> tuple[str, ...]:
    if asked is None or asked.kind == "yn":
        return YES_NO
    return tuple(option.key for option in asked.options)


def _is_of_rows(asked: Question) -> bool:
    return asked.kind == "one" and not asked.options
