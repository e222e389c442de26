"""Where a request stands: the workstep it was sent on."""

from datetime import datetime
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.reasons import Hidden
from permanence.queries.access import see_child
from permanence.records.requests import Request


def step_of_request(*, request_id: UUID, actor: Actor, at: datetime) -> UUID:
    """Return the id of the workstep a request was sent on, where the actor may see its child.

    Raises:
        Hidden: there is no such request, or the actor may not know of the child. Refused: restricted (403).
    """
    found = Request.objects.filter(id=request_id, authority_id=actor.authority_id).values_list("step_id", "child_id")
    place = found.first()
    if place is None:
        raise Hidden
    see_child(place[1], actor=actor, at=at)
    return place[0]
