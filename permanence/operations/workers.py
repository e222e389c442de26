"""Workers: they join, move, go on leave and go. Nobody goes while they hold work (P39)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.dates import plain_date
from permanence.kernel.london import london_date
from permanence.kernel.reasons import Hidden
from permanence.operations.acting import Acted, practice_act
from permanence.operations.allowed import refuse, why
from permanence.operations.done import Done
from permanence.operations.handing_over import hand_over, refuse_while_held
from permanence.operations.people import new_person
from permanence.records.accounts import User
from permanence.records.authorities import InboxMember, Team
from permanence.records.base import holding
from permanence.records.children import Allocation
from permanence.records.people import Leave, Membership, RoleHeld, Worker

Roles = Iterable[tuple[str, UUID | None]]
"""Role key, and the team it is held in (None: the whole authority)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerAdded(Done):
    """The worker that was added."""

    worker_id: UUID | None = None


@practice_act("add_worker", gives=WorkerAdded)
def add_worker(
    *,
    name: str,
    job_title: str,
    roles: Roles,
    teams: Iterable[UUID] = (),
    actor: Actor,
    at: datetime,
    key: str | None = None,
) -> Acted[WorkerAdded]:
    """Add a worker with roles and teams from today.

    Raises:
        Refused: the actor may not, or there is no name. Hidden: no such team.
    """
    allowed = why("add_worker", actor=actor)
    person = new_person(authority_id=actor.authority_id, name=name)
    worker = Worker.objects.create(authority_id=actor.authority_id, person=person, job_title=job_title)
    _join(worker, roles=roles, teams=teams, today=london_date(at))
    done = WorkerAdded(says=f"{person.name} is added.", worker_id=worker.id)
    return Acted(
        done=done, object_type="worker", object_id=worker.id, why=allowed, said={"roles": [role for role, _ in roles]}
    )


@practice_act("move_worker", alone=True)
def move_worker(
    *,
    worker_id: UUID,
    roles: Roles,
    teams: Iterable[UUID],
    job_title: str = "",
    actor: Actor,
    at: datetime,
    key: str | None = None,
) -> Acted[Done]:
    """Move a worker to other teams and roles from today; inboxes of teams left are left too. Their work stays theirs.

    Raises:
        Refused: the actor may not, or the worker is disabled. Hidden: no such worker or team.
    """
    allowed = why("move_worker", actor=actor)
    worker, today, staying = _working(worker_id, actor=actor), london_date(at), set(teams)
    RoleHeld.objects.filter(holding(today), worker=worker).update(to_on=today)
    left = Membership.objects.filter(holding(today), worker=worker).exclude(team_id__in=staying)
    left.update(to_on=today)
    inboxes = InboxMember.objects.filter(holding(today), worker=worker).exclude(inbox__team_id__in=staying)
    inboxes.update(to_on=today)
    if job_title:
        Worker.objects.filter(id=worker.id).update(job_title=job_title)
    _join(worker, roles=roles, teams=staying, today=today)
    return _acted(worker, says=f"{worker.person.name} has moved.", why=allowed, said={})


@practice_act("worker_on_leave")
def put_on_leave(
    *,
    worker_id: UUID,
    from_on: date,
    to_on: date,
    covered_by: UUID | None = None,
    actor: Actor,
    at: datetime,
    key: str | None = None,
) -> Acted[Done]:
    """Write down that a worker is away, and who acts for them; `to_on` is the first day back.

    Raises:
        Refused: the days are in the wrong order, or the worker covers for themselves. Hidden: no such worker.
    """
    allowed = why("worker_on_leave", actor=actor)
    worker = _working(worker_id, actor=actor)
    if to_on <= from_on:
        raise refuse("The first day back comes after the first day away. Change one of them.")
    if covered_by == worker_id:
        raise refuse(f"{worker.person.name} cannot act for themselves while away. Choose somebody else.")
    cover = _working(covered_by, actor=actor) if covered_by else None
    overlap = Leave.objects.filter(worker=worker, from_on__lt=to_on, to_on__gt=from_on).first()
    if overlap:
        raise refuse(f"{worker.person.name} is away from {plain_date(overlap.from_on)} already. Give other days.")
    Leave.objects.create(authority_id=actor.authority_id, worker=worker, covered_by=cover, from_on=from_on, to_on=to_on)
    says = f"{worker.person.name} is away from {plain_date(from_on)} and back on {plain_date(to_on)}."
    return _acted(worker, says=says, why=allowed, said={"from_on": from_on.isoformat(), "to_on": to_on.isoformat()})


@practice_act("disable_worker", alone=True)
def disable_worker(
    *, worker_id: UUID, work_to: UUID | None = None, actor: Actor, at: datetime, key: str | None = None
) -> Acted[Done]:
    """Disable a worker who leaves: sign-in, roles, teams, inboxes and allocations end today.

    Args:
        work_to: who takes all they still hold, in the same transaction.

    Raises:
        Refused: the actor may not; or work, requests, children or an inbox would be nobody's (P39).
        Hidden: no such worker.
    """
    allowed = why("disable_worker", actor=actor)
    worker, today = _working(worker_id, actor=actor, lock=True), london_date(at)
    if work_to:
        hand_over(worker, to=_working(work_to, actor=actor), actor=actor, at=at)
    refuse_while_held(worker, today=today)
    for table in (RoleHeld, Membership, InboxMember, Allocation):
        table.objects.filter(worker=worker, to_on=None).update(to_on=today)
    Worker.objects.filter(id=worker.id).update(disabled_at=at)
    User.objects.filter(worker=worker).update(is_active=False)
    says = f"{worker.person.name} is disabled and can no longer sign in."
    return _acted(worker, says=says, why=allowed, said={"work_to": str(work_to or "")})


def _join(worker: Worker, *, roles: Roles, teams: Iterable[UUID], today: date) -> None:
    wanted = set(teams) | {team_id for _, team_id in roles if team_id}
    known = set(Team.objects.filter(authority_id=worker.authority_id, id__in=wanted).values_list("id", flat=True))
    if wanted - known:
        raise Hidden
    here = {"authority_id": worker.authority_id, "worker": worker, "from_on": today}
    for role, team_id in roles:
        RoleHeld.objects.create(role=role, team_id=team_id, **here)
    standing = Membership.objects.filter(holding(today), worker=worker).values_list("team_id", flat=True)
    for team_id in sorted(wanted - set(standing)):
        Membership.objects.create(team_id=team_id, **here)


def _working(worker_id: UUID, *, actor: Actor, lock: bool = False) -> Worker:
    workers = Worker.objects.select_related("person").filter(id=worker_id, authority_id=actor.authority_id)
    worker = (workers.select_for_update(of=("self",)) if lock else workers).first()
    if worker is None:
        raise Hidden
    if worker.disabled_at:
        raise refuse(f"{worker.person.name} is disabled.")
    return worker


def _acted(worker: Worker, *, says: str, why: str, said: Mapping[str, str]) -> Acted[Done]:
    return Acted(done=Done(says=says), object_type="worker", object_id=worker.id, why=why, said=said)
