"""Moving all started work of one kind to a later version: workstep by workstep, each an act of its own (ADR 41)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from permanence.access import permissions
from permanence.kernel.actors import Actor
from permanence.kernel.dates import count_of
from permanence.kernel.reasons import Hidden, Reason, Refused, Stale, refuse_if
from permanence.kernel.taking_part import reasons_against_the_reason
from permanence.operations.acting import Acted, done_before, practice_act
from permanence.operations.allowed import why as why_allowed
from permanence.operations.done import Done
from permanence.operations.moving import move_step
from permanence.records.catalogue import numbered_version
from permanence.records.worksteps import Workstep

MOST = 50
"""Moved at once; what is left is moved by doing it again, so that nobody waits long for an answer."""
LOOKED_AT = 500
NOTHING_OPEN = "A record that is not open"


@dataclass(kw_only=True, slots=True)
class _Count:
    """What came of it: how many were moved, why others were not, and how many were not come to."""

    moved: list[UUID] = field(default_factory=list)
    against: Counter[str] = field(default_factory=Counter)
    left: int = 0


def move_steps(
    *,
    process_key: str,
    step_type: str,
    number: int,
    to: int,
    reason: str,
    actor: Actor,
    at: datetime,
    key: str | None = None,
) -> Done:
    """Move the started worksteps of one kind from one version to a later one, the longest started first.

    Each is moved, or left with its reason, by itself: what a kill interrupts is whole, and doing it again goes on.

    Raises:
        Refused: the actor may not, there is no reason, or nothing is to be moved. Hidden: there is no such version.
    """
    given: dict[str, Any] = {"process_key": process_key, "step_type": step_type, "number": number, "to": to}
    given |= {"reason": reason, "actor": actor, "key": key}
    earlier = done_before("move_steps", gives=Done, **given)
    if earlier is not None:
        return earlier
    why_allowed("move_steps", actor=actor)
    steps = _waiting(process_key, step_type, number, to=to, reason=reason, actor=actor)
    count = _each(steps, to=to, reason=reason, actor=actor, at=at, key=key)
    return _told(derived=count, at=at, **given)


def _waiting(process_key: str, step_type: str, number: int, *, to: int, reason: str, actor: Actor) -> list[UUID]:
    versions = [numbered_version(process_key, each, authority_id=actor.authority_id) for each in (number, to)]
    if None in versions:
        raise Hidden
    refuse_if(reasons_against_the_reason(reason))
    if to <= number:
        raise Refused([Reason(sentence=f"Version {to} is no later than version {number}. Choose a later one.")])
    here = Workstep.objects.filter(authority_id=actor.authority_id, process_version_id=versions[0], state="started")
    here = here.filter(access_class__in=permissions().states("granted"))  # of others nothing is told, nor counted
    steps = list(here.filter(step_type=step_type).order_by("started_at", "id").values_list("id", flat=True))
    if not steps:
        raise Refused([Reason(sentence=f"No work of that kind is under way under version {number}.")])
    return steps


def _each(steps: Sequence[UUID], *, to: int, reason: str, actor: Actor, at: datetime, key: str | None) -> _Count:
    count = _Count(left=len(steps))
    for step_id in steps[:LOOKED_AT]:
        if len(count.moved) == MOST:
            break
        count.left -= 1
        once = f"{key} {step_id}" if key else None
        try:
            move_step(step_id=step_id, version=None, to=to, reason=reason, actor=actor, at=at, key=once)
        except Hidden:
            count.against[NOTHING_OPEN] += 1
        except Refused as refused:
            count.against[refused.reasons[0].sentence] += 1
        except Stale as stale:
            count.against[stale.sentence] += 1
        else:
            count.moved.append(step_id)
    return count


@practice_act("move_steps")
def _told(
    *,
    process_key: str,
    step_type: str,
    number: int,
    to: int,
    reason: str,
    derived: _Count,
    actor: Actor,
    at: datetime,
    key: str | None,
) -> Acted[Done]:
    """Put on record what was moved together."""
    count = derived
    says = [f"{count_of(len(count.moved), 'workstep')} moved from version {number} to version {to}."]
    if count.against:
        says.append(f"{count_of(sum(count.against.values()), 'workstep')} not moved; each page says why.")
    if count.left:
        says.append(f"{count_of(count.left, 'workstep')} left: do it again to go on.")
    return Acted(
        done=Done(says=" ".join(says), next_where=f"/processes/{process_key}/{number}/"),
        object_type="process_version",
        object_id=numbered_version(process_key, to, authority_id=actor.authority_id),
        why=why_allowed("move_steps", actor=actor),
        said={
            "process": process_key,
            "step": step_type,
            "from": number,
            "to": to,
            "moved": len(count.moved),
            "not_moved": sum(count.against.values()),
            "left": count.left,
        },
        ids=tuple(count.moved),
    )
