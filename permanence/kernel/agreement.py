"""Answers and next actions agree at the finish (Q10): neither says what the other denies."""

from collections.abc import Iterator

from permanence.kernel.completeness import known
from permanence.kernel.conditions import Condition
from permanence.kernel.definitions import NextActionType
from permanence.kernel.facts import StepFacts
from permanence.kernel.rule_help import option_label, proposed
from permanence.kernel.wording import quoted


def mismatches(facts: StepFacts) -> Iterator[str]:
    """Yield, for each next action added that the answers do not allow, the sentence of that disagreement.

    An answer that is not given yet disagrees with nothing: it is missing, and is asked for as such.
    """
    context = known(facts)
    for _, action in proposed(facts):
        rule = action.only_if
        if rule and context.get(rule.field) is not None and not rule.holds(context):
            yield action.mismatch or f"{action.title} is added, but {_as_answered(facts, rule)}. Change one of them."


def wanted(facts: StepFacts) -> Iterator[tuple[NextActionType, str]]:
    """Yield each next action that the answers call for and that is not added, with the sentence that asks for it.

    Where nothing may be added, as from a review (Q13), nothing is called for.
    """
    context = known(facts)
    none_allowed = facts.step.no_next_action_if
    if none_allowed and none_allowed.holds(context):
        return
    added = {proposal.key for proposal in facts.proposals}
    for action in facts.step.next_actions:
        if action.mandatory_if and action.mandatory_if.holds(context) and action.key not in added:
            answered = _as_answered(facts, action.mandatory_if)
            yield action, f"{answered[:1].upper()}{answered[1:]}, so {action.title} is needed. Add it."


def _as_answered(facts: StepFacts, rule: Condition) -> str:
    question = next((asked for _, asked in facts.form.questions() if asked.key == rule.field), None)
    answer = known(facts).get(rule.field)
    if question is None:
        return f"{rule.field.replace('_', ' ')} is {answer}"
    label = {"yes": "Yes", "no": "No"}.get(str(answer)) or option_label(facts, rule.field, str(answer))
    return f'the answer to {quoted(question.ask)} is "{label}"'
