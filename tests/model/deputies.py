"""Deputies who asked themselves: whoever is asked goes on leave, and whoever asked answers in their name (R173)."""

from collections.abc import Iterator
from random import Random

from tests.model.acts import Act
from tests.model.state import Child, Request, Step, World

REASON = "Agreed with the manager."


def tries(rng: Random, world: World, child: Child, number: int) -> Act | None:
    """Return what such a deputy tries, or the leave that makes one; None where nothing is asked of anybody."""
    waiting = list(_waiting(world, child))
    if not waiting:
        return None
    covered = [each for each in waiting if _covers(world, each[1])]
    if not covered:
        _, request = rng.choice(waiting)
        return Act(number=number, name="leave", who=request.holder, to=request.sent_by, days=7)
    step, request = rng.choice(covered)
    return Act(
        number=number,
        name=rng.choice(["complete", "complete_and_finish", "decline"]),
        who=request.sent_by,
        acting_for=request.holder,
        step=step.id,
        request=request.id,
        reason=REASON,
    )


def _waiting(world: World, child: Child) -> Iterator[tuple[Step, Request]]:
    """Yield what waits for somebody who is here, asked by somebody else who is."""
    here = {worker.name for worker in world.here()}
    for step in child.steps():
        for each in step.requests:
            if each.state == "sent" and {each.holder, each.sent_by} <= here and each.holder != each.sent_by:
                yield step, each


def _covers(world: World, request: Request) -> bool:
    worker = world.workers[request.holder]
    return worker.is_away(world.today) and worker.covered_by == request.sent_by
