"""A child of the authority, and the dated facts of which this release shows the present."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Model

from permanence.kernel.actors import Actor
from permanence.kernel.dates import plain_date
from permanence.kernel.reasons import Hidden
from permanence.operations.acting import Acted, practice_act
from permanence.operations.allowed import refuse, why
from permanence.operations.done import Done
from permanence.operations.loading import LoadedChild, load_child
from permanence.operations.people import new_person
from permanence.operations.timescales import reckon
from permanence.records.authorities import Authority, Team
from permanence.records.base import holding
from permanence.records.children import Allocation, CarePeriod, Child, LegalStatus, Placement
from permanence.records.people import RoleHeld, Worker
from permanence.records.register import register

LOOKED_AFTER = "became_looked_after"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildAdded(Done):
    """The child that was added, and the person number given."""

    number: str = ""


@practice_act("add_child", gives=ChildAdded)
def add_child(
    *,
    name: str,
    date_of_birth: date,
    sex: str,
    team_id: UUID | None = None,
    known_as: str = "",
    gender_described: str = "",
    access_class: str = "open",
    actor: Actor,
    at: datetime,
    key: str | None = None,
) -> Acted[ChildAdded]:
    """Add a child, with the next person number of the authority's own block (C07).

    Args:
        sex: key of SEX: M, F or U. team_id: the team that holds the child.

    Raises:
        Refused: the actor may not, or there is no name. Hidden: no such team.
    """
    allowed = why("add_child", actor=actor)
    if team_id and not Team.objects.filter(id=team_id, authority_id=actor.authority_id).exists():
        raise Hidden
    person = new_person(
        authority_id=actor.authority_id,
        name=name,
        known_as=known_as,
        date_of_birth=date_of_birth,
        sex=sex,
        gender_described=gender_described,
        number=_next_number(actor.authority_id),
    )
    child = Child.objects.create(
        authority_id=actor.authority_id, person=person, team_id=team_id, access_class=access_class
    )
    number = person.number or ""
    done = ChildAdded(says=f"{person.name} is added, number {number}.", child_id=child.id, number=number)
    return Acted(done=done, child_id=child.id, object_type="child", object_id=child.id, why=allowed)


def _next_number(authority_id: UUID) -> str:
    block = Authority.objects.select_for_update().get(id=authority_id)
    Authority.objects.filter(id=authority_id).update(next_person_number=F("next_person_number") + 1)
    return str(block.next_person_number)


@practice_act("allocate")
def allocate(
    *,
    child_id: UUID,
    worker_id: UUID,
    role: str,
    from_on: date,
    actor: Actor,
    at: datetime,
    key: str | None = None,
) -> Acted[Done]:
    """Allocate a worker to a child in a role; whoever was allocated in that role is so until that day.

    Raises:
        Refused: the worker does not hold the role on that day, or is disabled. Hidden: no such child or worker.
    """
    child = load_child("allocate", child_id=child_id, actor=actor, at=at)
    worker = Worker.objects.select_related("person").filter(id=worker_id, authority_id=actor.authority_id).first()
    if worker is None:
        raise Hidden
    held = RoleHeld.objects.filter(holding(from_on), worker=worker, role=role)
    if worker.disabled_at or not held.exists():
        raise refuse(
            f"{worker.person.name} does not hold that role on {plain_date(from_on)}. Choose somebody who does."
        )
    _end(Allocation, child, on=from_on, role=role)
    row = Allocation.objects.create(
        authority_id=actor.authority_id, child_id=child_id, worker=worker, role=role, from_on=from_on
    )
    says = f"{worker.person.name} works with {child.facts.name} from {plain_date(from_on)}."
    return _acted(child, row, says=says, said={"role": role, "worker": str(worker_id)})


@practice_act("set_legal_status")
def set_legal_status(
    *, child_id: UUID, code: str, from_on: date, actor: Actor, at: datetime, key: str | None = None
) -> Acted[Done]:
    """Write down a child's legal status (code of B6) from a day; the one before it ends that day."""
    child = load_child("set_legal_status", child_id=child_id, actor=actor, at=at)
    _end(LegalStatus, child, on=from_on)
    row = LegalStatus.objects.create(authority_id=actor.authority_id, child_id=child_id, code=code, from_on=from_on)
    says = f"{child.facts.name}: legal status {code} from {plain_date(from_on)}."
    return _acted(child, row, says=says, said={"code": code, "from_on": from_on.isoformat()})


@practice_act("set_placement")
def set_placement(
    *,
    child_id: UUID,
    code: str,
    provider: str,
    from_on: date,
    carers: str = "",
    address: str = "",
    is_permanent: bool = False,
    actor: Actor,
    at: datetime,
    key: str | None = None,
) -> Acted[Done]:
    """Write down where a child lives (codes of B7) from a day; the home before it ends that day."""
    child = load_child("set_placement", child_id=child_id, actor=actor, at=at)
    _end(Placement, child, on=from_on)
    row = Placement.objects.create(
        authority_id=actor.authority_id,
        child_id=child_id,
        code=code,
        provider=provider,
        carers=carers,
        address=address,
        is_permanent=is_permanent,
        from_on=from_on,
    )
    says = f"{child.facts.name}: home of type {code} from {plain_date(from_on)}."
    return _acted(child, row, says=says, said={"code": code, "from_on": from_on.isoformat()})


@practice_act("start_care_period")
def start_care_period(
    *, child_id: UUID, from_on: date, category_of_need: str, actor: Actor, at: datetime, key: str | None = None
) -> Acted[Done]:
    """Write down that a child is looked after from a day; the first review falls due from it (B1.2).

    Raises:
        Refused: no published process holds the register of timescales.
    """
    child = load_child("start_care_period", child_id=child_id, actor=actor, at=at)
    rules = [rule for rule in register(actor.authority_id) if rule.start_event == LOOKED_AFTER]
    if not rules:
        raise refuse("The register of timescales is not published yet. Publish a process first, then write this down.")
    row = CarePeriod.objects.create(
        authority_id=actor.authority_id, child_id=child_id, category_of_need=category_of_need, from_on=from_on
    )
    for rule in rules:
        reckon(rule, authority_id=actor.authority_id, child_id=child_id, start_on=from_on, at=at)
    says = f"{child.facts.name} is looked after from {plain_date(from_on)}."
    return _acted(child, row, says=says, said={"from_on": from_on.isoformat()})


def _end(table: type[Any], child: LoadedChild, *, on: date, **which: str) -> None:
    """End what holds, so that what follows begins on the day it ends. Raises Refused for a day before it began."""
    standing = table.objects.filter(child_id=child.row.id, to_on=None, **which)
    later = standing.filter(from_on__gt=on).first()
    if later:
        raise refuse(f"What stands now began on {plain_date(later.from_on)}. Give that day or a later one.")
    standing.update(to_on=on)


def _acted(child: LoadedChild, row: Model, *, says: str, said: dict[str, str]) -> Acted[Done]:
    return Acted(
        done=Done(says=says, child_id=child.row.id),
        child_id=child.row.id,
        object_type=type(row).__name__.lower(),
        object_id=row.pk,
        why=child.why,
        said=said,
    )
