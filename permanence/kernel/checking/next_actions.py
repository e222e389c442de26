"""Next actions that must be there and cannot be, or that nobody can add or take up."""

from collections.abc import Iterator
from itertools import combinations

from permanence.kernel.checking.fault import Fault, step_at
from permanence.kernel.conditions import Condition
from permanence.kernel.definitions import InboxUse, NextActionType, Process, StepType

EVERY_OTHER = "*"


def next_action_faults(process: Process) -> Iterator[Fault]:
    """Yield what is wrong with the next actions of each step."""
    inboxes = {inbox.key: inbox for inbox in process.inboxes}
    for step in process.steps:
        for action in step.next_actions:
            for says in (*_of_one(action), *_of_companions(action), *_of_taking_up(action, inboxes)):
                yield Fault(step_at(step.key, "next_action", action.key), f'"{action.title}" {says}')
        yield from _of_pairs(step)


def _of_one(action: NextActionType) -> Iterator[str]:
    if not action.added_by:
        yield "can be added by nobody. Name the roles in added_by."
    if action.mandatory_if and action.only_if and _exclude(action.mandatory_if, action.only_if):
        yield (
            f"is both mandatory and impossible: it must be there when {_words(action.mandatory_if)}, and may be there "
            f"only when {_words(action.only_if)}."
        )
    if action.at_most < 1:
        yield f"may stand {action.at_most} times, which is never. Say at_most: 1 or more."
    if action.due_in_working_days is not None and action.due_in_working_days < 1:
        yield f"is to be done within {action.due_in_working_days} working days. Say due_in_working_days: 1 or more."


def _of_companions(action: NextActionType) -> Iterator[str]:
    if action.key in (*action.exclusive_with, *action.requires_one_of, *action.requires_all_of):
        yield "names itself in exclusive_with, requires_one_of or requires_all_of."
    if both := sorted({*action.requires_all_of} & {*action.exclusive_with}):
        yield f'is both mandatory beside "{both[0]}" and impossible beside it: requires_all_of and exclusive_with.'
    if both := sorted({*action.requires_one_of} & {*action.exclusive_with}):
        yield f'is both mandatory beside "{both[0]}" and impossible beside it: requires_one_of and exclusive_with.'
    if (action.requires_one_of or action.requires_all_of) and EVERY_OTHER in action.exclusive_with:
        yield "must stand beside another, and may stand beside none: requires_one_of and exclusive_with."


def _of_taking_up(action: NextActionType, inboxes: dict[str, InboxUse]) -> Iterator[str]:
    to = action.pass_to
    led_to = [to.inbox] if to and to.inbox else [inbox for _, inbox in to.inboxes] if to else []
    for inbox in dict.fromkeys(led_to):
        if not inboxes[inbox].roles:
            yield f'is passed to "{inboxes[inbox].title}", which no role may pick up from. Give the inbox its roles.'
    if to and not led_to and not to.roles:
        yield "is passed to nobody. Name roles or an inbox in pass_to."


def _of_pairs(step: StepType) -> Iterator[Fault]:
    """Yield pairs that must stand together under the same answer and may not."""
    mandatory = [action for action in step.next_actions if action.mandatory_if]
    for one, other in combinations(mandatory, 2):
        common = _common(one.mandatory_if, other.mandatory_if)
        if common and _may_not_stand_together(one, other):
            yield Fault(
                step_at(step.key, "next_action", other.key),
                f'"{other.title}" is both mandatory and impossible: when {_words(common)}, "{one.title}" is '
                "mandatory too, and they exclude each other.",
            )


def _may_not_stand_together(one: NextActionType, other: NextActionType) -> bool:
    return bool({other.key, EVERY_OTHER} & {*one.exclusive_with} or {one.key, EVERY_OTHER} & {*other.exclusive_with})


def _common(one: Condition | None, other: Condition | None) -> Condition | None:
    """Return when both hold by the same answer; None where no one answer makes both hold."""
    if one is None or other is None:
        return None
    values = tuple(value for value in one.values if value in other.values)
    return Condition(field=one.field, values=values) if one.field == other.field and values else None


def _exclude(one: Condition, other: Condition) -> bool:
    return one.field == other.field and _common(one, other) is None


def _words(condition: Condition) -> str:
    return f"{condition.field}={'|'.join(condition.values)}"
