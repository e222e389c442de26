"""To whom work goes: a worker or a team inbox, as an act names it and as the rules see it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.definitions import Process, StepType
from permanence.kernel.facts import ChildFacts, PassedTo
from permanence.kernel.privileged import place_of
from permanence.kernel.reasons import Hidden
from permanence.operations.allowed import refuse
from permanence.operations.notices import tell
from permanence.operations.step_timescales import INBOX, put_in_inbox
from permanence.operations.writing import event
from permanence.records.gathered import insert
from permanence.records.inbox_facts import inbox_facts
from permanence.records.worker_facts import workers_of
from permanence.records.worksteps import Workstep


def passed_to(*, to_worker: UUID | None, to_inbox: UUID | None, authority_id: UUID, today: date) -> PassedTo | None:
    """Return whom an act names, or None where it names nobody.

    Raises:
        Refused: both a worker and an inbox are named. Hidden: there is none of that id in the authority.
    """
    if to_worker and to_inbox:
        raise refuse("Choose a worker or a team inbox, not both.")
    if to_worker:
        found = workers_of([to_worker], today, authority_id=authority_id).get(to_worker)
        if found is None:
            raise Hidden
        return PassedTo(worker=found)
    if to_inbox:
        inbox = inbox_facts(to_inbox, authority_id=authority_id)
        if inbox is None:
            raise Hidden
        return inbox.to
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class NewStep:
    """A workstep about to be passed on.

    Args:
        reason: why, as the next action says it. due_on: the day it is to be done by.
        purpose, review_due_on, pair: of a recurring step (Q12, Q13).
    """

    process: Process
    step: StepType
    child: ChildFacts
    pathway_id: UUID
    to: PassedTo
    sent_early: bool = False
    reason: str = ""
    purpose: str | None = None
    review_due_on: date | None = None
    due_on: date | None = None
    pair: UUID | None = None


def create_step(new: NewStep, *, actor: Actor, at: datetime) -> Workstep:
    """Create a workstep in the Incoming work of a worker or in a team inbox, and tell whoever it goes to.

    Raises:
        Refused: the worker is disabled, so that it would be nobody's (P39).
    """
    if new.to.worker and new.to.worker.disabled:
        raise refuse(
            f"{new.to.name} no longer works here. Pass {new.step.title} to somebody else.", where="next-actions"
        )
    child = new.child
    row = Workstep(
        authority_id=child.authority_id,
        child_id=child.id,
        pathway_id=new.pathway_id,
        process_key=new.process.key,
        step_type=new.step.key,
        privileged=place_of(new.process.key, new.step.privileged),
        title=new.step.title,
        child_name=child.name,
        child_number=child.person_number,
        child_born_on=child.date_of_birth,
        access_class=child.access_class,
        passed_by_id=actor.worker_id,
        passed_at=at,
        sent_early=new.sent_early,
        passed_reason=new.reason,
        assigned_worker_id=new.to.worker.id if new.to.worker else None,
        assigned_inbox_id=new.to.inbox_id,
        due_on=new.due_on,
        purpose=new.purpose or "",
        review_due_on=new.review_due_on,
        pair=new.pair,
        move=new.to.name,
        waits_since=at,
    )
    insert(row)
    said = f"{actor.name} passed it to {new.to.name}."
    event(row.id, act="pass_step", said=said, actor=actor, at=at)
    arrive(row, to=new.to, process=new.process, child=child, actor=actor, at=at, is_new=True)
    return row


def arrive(
    row: Workstep,
    *,
    to: PassedTo,
    process: Process,
    child: ChildFacts,
    actor: Actor,
    at: datetime,
    is_new: bool = False,
) -> None:
    """Tell whoever a workstep was passed to; in an inbox, start the time within which somebody picks it up."""
    if to.inbox_id:
        put_in_inbox(process.timescale(INBOX), child=child, item_id=row.id, step_id=row.id, at=at, is_new=is_new)
        return
    tell(
        [to.worker.id if to.worker else None],
        authority_id=child.authority_id,
        kind="passed",
        says=f"{actor.name} passed you {row.title} for {child.name}.",
        at=at,
        child_id=child.id,
        step_id=row.id,
        but_not=actor.worker_id,
    )


def where_it_is(to: PassedTo, *, authority_id: UUID) -> str:
    """Return where work went, as the page says it after the act (words 18, 19)."""
    if to.worker or to.inbox_id is None:
        return f"is with {to.name}"
    inbox = inbox_facts(to.inbox_id, authority_id=authority_id)
    watches = f"; {inbox.watched_by} watches it" if inbox and inbox.watched_by else ""
    return f"is in {to.inbox_name}. Nobody has picked it up yet{watches}"
