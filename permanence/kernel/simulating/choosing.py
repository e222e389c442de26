"""What somebody might do on one workstep: answers that decide, and a set of next actions that fits together."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from permanence.kernel.conditions import Condition
from permanence.kernel.definitions import NextActionType, Process, RequestType, StepType

ANOTHER = 0.3
"""How often a further next action is added that need not be there."""
OPTIONAL = 0.5
"""How often a request is sent that need not be."""
YES_OR_NO = ("yes", "no")
EVERY_OTHER = "*"


Thing = TypeVar("Thing")


class Chance(Protocol):
    """Where chances come from, drawn outside: `random.Random` is one."""

    def random(self) -> float:
        """Return a number from 0 to below 1."""

    def choice(self, options: Sequence[Thing], /) -> Thing:
        """Return one of the options."""

    def sample(self, options: Sequence[Thing], number: int, /) -> list[Thing]:
        """Return so many of the options, in any order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What was done on one workstep.

    Attributes:
        answers: by which next actions were chosen. actions: those added; none where no set fits together.
        requests: those sent, by key.
        is_stuck: it needs a next action, and with these answers no set of them fits together.
    """

    answers: Mapping[str, str]
    actions: tuple[NextActionType, ...]
    requests: tuple[str, ...]
    is_stuck: bool


def done_on(step: StepType, process: Process, chance: Chance) -> Done:
    """Return what somebody does at random on a workstep of that kind, within what the definition allows."""
    answers = {field: chance.choice(values) for field, values in _deciding(step, process)}
    actions = _chosen(step, answers, chance)
    needs_one = step.needs_next_action and not _holds(step.no_next_action_if, answers)
    return Done(
        answers=answers,
        actions=actions or (),
        requests=tuple(request.key for request in step.requests if _is_sent(request, actions or (), chance)),
        is_stuck=actions is None or (needs_one and not actions),
    )


def _deciding(step: StepType, process: Process) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the fields that conditions of the step look at, each with what may be answered."""
    asked = {question.key: question for _, question in process.form(step.form).questions()}
    conditions = [step.no_next_action_if, *(each for a in step.next_actions for each in (a.only_if, a.mandatory_if))]
    for field in dict.fromkeys(condition.field for condition in conditions if condition):
        options = asked[field].options if field in asked else ()
        yield field, tuple(option.key for option in options) or YES_OR_NO


def _holds(condition: Condition | None, answers: Mapping[str, str]) -> bool:
    return condition is not None and condition.holds(answers)


def _chosen(step: StepType, answers: Mapping[str, str], chance: Chance) -> tuple[NextActionType, ...] | None:
    """Return next actions that may stand together, at least one where any may; None where the mandatory ones cannot."""
    allowed = [action for action in step.next_actions if action.only_if is None or action.only_if.holds(answers)]
    chosen = list[NextActionType]()
    for action in allowed:
        if _holds(action.mandatory_if, answers) and action not in chosen:
            more = _with(action, chosen, allowed, chance)
            if more is None:
                return None
            chosen = more
    for action in chance.sample(allowed, len(allowed)):
        if action not in chosen and (not chosen or chance.random() < ANOTHER):
            chosen = _with(action, chosen, allowed, chance) or chosen
    return tuple(chosen)


def _with(
    action: NextActionType, chosen: list[NextActionType], allowed: list[NextActionType], chance: Chance
) -> list[NextActionType] | None:
    """Return the set with one more, and with one that it must stand beside; None where they do not fit."""
    more = [*chosen, action]
    more += [each for each in allowed if each.key in action.requires_all_of and each not in more]
    if not _has_its_other(action, more):
        beside = [each for each in allowed if each.key in action.requires_one_of and each not in more]
        more = [*more, chance.choice(beside)] if beside else more
    return more if _fit(more) and all(_has_its_other(each, more) for each in more) else None


def _has_its_other(action: NextActionType, chosen: list[NextActionType]) -> bool:
    if not {*action.requires_all_of} <= {each.key for each in chosen}:
        return False
    if not action.requires_one_of:
        return True
    return sum(each.key in action.requires_one_of for each in chosen) == 1


def _fit(chosen: list[NextActionType]) -> bool:
    for action in chosen:
        others = {each.key for each in chosen} - {action.key}
        if others & {*action.exclusive_with} or (others and EVERY_OTHER in action.exclusive_with):
            return False
    return True


def _is_sent(request: RequestType, actions: tuple[NextActionType, ...], chance: Chance) -> bool:
    keys = {action.key for action in actions}
    waived = {key for action in actions for key in action.waives}
    if request.key in waived or (request.only_with and not keys & {*request.only_with}):
        return False
    return request.must_be_sent or chance.random() < OPTIONAL
