"""Whether every workstep is come to, and every pathway that comes to one can end."""

from collections.abc import Iterable, Iterator, Mapping

from permanence.kernel.checking.fault import Fault, step_at
from permanence.kernel.definitions import Process, StepType


def flow_faults(process: Process) -> Iterator[Fault]:
    """Yield steps that nothing leads to, steps from which no pathway ends, and steps that can never be finished."""
    onward = {step.key: _created_by(step) for step in process.steps}
    begun = {step.key for step in process.steps if step.begun_by}
    reached = _reached(begun, onward)
    ending = _reached({step.key for step in process.steps if _ends(step)}, _reversed(onward))
    for step in process.steps:
        if step.key not in reached:
            yield Fault(
                step_at(step.key),
                f'Nothing leads to "{step.title}": nobody begins it (begun_by), and no next action of a workstep that '
                "is come to creates it.",
            )
        elif step.key not in ending:
            yield Fault(
                step_at(step.key),
                f'A pathway that comes to "{step.title}" cannot end: no next action from there on says ends_pathway, '
                "and no workstep from there on says ends_pathway_if_nothing_follows.",
            )
        if step.needs_next_action and step.no_next_action_if is None and not step.next_actions:
            yield Fault(
                step_at(step.key),
                f'"{step.title}" needs a next action and has none, so that it can never be finished. Give it one, or '
                "say needs_next_action: false.",
            )


def _created_by(step: StepType) -> frozenset[str]:
    return frozenset(action.creates for action in step.next_actions if action.creates)


def _ends(step: StepType) -> bool:
    return bool(step.ends_pathway_if_nothing_follows) or any(action.ends_pathway for action in step.next_actions)


def _reached(begin: Iterable[str], onward: Mapping[str, Iterable[str]]) -> set[str]:
    found, waiting = set[str](), list(begin)
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting.extend(onward.get(key, ()))
    return found


def _reversed(onward: Mapping[str, Iterable[str]]) -> dict[str, set[str]]:
    back: dict[str, set[str]] = {}
    for key, following in onward.items():
        for each in following:
            back.setdefault(each, set()).add(key)
    return back
