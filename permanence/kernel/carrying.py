"""What carries a pathway on: while it is open some open workstep does, or its end is recorded (ADR 27)."""

from collections.abc import Iterator

from permanence.kernel.agreement import wanted
from permanence.kernel.completeness import known
from permanence.kernel.facts import StepFacts
from permanence.kernel.recurrence import added, is_review, recurring
from permanence.kernel.rule_help import leads_on, open_elsewhere, proposed, takes_up


def is_carried_on(facts: StepFacts) -> bool:
    """Return whether the way goes on, or ends, once the workstep is finished with what is added and called for.

    What was sent at once carries it on only as long as its workstep is open (R127).
    """
    if any(takes_up(facts, step) for step in open_elsewhere(facts)):
        return True
    if any(action.ends_pathway or leads_on(facts, action.creates or "") for action, _ in wanted(facts)):
        return True
    return any(
        action.ends_pathway
        or (not proposal.is_sent and leads_on(facts, action.creates or "", purpose=proposal.purpose))
        for proposal, action in proposed(facts)
    )


def nothing_would_carry_on(facts: StepFacts) -> str:
    """Return that nothing would, and how to mend it."""
    said = f"Nothing would carry on the way to a permanent home for {facts.child.known_as}"
    if is_review(facts):
        return (
            f"{said}: no other workstep is open, and a review adds no next action. "
            "Mark this one as the meeting, and add what follows."
        )
    return f"{said}. Add a next action that does, or one that ends it."


def reasons_nothing_carries_on(facts: StepFacts) -> Iterator[str]:
    """Yield that the finish would leave the pathway open with nothing that carries it on.

    What stands beside the way, a review of what recurs among it, may finish into nothing while another step is open, or
    where it then ends the pathway itself (Q13).
    """
    if not facts.pathway.is_open or _is_asked_for(facts) or is_carried_on(facts):
        return
    ends = bool(facts.step.ends_pathway_if_nothing_follows)
    if _stands_beside(facts) and not facts.proposals and (ends or open_elsewhere(facts)):
        return
    yield nothing_would_carry_on(facts)


def _is_asked_for(facts: StepFacts) -> bool:
    """Return whether a next action is missing, or one of the two that are due: then that is said, and no more."""
    again = recurring(facts)
    if again and 0 < len(added(facts, again.rule)) < len(again.purposes):
        return True
    rule = facts.step.no_next_action_if
    return facts.step.needs_next_action and not facts.proposals and not (rule and rule.holds(known(facts)))


def _stands_beside(facts: StepFacts) -> bool:
    return is_review(facts) or not leads_on(facts, facts.step.key)
