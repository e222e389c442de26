"""What carries a pathway on: while it is open some open workstep does, or its end is recorded (issue 3, point 1)."""

from collections.abc import Iterator

from permanence.kernel.facts import StepFacts
from permanence.kernel.reasons import Reason
from permanence.kernel.rule_help import is_on_the_way, open_elsewhere


def is_carried_by_others(facts: StepFacts) -> bool:
    """Return whether another open workstep carries the pathway on.

    One that stands beside the way, such as a review, carries it only where the one looked at does, too.
    """
    others = open_elsewhere(facts)
    if not is_on_the_way(facts, facts.step.key):
        return bool(others)
    return any(is_on_the_way(facts, step.step_type) for step in others)


def reasons_nothing_would_carry_on(facts: StepFacts) -> Iterator[Reason]:
    """Yield that cancelling the workstep would leave its pathway open with nothing that carries it on."""
    if facts.pathway.is_open and facts.state in {"incoming", "started"} and not is_carried_by_others(facts):
        name = facts.child.known_as
        sentence = (
            f"Nothing else carries {name}'s pathway on, so this workstep is not cancelled by itself. "
            "Cancel and replace it, or end the pathway."
        )
        yield Reason(sentence=sentence)
