"""A workstep begun on the wrong child: closed there at once, its text offered on the right one (issue 3, point 4).

R177 asks for a manager to cancel. Here whoever has the workstep may act alone: each hour in which the text stands on
another child's record is an hour in which it is read there. Their manager and information governance are told.
"""

from collections.abc import Iterator
from typing import Final

from permanence.kernel.actors import Actor
from permanence.kernel.facts import StepFacts
from permanence.kernel.mending import manager_words, mends_as_manager
from permanence.kernel.reasons import Reason
from permanence.kernel.taking_part import has_step, reasons_it_is_not_started

WRONG_CHILD: Final = "Begun on the wrong child"
"""The reason that stays with the workstep. It names no other child: whoever reads it may not know of that one."""


def reasons_against_closing_as_wrong(facts: StepFacts, actor: Actor) -> Iterator[Reason]:
    """Yield why the actor cannot say that the workstep was begun on the wrong child."""
    yield from reasons_it_is_not_started(facts)
    if not (has_step(facts, actor) or mends_as_manager(facts, actor)):
        sentence = f"Only whoever has this workstep, or {manager_words(facts)}, says that it is on the wrong child."
        yield Reason(sentence=sentence, whose="others", status=403)
