"""Practice time: the real instant, or in a demo authority the clock that was set (C20)."""

from datetime import datetime
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.dates import long_date
from permanence.kernel.london import london_date, london_time
from permanence.kernel.reasons import Hidden
from permanence.operations.acting import Acted, practice_act
from permanence.operations.allowed import why
from permanence.operations.done import Done
from permanence.records.authorities import Authority, DemoClock


def practice_time(*, authority_id: UUID, real_at: datetime) -> datetime:
    """Return what time it is in the practice of an authority at a real instant; a demo clock runs on once it is set."""
    clock = DemoClock.objects.filter(authority_id=authority_id, authority__is_demo=True).first()
    return clock.practice_at + (real_at - clock.set_at) if clock else real_at


@practice_act("set_clock")
def set_clock(*, practice_at: datetime, actor: Actor, at: datetime, key: str | None = None) -> Acted[Done]:
    """Set the demo clock: practice dates follow it, sessions and audit keep the real instant as well.

    Raises:
        Hidden: the authority is no demo; there the clock does not exist (C20).
    """
    authority = Authority.objects.filter(id=actor.authority_id, is_demo=True).first()
    if authority is None:
        raise Hidden
    allowed = why("set_clock", actor=actor)
    DemoClock.objects.update_or_create(
        authority=authority, defaults={"practice_at": practice_at, "set_at": actor.real_at}
    )
    said = f"It is now {london_time(practice_at)} on {long_date(london_date(practice_at))}."
    return Acted(
        done=Done(says=said),
        object_type="authority",
        object_id=authority.id,
        why=allowed,
        said={"practice_at": practice_at.isoformat()},
    )
