"""Where an act on a workstep leads: to a page of it, or on to Current work once its child is not the actor's to see."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from permanence.operations.done import Done
from permanence.queries.access import may_see_step

NO_LONGER_THEIRS = "/work/finished/"


def leads_to(operation: Callable[..., Done], place: str = "") -> Callable[..., Done]:
    """Return the act that leads to a page of its workstep, such as `requests/`; "" is the summary."""

    def acted(**given: Any) -> Done:
        done = operation(**given)
        if done.step_id is None or not may_see_step(done.step_id, actor=given["actor"], at=given["at"]):
            return replace(done, next_where=NO_LONGER_THEIRS)
        return replace(done, next_where=f"/steps/{done.step_id}/{place}")

    return acted
