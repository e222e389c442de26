"""Where a request or a comment stands: the workstep it was sent or made on."""

from datetime import datetime
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.reasons import Hidden
from permanence.queries.access import see_step
from permanence.records.comments import SectionComment
from permanence.records.requests import Request


def step_of_request(*, request_id: UUID, actor: Actor, at: datetime) -> UUID:
    """Return the id of the workstep a request was sent on, where the actor may see its child.

    Raises:
        Hidden: there is no such request, or the actor may not know of the child. Refused: restricted (403).
    """
    found = Request.objects.filter(id=request_id, authority_id=actor.authority_id).values_list("step_id", "child_id")
    return _seen(found.first(), actor=actor, at=at)


def step_of_comment(*, comment_id: UUID, actor: Actor, at: datetime) -> UUID:
    """Return the id of the workstep a comment was made on. Raises what `step_of_request` raises."""
    here = SectionComment.objects.filter(id=comment_id, authority_id=actor.authority_id)
    return _seen(here.values_list("step_id", "step__child_id").first(), actor=actor, at=at)


def _seen(place: tuple[UUID, UUID] | None, *, actor: Actor, at: datetime) -> UUID:
    if place is None:
        raise Hidden
    see_step(place[0], actor=actor, at=at)
    return place[0]
