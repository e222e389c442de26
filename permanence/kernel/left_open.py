"""What cancelling would leave: no pathway stays open without a workstep that carries it on (ADR 30)."""

from collections.abc import Iterator

from permanence.kernel.facts import StepFacts
from permanence.kernel.reasons import Reason
from permanence.kernel.rule_help import leads_on, open_elsewhere, takes_up


def is_carried_by_others(facts: StepFacts) -> bool:
    """Return whether another open workstep carries the pathway on.

    One that stands beside the way, such as a review, does so only for another that stands beside it.
    """
    others = open_elsewhere(facts)
    if not leads_on(facts, facts.step.key, purpose=facts.purpose):
        return bool(others)
    return any(takes_up(facts, step) for step in others)


def reasons_nothing_would_be_left(facts: StepFacts) -> Iterator[Reason]:
    """Yield that cancelling the workstep would leave its pathway open with nothing that carries it on."""
    if facts.pathway.is_open and facts.state in {"incoming", "started"} and not is_carried_by_others(facts):
        sentence = (
            f"Nothing else carries on the way to a permanent home for {facts.child.known_as}, so this workstep is not "
            "cancelled by itself. Cancel and replace it, or end the pathway."
        )
        yield Reason(sentence=sentence)
