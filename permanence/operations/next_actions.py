"""Next actions: proposals until the finish, or sent at once where the process allows it (R86, R127, R135, Q10)."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.adding import found_proposal
from permanence.kernel.definitions import NextActionType
from permanence.kernel.facts import PassedTo, StepFacts
from permanence.kernel.next_actions import (
    reasons_against_adding,
    reasons_against_removing,
    reasons_against_sending_now,
)
from permanence.kernel.recurrence import added, default_purpose, recurring
from permanence.kernel.routing import inbox_key
from permanence.kernel.scheduling import falls_due
from permanence.operations.acting import Acted, practice_act
from permanence.operations.allowed import refuse, worker_of
from permanence.operations.done import Done
from permanence.operations.loading import LoadedStep, load_step
from permanence.operations.passing import NewStep, create_step, passed_to, where_it_is
from permanence.operations.pathways import move_to
from permanence.operations.voiding import withdraw_what_went_with
from permanence.operations.writing import event, refuse_or_stale, show_move, swap
from permanence.records.gathered import alter, insert
from permanence.records.requests import NextAction

HERE = "next-actions"


@practice_act("add_next_action", locks="step")
def add_next_action(
    *,
    step_id: UUID,
    version: int,
    action_key: str,
    to_worker: UUID | None = None,
    to_inbox: UUID | None = None,
    reason: str = "",
    reason_text: str = "",
    note: str = "",
    purpose: str | None = None,
    due_on: date | None = None,
    replaces: UUID | None = None,
    actor: Actor,
    at: datetime,
    key: str | None = None,
) -> Acted[Done]:
    """Add a next action to a workstep: a proposal until the finish.

    Args:
        reason, reason_text: key of a reason that is offered; in words of one's own.
        purpose: what the step it creates is used for, where it recurs; None: the one still due (Q13).
        replaces: a next action that is removed in the same act; both rows stay, linked (Q10).

    Raises:
        Refused: it may not be added, or not beside what is there. Stale: the workstep was changed.
    """
    loaded = load_step("add_next_action", step_id=step_id, actor=actor, at=at)
    refuse_or_stale(loaded.facts, (), version=version, at=at)
    if replaces:
        loaded = _removed(loaded, replaces, actor=actor, at=at)
    facts = loaded.facts
    to = passed_to(to_worker=to_worker, to_inbox=to_inbox, authority_id=actor.authority_id, today=facts.today)
    used_for = purpose or default_purpose(facts, action_key)
    reasons = reasons_against_adding(
        facts, actor, action_key, to, reason=reason, reason_text=reason_text, purpose=used_for
    )
    refuse_or_stale(facts, reasons, version=None, at=at)
    swap(facts, at=at)
    chosen = reason if facts.step.next_action(action_key).reasons else ""  # a choice that was made for another one
    given = {"reason": chosen, "reason_text": reason_text, "note": note, "purpose": used_for, "replaces_id": replaces}
    due = due_on or falls_due(facts, action_key, used_for)
    row = _write(facts, action_key, to, actor=actor, at=at, due_on=due, **given)
    done = Done(says=f"{row.title} is added. It is passed on when the workstep is finished.", step_id=facts.id)
    return _acted(loaded, done, [row])


@practice_act("add_both")
def add_both(*, step_id: UUID, version: int, actor: Actor, at: datetime, key: str | None = None) -> Acted[Done]:
    """Add what is missing of the two next actions due at three months, the review and the meeting; never a third (Q12).

    Raises:
        Refused: two are not due here, or both are added. Stale: the workstep was changed.
    """
    loaded = load_step("add_both", step_id=step_id, actor=actor, at=at)
    facts = loaded.facts
    refuse_or_stale(facts, (), version=version, at=at)
    found = recurring(facts)
    if found is None or found.due is None:
        raise refuse("Two next actions are not due here. Add the one that goes on.", where=HERE)
    missing = [
        purpose for purpose in found.purposes if purpose not in {each.purpose for each in added(facts, found.rule)}
    ]
    if not missing:
        raise refuse("Both next actions are added already.", where=HERE)
    action = facts.step.next_action(found.rule.next_action)
    rows = [_add_recurring(facts.id, action, purpose, actor=actor, at=at) for purpose in missing]
    says = (
        f"{action.title} is added {'twice' if len(rows) > 1 else 'once more'}: one for the review, one for the meeting."
    )
    return _acted(loaded, Done(says=says, step_id=facts.id), rows)


def _add_recurring(step_id: UUID, action: NextActionType, purpose: str, *, actor: Actor, at: datetime) -> NextAction:
    facts = load_step("add_both", step_id=step_id, actor=actor, at=at).facts
    to = facts.inboxes.get(inbox_key(facts, action.pass_to) or "") if action.pass_to else None
    reasons = reasons_against_adding(facts, actor, action.key, to, purpose=purpose)
    refuse_or_stale(facts, reasons, version=None, at=at)
    swap(facts, at=at)
    due = falls_due(facts, action.key, purpose)
    return _write(facts, action.key, to, actor=actor, at=at, purpose=purpose, due_on=due)


@practice_act("remove_next_action", locks="step")
def remove_next_action(
    *, step_id: UUID, version: int, proposal_id: UUID, actor: Actor, at: datetime, key: str | None = None
) -> Acted[Done]:
    """Remove a next action that is still a proposal; the row stays, with who removed it (Q10).

    Raises:
        Refused: the actor may not, or it was sent. Stale: the workstep was changed.
    """
    loaded = load_step("remove_next_action", step_id=step_id, actor=actor, at=at)
    refuse_or_stale(loaded.facts, (), version=version, at=at)
    _removed(loaded, proposal_id, actor=actor, at=at)
    row = NextAction.objects.get(id=proposal_id)
    return _acted(loaded, Done(says=f"{row.title} is removed.", step_id=step_id), [row])


def _removed(loaded: LoadedStep, proposal_id: UUID, *, actor: Actor, at: datetime) -> LoadedStep:
    facts = loaded.facts
    refuse_or_stale(facts, reasons_against_removing(facts, actor, proposal_id), version=None, at=at)
    swap(facts, at=at)
    row = NextAction.objects.get(id=proposal_id)
    alter(NextAction, row.id, state="removed", removed_at=at, removed_by_id=actor.worker_id)
    detail = {"action": row.key, "added_by": str(row.added_by_id)}
    event(
        facts.id, act="remove_next_action", said=f"{actor.name} removed {row.title}.", actor=actor, at=at, detail=detail
    )
    withdraw_what_went_with(facts, row.key, at=at)
    return replace(loaded, facts=show_move(facts, at=at))


@practice_act("send_now", locks="pathway")
def send_now(
    *, step_id: UUID, version: int, proposal_id: UUID, actor: Actor, at: datetime, key: str | None = None
) -> Acted[Done]:
    """Send a next action at once: its workstep is there before this one is finished (R127, R135).

    Raises:
        Refused: this one is not sent early. Stale: the workstep was changed.
    """
    loaded = load_step("send_now", step_id=step_id, actor=actor, at=at, pathway_first=True)
    facts = loaded.facts
    refuse_or_stale(facts, reasons_against_sending_now(facts, actor, proposal_id), version=version, at=at)
    if not facts.pathway.is_open:
        raise refuse("The pathway has ended, so nothing more is passed on.", where=HERE)
    swap(facts, at=at)
    row = NextAction.objects.get(id=proposal_id)
    new = _new_step(facts, proposal_id)
    created = create_step(new, actor=actor, at=at)
    alter(NextAction, row.id, state="sent", sent_at=at, created_step_id=created.id)
    move_to(facts.pathway.id, new.step)
    event(facts.id, act="send_now", said=f"{actor.name} sent {row.title} to {new.to.name}.", actor=actor, at=at)
    show_move(facts, at=at)
    where = where_it_is(new.to, authority_id=actor.authority_id)
    done = Done(says=f"Sent. {new.step.title} {where}.", step_id=facts.id)
    return _acted(loaded, done, [row], created.id)


def _new_step(facts: StepFacts, proposal_id: UUID) -> NewStep:
    found = found_proposal(facts, proposal_id)
    if found is None or found[1].creates is None:
        raise refuse("This next action creates no workstep, so there is nothing to send.", where=HERE)
    proposal, action = found
    to = PassedTo(
        worker=proposal.to_worker,
        inbox_id=proposal.to_inbox,
        inbox_key=proposal.to_inbox_key,
        inbox_name=proposal.to_name,
    )
    return NewStep(
        process=facts.process,
        step=facts.process.step(action.creates or ""),
        child=facts.child,
        pathway_id=facts.pathway.id,
        to=to,
        sent_early=True,
        reason=proposal.reason_text or proposal.reason,
        purpose=proposal.purpose,
        due_on=proposal.due_on,
    )


def _write(
    facts: StepFacts, action_key: str, to: PassedTo | None, *, actor: Actor, at: datetime, **given: Any
) -> NextAction:
    action = facts.step.next_action(action_key)
    row = NextAction(
        authority_id=actor.authority_id,
        step_id=facts.id,
        key=action.key,
        title=action.title,
        position=len(facts.proposals) + 1,
        to_worker_id=to.worker.id if to and to.worker else None,
        to_inbox_id=to.inbox_id if to else None,
        added_by_id=worker_of(actor),
        added_at=at,
        **{name: value for name, value in given.items() if value is not None},
    )
    insert(row)
    said = f"{actor.name} added {action.title}{f', for {to.name}' if to else ''}."
    event(facts.id, act="add_next_action", said=said, actor=actor, at=at, detail={"action": action.key})
    show_move(facts, at=at)
    return row


def _acted(loaded: LoadedStep, done: Done, rows: list[NextAction], *more: UUID) -> Acted[Done]:
    return Acted(
        done=done,
        child_id=loaded.facts.child.id,
        object_type="workstep",
        object_id=loaded.facts.id,
        why=loaded.why,
        said={"actions": [row.key for row in rows], "added_by": [str(row.added_by_id) for row in rows]},
        ids=(*(row.id for row in rows), *more),
    )
