"""A workstep begun on the wrong child: closed there at once, its text offered on the right one (ADR 30).

R177 asks for a manager to cancel. Here whoever has the workstep may act alone: each hour in which the text stands on
another child's record is an hour in which it is read there. Their manager and information governance are told.
"""

from collections.abc import Iterator
from typing import Final
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.facts import StepFacts
from permanence.kernel.mending import manager_words, mends_as_manager
from permanence.kernel.reasons import Reason, Refused
from permanence.kernel.rule_help import open_elsewhere
from permanence.kernel.taking_part import has_step, reasons_it_is_not_started

WRONG_CHILD: Final = "Begun on the wrong child"
"""The reason that stays with the workstep. It names no other child: whoever reads it may not know of that one."""
CLOSED: Final = "This workstep was begun on the wrong child, and its text is closed to the readers of this record."


class Withheld(Refused):
    """The workstep is there, and its text is closed to whoever works with the child."""

    def __init__(self, step_id: UUID) -> None:
        self.step_id = step_id
        super().__init__([Reason(sentence=CLOSED, whose="others", status=403)])


def reasons_against_closing_as_wrong(facts: StepFacts, actor: Actor) -> Iterator[Reason]:
    """Yield why the actor cannot say that the workstep was begun on the wrong child."""
    yield from reasons_it_is_not_started(facts)
    if not (has_step(facts, actor) or mends_as_manager(facts, actor)):
        sentence = f"Only whoever has this workstep, or {manager_words(facts)}, says that it is on the wrong child."
        yield Reason(sentence=sentence, whose="others", status=403)
    created = {proposal.created_step_id for proposal in facts.proposals if proposal.is_sent}
    for step in open_elsewhere(facts):
        if step.id in created:
            yield Reason(
                sentence=f"{step.title} was sent from here and is with {step.with_name}. Take it back first.",
                where="next-actions",
            )
