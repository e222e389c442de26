"""Adding, removing and sending a next action at once: why not (R86, R98 to R137, Q10 to Q23)."""

from collections.abc import Iterator
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.agreement import mismatches
from permanence.kernel.completeness import known
from permanence.kernel.definitions import NextActionType, Recurrence
from permanence.kernel.facts import PassedTo, ProposalFacts, StepFacts
from permanence.kernel.passing import destination, reasons_against_passing
from permanence.kernel.reasons import Reason
from permanence.kernel.recurrence import added as added_again
from permanence.kernel.recurrence import one_is_enough, recurring
from permanence.kernel.routing import add_again, is_for_another, reasons_it_has_no_inbox
from permanence.kernel.rule_help import open_elsewhere, proposed, takes_up
from permanence.kernel.taking_part import reasons_against_acting_as, reasons_it_is_not_started

HERE = "next-actions"
ANY = "*"


def reasons_against_adding(
    facts: StepFacts,
    actor: Actor,
    key: str,
    to: PassedTo | None,
    *,
    reason: str = "",
    reason_text: str = "",
    purpose: str | None = None,
) -> Iterator[Reason]:
    """Yield why the actor cannot add the next action of that key.

    Args:
        to: whom it is passed to; None for one that creates nothing.
        reason: key of the reason chosen, where reasons are offered. reason_text: in words of one's own.
        purpose: what the step it creates is used for, where it recurs (Q13).
    """
    action = next((action for action in facts.step.next_actions if action.key == key), None)
    if action is None:
        said = "This workstep has no such next action." if key else "Choose the next action."
        yield Reason(sentence=said, where=HERE)
        return
    yield from reasons_against_offering(facts, actor, action)
    if action.pass_to and not links_to(facts, action) and not any(reasons_it_has_no_inbox(facts, action)):
        yield from reasons_against_passing(facts, action.pass_to, to, what=action.title)
    yield from reasons_against_its_reason(action, reason=reason, reason_text=reason_text)
    yield from _reasons_against_its_purpose(facts, action, purpose)


def reasons_against_offering(facts: StepFacts, actor: Actor, action: NextActionType) -> Iterator[Reason]:
    """Yield why the next action is not offered to the actor here and now."""
    yield from reasons_it_is_not_started(facts)
    if not facts.pathway.is_open:
        yield Reason(sentence="The pathway has ended, so nothing more is added.", where=HERE)
    yield from reasons_against_acting_as(facts, actor, action.added_by, does=f"adds {action.title}")
    yield from _reasons_nothing_is_added(facts)
    yield from _reasons_against_standing_beside(facts, action)
    yield from _reasons_against_one_more(facts, action)
    if not links_to(facts, action):
        yield from reasons_it_has_no_inbox(facts, action)


def _reasons_nothing_is_added(facts: StepFacts) -> Iterator[Reason]:
    rule = facts.step.no_next_action_if
    if rule and rule.holds(known(facts)):
        months = facts.step.recurrence.months if facts.step.recurrence else None
        said = f"A {months} month review adds no next action." if months else "No next action is added here."
        yield Reason(sentence=said, where=HERE)


def excludes(one: NextActionType, other: NextActionType) -> bool:
    """Return whether two next actions cannot stand beside each other; each of them may say so.

    One that needs the other beside it (Q17) is not excluded by the other's "every other".
    """
    if one.key == other.key or other.key in beside(one) or one.key in beside(other):
        return False
    return any(b.key in a.exclusive_with or ANY in a.exclusive_with for a, b in ((one, other), (other, one)))


def beside(action: NextActionType) -> tuple[str, ...]:
    """Return the keys of those that it needs beside it: one of some, all of others."""
    return (*action.requires_one_of, *action.requires_all_of)


def _reasons_against_standing_beside(facts: StepFacts, action: NextActionType) -> Iterator[Reason]:
    for _, other in proposed(facts):
        if excludes(action, other):
            yield Reason(
                sentence=f"{other.title} is added, and {action.title} cannot stand beside it. Remove it first.",
                where=HERE,
            )


def _reasons_against_one_more(facts: StepFacts, action: NextActionType) -> Iterator[Reason]:
    count = sum(proposal.key == action.key for proposal in facts.proposals)
    if count >= action.at_most:
        times = "" if action.at_most == 1 else f" {action.at_most} times"
        yield Reason(sentence=f"{action.title} is added{times} already, and one more is refused.", where=HERE)


def links_to(facts: StepFacts, action: NextActionType) -> UUID | None:
    """Return the open step that this next action links to instead of creating a second one (Q17), or None.

    A review ends where it is, and a step that has sent on what follows it takes nothing up: neither is linked to.
    """
    if not action.links_open:
        return None
    same = (step for step in open_elsewhere(facts) if step.step_type == action.creates)
    return next((step.id for step in same if takes_up(facts, step)), None)


def reasons_against_its_reason(action: NextActionType, *, reason: str, reason_text: str) -> Iterator[Reason]:
    """Yield what is wrong with the reason given for a next action (R129, R132, Q15, Q18)."""
    offered = {option.key: option.label for option in action.reasons}
    if offered and reason not in offered:
        yield Reason(sentence=f"Choose the reason for {action.title}.", where=HERE)
    if reason == "other" and "other" in offered and not reason_text.strip():
        yield Reason(sentence=f"Write which other reason there is for {action.title}.", where=HERE)
    if action.reason_text_required and not reason_text:
        yield Reason(sentence=f"Write the reason for {action.title}.", where=HERE)
    elif action.reason_text_required and not reason_text.strip():
        yield Reason(sentence="Write the reason. Spaces alone are not kept.", where=HERE)


def _reasons_against_its_purpose(facts: StepFacts, action: NextActionType, purpose: str | None) -> Iterator[Reason]:
    rule = facts.step.recurrence
    if rule is None or action.key != rule.next_action or purpose is None:
        return
    if purpose not in {rule.meeting_value, rule.review_value}:
        yield Reason(sentence=f"Choose what {action.title} is used for: the meeting, or the review.", where=HERE)
        return
    there = [proposal.purpose for proposal in added_again(facts, rule)]
    if purpose in there and len(there) < action.at_most:
        yield Reason(sentence=_taken(facts, rule, purpose, title=action.title), where=HERE)


def _taken(facts: StepFacts, rule: Recurrence, purpose: str, *, title: str) -> str:
    """Say that what it is used for is there already, and which of the two is left, or that one is enough (Q12, Q13)."""
    found = recurring(facts)
    if found and not found.due:
        return one_is_enough(found, title=title)
    one, other = "meeting", f"{rule.months} month review"
    taken, left = (other, one) if purpose == rule.review_value else (one, other)
    return f"One {title} is the {taken} already. Add the other as the {left}."


def found_proposal(facts: StepFacts, proposal_id: UUID) -> tuple[ProposalFacts, NextActionType] | None:
    """Return a next action added here with its type, or None."""
    return next(((proposal, action) for proposal, action in proposed(facts) if proposal.id == proposal_id), None)


def reasons_against_removing(facts: StepFacts, actor: Actor, proposal_id: UUID) -> Iterator[Reason]:
    """Yield why the actor cannot remove the next action.

    Whoever may add one that cannot stand beside it may put that in its place (Q10, Q18).
    """
    found = found_proposal(facts, proposal_id)
    if found is None:
        yield Reason(sentence="This next action is not added here, or was removed already.", where=HERE)
        return
    proposal, action = found
    yield from reasons_it_is_not_started(facts)
    others = [each for each in facts.step.next_actions if {action.key, "*"} & set(each.exclusive_with)]
    roles = tuple(dict.fromkeys(role for each in (action, *others) for role in each.added_by))
    yield from reasons_against_acting_as(facts, actor, roles, does=f"removes {action.title}")
    if proposal.is_sent:
        yield Reason(
            sentence=f"{action.title} was sent at once and is with {proposal.to_name}, so it cannot be removed here.",
            where=HERE,
        )


def reasons_against_sending_now(facts: StepFacts, actor: Actor, proposal_id: UUID) -> Iterator[Reason]:
    """Yield why the actor cannot send the next action at once (R127, R135)."""
    found = found_proposal(facts, proposal_id)
    if found is None:
        yield Reason(sentence="This next action is not added here, or was removed already.", where=HERE)
        return
    proposal, action = found
    yield from reasons_it_is_not_started(facts)
    yield from reasons_against_acting_as(facts, actor, action.added_by, does=f"sends {action.title}")
    if not action.immediate:
        yield Reason(sentence=f"{action.title} is sent when this workstep is finished, not before.", where=HERE)
    if proposal.is_sent:
        yield Reason(sentence=f"{action.title} was sent already and is with {proposal.to_name}.", where=HERE)
    if action.mismatch in mismatches(facts):
        yield Reason(sentence=action.mismatch, where=HERE)
    if is_for_another(facts, action, proposal):
        goes_to = destination(facts, action.pass_to)
        yield Reason(sentence=add_again(action, proposal, goes_to=goes_to), where=HERE)
