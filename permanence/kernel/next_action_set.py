"""The next actions of a step as one set: they agree with each other and with the answers, at the finish."""

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from permanence.kernel.actors import Actor
from permanence.kernel.adding import HERE, excludes, links_to, reasons_against_its_reason
from permanence.kernel.agreement import mismatches, wanted
from permanence.kernel.carrying import reasons_nothing_carries_on
from permanence.kernel.completeness import known
from permanence.kernel.definitions import NextActionType
from permanence.kernel.facts import StepFacts
from permanence.kernel.passing import destination
from permanence.kernel.reasons import Reason
from permanence.kernel.recurrence import recurring
from permanence.kernel.routing import add_again, is_for_another, reasons_it_has_no_inbox
from permanence.kernel.rule_help import proposed
from permanence.kernel.rules import broken
from permanence.kernel.taking_part import acts_as
from permanence.kernel.wording import listed, role_titles, upper_first


def reasons_against_the_set(facts: StepFacts, actor: Actor) -> Iterator[Reason]:
    """Yield what is wrong among the next actions, and between them and the answers (Q10, Q17, Q22).

    Only where all else is right it is said that nothing would carry the pathway on.
    """
    found = list(_reasons(facts, actor))
    yield from found or (Reason(sentence=said, where=HERE) for said in reasons_nothing_carries_on(facts))


def _reasons(facts: StepFacts, actor: Actor) -> Iterator[Reason]:
    for action, sentence in _sentences(facts):
        mine = action is None or acts_as(facts, actor, action.added_by)
        yield Reason(sentence=sentence, where=HERE, whose="you" if mine else "others")
    for _, action in proposed(facts):
        yield from broken(facts, action.rules)
    yield from _nothing_added(facts, actor)


def _sentences(facts: StepFacts) -> Iterator[tuple[NextActionType | None, str]]:
    yield from _among_each_other(facts)
    yield from _each_by_itself(facts)
    yield from ((None, sentence) for sentence in mismatches(facts))
    yield from wanted(facts)


def _among_each_other(facts: StepFacts) -> Iterator[tuple[NextActionType, str]]:
    types = {action.key: action for _, action in proposed(facts)}
    for one, other in combinations(types.values(), 2):
        if excludes(one, other):
            yield one, f"{one.title} and {other.title} cannot stand beside each other. Remove one of them."
    for key, count in Counter(proposal.key for proposal in facts.proposals).items():
        if key in types and count > types[key].at_most:
            title = types[key].title
            yield types[key], f"{title} is added {count} times, and {types[key].at_most} is the most. Remove one."
    for action in types.values():
        beside = [key for key in action.requires_one_of if key in types]
        if action.requires_one_of and len(beside) != 1:
            titles = [facts.step.next_action(key).title for key in action.requires_one_of]
            yield action, f"{action.title} needs exactly one of these beside it: {listed(titles, last='or')}."
        lacking = [facts.step.next_action(key).title for key in action.requires_all_of if key not in types]
        if lacking:
            yield action, f"{action.title} needs beside it what is not added yet: {listed(lacking)}."


def _each_by_itself(facts: StepFacts) -> Iterator[tuple[NextActionType, str]]:
    for proposal, action in proposed(facts):
        given = reasons_against_its_reason(action, reason=proposal.reason, reason_text=proposal.reason_text)
        yield from ((action, reason.sentence) for reason in given)
        goes_nowhere = proposal.to_worker is None and proposal.to_inbox is None
        if action.pass_to and goes_nowhere and not links_to(facts, action) and not proposal.is_sent:
            yield action, f"Choose whom {action.title} goes to."
        elif is_for_another(facts, action, proposal):
            yield action, add_again(action, proposal, goes_to=destination(facts, action.pass_to))
        elif not proposal.is_sent and not links_to(facts, action):
            yield from ((action, reason.sentence) for reason in reasons_it_has_no_inbox(facts, action))
        if proposal.to_worker and proposal.to_worker.disabled and not proposal.is_sent:
            yield action, f"{proposal.to_worker.name} no longer works here. Choose somebody else for {action.title}."


def _nothing_added(facts: StepFacts, actor: Actor) -> Iterator[Reason]:
    """Yield that a next action is needed and none is added; which one is named where the answers leave one alone."""
    rule = facts.step.no_next_action_if
    if facts.proposals or not facts.step.needs_next_action or (rule and rule.holds(known(facts))):
        return
    again = recurring(facts)
    if any(True for _ in wanted(facts)) or (again and again.due):
        return
    actions = _still_possible(facts)
    roles = tuple(dict.fromkeys(role for action in actions for role in action.added_by))
    main = actions[0].added_by if actions else roles
    if acts_as(facts, actor, main):
        yield Reason(sentence="No next action is added. You add it.", where=HERE)
    else:
        who = upper_first(role_titles(facts.process, main))
        yield Reason(sentence=f"No next action is added. {who} adds it.", where=HERE, whose="others")


def _still_possible(facts: StepFacts) -> list[NextActionType]:
    context = known(facts)
    return [
        action
        for action in facts.step.next_actions
        if action.only_if is None or context.get(action.only_if.field) is None or action.only_if.holds(context)
    ]
