"""Notices marked as read by whoever was told."""

from datetime import datetime
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.dates import count_of
from permanence.kernel.reasons import Hidden
from permanence.operations.acting import Acted, practice_act
from permanence.operations.done import Done
from permanence.records.notices import Notice


@practice_act("mark_read")
def mark_read(*, notice_id: UUID | None, actor: Actor, at: datetime, key: str | None = None) -> Acted[Done]:
    """Mark a notice of the actor's own as read, or every one (None); an alert stands (Q28).

    Raises:
        Hidden: it is nobody's, or another's.
    """
    own = Notice.objects.filter(authority_id=actor.authority_id, worker_id__in=[actor.worker_id])
    if notice_id and not own.filter(id=notice_id).exists():
        raise Hidden
    unread = own.filter(read_at=None)
    chosen = unread if notice_id is None else unread.filter(id=notice_id)
    ids = tuple(chosen.values_list("id", flat=True))
    Notice.objects.filter(id__in=ids).update(read_at=at)
    return Acted(
        done=Done(says=f"{count_of(len(ids), 'notice')} marked as read.", next_where="/notices/"),
        object_type="notice",
        object_id=notice_id,
        why="own notices",
        ids=ids,
    )
