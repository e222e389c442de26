"""Reopening a finished workstep for somebody named: what followed stays, what was authorised is asked anew."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F

from permanence.kernel.actors import Actor
from permanence.kernel.facts import PassedTo, RequestFacts, StepFacts
from permanence.kernel.reopening import asked_anew, reasons_against_reopening
from permanence.operations.acting import Acted, practice_act
from permanence.operations.done import Done
from permanence.operations.loading import load_step
from permanence.operations.mending import propose_again, tell_concerned
from permanence.operations.passing import passed_to
from permanence.operations.writing import event, refuse_or_stale, show_move, swap
from permanence.records.requests import NextAction, Request
from permanence.records.worksteps import Workstep


@practice_act("reopen_step")
def reopen_step(
    *,
    step_id: UUID,
    version: int,
    to_worker: UUID | None,
    reason: str,
    actor: Actor,
    at: datetime,
    key: str | None = None,
) -> Acted[Done]:
    """Reopen a finished workstep, with a reason: it is started again, with the worker named.

    Its finish and its authorisations stay in its history; each authorisation is asked for again. What followed from it
    stays as it is, with what it copied from here, and finishing it again passes none of that on a second time.

    Raises:
        Refused: the actor is no manager of it, the pathway has ended, or it cannot go to that worker. Stale: changed.
    Source: ADR 30; architecture.md 3.14; C2.
    """
    loaded = load_step("reopen_step", step_id=step_id, actor=actor, at=at, pathway_first=True)
    facts = loaded.facts
    to = passed_to(to_worker=to_worker, to_inbox=None, authority_id=actor.authority_id, today=facts.today)
    refuse_or_stale(facts, reasons_against_reopening(facts, actor, to, reason), version=version, at=at)
    name = to.name if to else ""
    _start_again(facts, to, reason=reason.strip(), actor=actor, at=at)
    voided = [_void(facts, request, reason=reason.strip(), actor=actor, at=at) for request in asked_anew(facts)]
    _propose_what_came_to_nothing(facts, actor=actor, at=at)
    _say(facts, to, voided, reason=reason.strip(), actor=actor, at=at)
    show_move(facts, at=at)
    return Acted(
        done=Done(says=f"Reopened. {facts.step.title} is with {name}.", step_id=step_id),
        child_id=facts.child.id,
        object_type="workstep",
        object_id=step_id,
        why=loaded.why,
        said={"step": facts.step.key, "to_worker": str(to_worker or ""), "asked_anew": [one.key for one in voided]},
        ids=tuple(one.id for one in voided),
    )


def _start_again(facts: StepFacts, to: PassedTo | None, *, reason: str, actor: Actor, at: datetime) -> None:
    finish = Workstep.objects.values("finished_at", "finished_by_id", "finished_hash", "head")
    row: dict[str, Any] = {**finish.get(id=facts.id)}
    head = {name: value for name, value in row["head"].items() if name != "copied"}
    head["before"] = _as_finished(facts, copied=row["head"].get("copied", {}))
    swap(
        facts,
        at=at,
        state="started",
        finished_at=None,
        finished_by_id=None,
        finished_hash="",
        head=head,
        closed_at=None,
        assigned_worker_id=to.worker.id if to and to.worker else None,
        assigned_inbox_id=None,
        passed_by_id=actor.worker_id,
        passed_at=at,
        picked_up_at=None,
        seen_at=None,
        seen_by_id=None,
    )
    kept = {name: value if name == "head" else str(value) for name, value in row.items()}
    said = f"{actor.name} reopened it for {to.name if to else ''}: {reason}"
    event(facts.id, act="reopen_step", said=said, actor=actor, at=at, detail={"finish": kept, "reason": reason})


def _as_finished(facts: StepFacts, *, copied: dict[str, Any]) -> dict[str, Any]:
    """Return the form as it was finished: what other forms copy from it, until it is finished again."""
    return {
        "finished_at": facts.finished_at.isoformat() if facts.finished_at else "",
        "finished_by": str(facts.finished_by.id) if facts.finished_by else "",
        "finished_by_name": facts.finished_by.name if facts.finished_by else "",
        "answers": {section: dict(answers) for section, answers in facts.answers.items()},
        "copied": copied,
    }


def _void(facts: StepFacts, request: RequestFacts, *, reason: str, actor: Actor, at: datetime) -> RequestFacts:
    """Let an authorisation of the finished form stand no longer: its row keeps who authorised what, and when."""
    who = request.completed_by.name if request.completed_by else request.to_name
    said = f"{actor.name} reopened this workstep after {who} authorised it. The authorisation no longer stands."
    if request.state == "waived":
        said = f"{actor.name} reopened this workstep. {request.title} is waived no longer."
    Request.objects.filter(id=request.id).update(state="voided", reason=said, version=F("version") + 1)
    detail = {"request": str(request.id), "was": request.state}
    event(facts.id, act="void_request", said=said, actor=actor, at=at, detail=detail)
    return request


def _propose_what_came_to_nothing(facts: StepFacts, *, actor: Actor, at: datetime) -> None:
    """Propose again what the finish had passed on and was cancelled since, with nothing put in its place."""
    sent = NextAction.objects.filter(step_id=facts.id, state="sent", created_step__state="cancelled")
    for action in sent.filter(created_step__replaced_by=None).order_by("position", "id"):
        propose_again(action, actor=actor, at=at)


def _say(
    facts: StepFacts,
    to: PassedTo | None,
    voided: list[RequestFacts],
    *,
    reason: str,
    actor: Actor,
    at: datetime,
) -> None:
    """Tell who has it now, who finished it, who had authorised it, and who works on what followed."""
    title, child = facts.step.title, facts.child.name
    name = to.name if to else ""
    says = f"{actor.name} reopened {title} for {child}, for you: {reason}"
    holder = to.worker.id if to and to.worker else None
    tell_concerned(facts, [holder], kind="reopened", says=says, actor=actor, at=at)
    again = f"{actor.name} reopened {title} for {child}, for {name}: {reason} You will be asked to authorise it again."
    authorisers = {each.completed_by.id for each in voided if each.completed_by} - {holder}
    tell_concerned(facts, authorisers, kind="reopened", says=again, actor=actor, at=at)
    others = {facts.finished_by.id if facts.finished_by else None, *_working_on_what_followed(facts)}
    says = f"{actor.name} reopened {title} for {child}, for {name}: {reason} What followed from it stays."
    tell_concerned(facts, others - authorisers - {holder}, kind="reopened", says=says, actor=actor, at=at)


def _working_on_what_followed(facts: StepFacts) -> set[UUID]:
    created = [each.created_step_id for each in facts.proposals if each.created_step_id]
    open_ones = Workstep.objects.filter(id__in=created, closed_at=None, assigned_worker__isnull=False)
    return {UUID(str(each)) for each in open_ones.values_list("assigned_worker_id", flat=True)}
