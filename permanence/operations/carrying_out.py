"""Carrying out what the finish of a workstep does, in the order in which the kernel names it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.facts import StepFacts
from permanence.kernel.onward import Onward, onward
from permanence.operations.allowed import refuse
from permanence.operations.cancelling import end_step
from permanence.operations.notices import tell
from permanence.operations.passing import NewStep, create_step, where_it_is
from permanence.operations.pathways import close_pathway, move_to
from permanence.operations.step_timescales import taken_from_inbox
from permanence.operations.telling import people_of
from permanence.operations.writing import event
from permanence.records.base import new_id
from permanence.records.gathered import alter
from permanence.records.requests import NextAction, Request
from permanence.records.step_facts import step_facts


@dataclass(kw_only=True)
class Went:
    """What was carried out so far.

    Args:
        says: sentences for the page that follows. ids: of what was made or changed. kinds: of what was done.
        pair: shared by the steps of one pair (Q13).
    """

    says: list[str] = field(default_factory=list)
    ids: tuple[UUID, ...] = ()
    kinds: tuple[str, ...] = ()
    outcome: str = ""
    pair: UUID = field(default_factory=new_id)


def carry_out(facts: StepFacts, *, actor: Actor, at: datetime) -> Went:
    """Do everything that finishing does: create, link, cancel, waive, close, tell.

    Args:
        facts: of the workstep as it was when it was finished.
    """
    went = Went()
    for each in onward(facts):
        _DO[each.kind](facts, each, went, actor, at)
        went.kinds += (each.kind,)
    for proposal in facts.proposals:
        if not proposal.is_sent:
            alter(NextAction, proposal.id, state="sent", sent_at=at)
    return went


def _create(facts: StepFacts, each: Onward, went: Went, actor: Actor, at: datetime) -> None:
    if each.to is None or each.step_type is None:
        raise refuse(f"Choose whom {each.title} goes to.", where="next-actions")
    proposal = next((one for one in facts.proposals if one.id == each.proposal_id), None)
    new = NewStep(
        process=facts.process,
        step=facts.process.step(each.step_type),
        child=facts.child,
        pathway_id=facts.pathway.id,
        to=each.to,
        reason=each.reason,
        purpose=each.purpose,
        review_due_on=each.review_due_on,
        due_on=proposal.due_on if proposal else None,
        pair=went.pair if each.in_pair else None,
    )
    row = create_step(new, actor=actor, at=at)
    _sent(each, row.id, at=at)
    move_to(facts.pathway.id, new.step)
    went.ids += (row.id,)
    went.says.append(f"{each.title} {where_it_is(each.to, authority_id=actor.authority_id)}.")


def _link(facts: StepFacts, each: Onward, went: Went, actor: Actor, at: datetime) -> None:
    if each.step_id is None:
        return
    _sent(each, each.step_id, at=at)
    said = f"{actor.name} finished {facts.step.title}, which goes on here."
    event(each.step_id, act="link_step", said=said, actor=actor, at=at)
    move_to(facts.pathway.id, facts.process.step(each.step_type or ""))
    went.ids += (each.step_id,)
    went.says.append(each.sentence)


def _sent(each: Onward, step_id: UUID, *, at: datetime) -> None:
    if each.proposal_id:
        alter(NextAction, each.proposal_id, state="sent", sent_at=at, created_step_id=step_id)


def _cancel(facts: StepFacts, each: Onward, went: Went, actor: Actor, at: datetime) -> None:
    if each.step_id:
        end_step(
            step_facts(each.step_id, actor=actor, at=at, lock=True, from_elsewhere=True),
            reason=each.reason,
            actor=actor,
            at=at,
        )
        went.ids += (each.step_id,)


def _waive(facts: StepFacts, each: Onward, went: Went, actor: Actor, at: datetime) -> None:
    if each.request_id:
        alter(Request, each.request_id, state="waived", closed_at=at, reason=each.reason)
        taken_from_inbox(child_id=facts.child.id, item_id=each.request_id, at=at)
        went.ids += (each.request_id,)


def _close(facts: StepFacts, each: Onward, went: Went, actor: Actor, at: datetime) -> None:
    close_pathway(facts, outcome=each.outcome, reason=each.reason, at=at)
    went.outcome = each.outcome
    went.says.append(f'The pathway is closed: "{each.outcome}".')


def _tell(facts: StepFacts, each: Onward, went: Went, actor: Actor, at: datetime) -> None:
    outcome = f' The pathway is closed: "{went.outcome}".' if went.outcome else ""
    says = f"{actor.name} finished {facts.step.title} for {facts.child.name}.{outcome}"
    _say(facts, each, kind="finished", says=says, at=at, but_not=actor.worker_id)


def _alert(facts: StepFacts, each: Onward, went: Went, actor: Actor, at: datetime) -> None:
    _say(facts, each, kind="alert", says=each.text, at=at, is_alert=True)


def _say(
    facts: StepFacts,
    each: Onward,
    *,
    kind: str,
    says: str,
    at: datetime,
    is_alert: bool = False,
    but_not: UUID | None = None,
) -> None:
    tell(
        people_of(each.roles, child=facts.child, today=facts.today),
        authority_id=facts.child.authority_id,
        kind=kind,
        says=says,
        at=at,
        child_id=facts.child.id,
        step_id=facts.id,
        is_alert=is_alert,
        but_not=but_not,
    )


_DO: Mapping[str, Callable[[StepFacts, Onward, Went, Actor, datetime], None]] = {
    "create_step": _create,
    "link_step": _link,
    "cancel_step": _cancel,
    "waive_request": _waive,
    "close_pathway": _close,
    "tell": _tell,
    "alert": _alert,
}
