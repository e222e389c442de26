"""Undoing a finish: everything it did is taken back in one act, and every row of it kept (ADR 30; P03)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F

from permanence.kernel.actors import Actor
from permanence.kernel.facts import StepFacts
from permanence.kernel.undoing import reasons_against_undoing
from permanence.operations.acting import Acted, practice_act
from permanence.operations.allowed import refuse
from permanence.operations.cancelling import end_step
from permanence.operations.done import Done
from permanence.operations.due_mending import put_dues_back
from permanence.operations.loading import LoadedStep, load_step
from permanence.operations.mending import propose_again, tell_concerned
from permanence.operations.writing import event, refuse_or_stale, show_move, swap
from permanence.records.children import Review
from permanence.records.done_since import done_since, with_those_in_their_place
from permanence.records.finishes import Finish, begun_anew, finish_of
from permanence.records.ledger import MODELS, Ledger, as_it_stands
from permanence.records.notices import Notice
from permanence.records.pathways import Pathway
from permanence.records.requests import NextAction
from permanence.records.step_facts import step_facts
from permanence.records.worksteps import Workstep

UNDONE = "The finish was undone"


@practice_act("undo_finish")
def undo_finish(
    *, step_id: UUID, version: int, reason: str, actor: Actor, at: datetime, key: str | None = None
) -> Acted[Done]:
    """Undo a finish while nobody has begun what it passed on: the workstep is started again, with whom it was.

    What it passed on is cancelled and stays linked to it; next actions are proposals again; what it ended, waived or
    met stands as before; whoever was told is told of this.

    Raises:
        Refused: somebody has gone on from it, or it is not the actor's to undo. Stale: the workstep was changed.
    Source: ADR 30; R177.
    """
    loaded = load_step("undo_finish", step_id=step_id, actor=actor, at=at, pathway_first=True)
    facts = loaded.facts
    finish = finish_of(facts)
    passed_on = with_those_in_their_place(finish.ledger.made["workstep"] if finish else (), lock=True)
    reasons = reasons_against_undoing(
        facts, actor, reason=reason, since=done_since(passed_on), begun_anew=begun_anew(facts)
    )
    refuse_or_stale(facts, reasons, version=version, at=at)
    if finish is None:
        raise refuse("What this finish did is not on record, so it is not undone. A manager may reopen the workstep.")
    _take_back(facts, finish, passed_on, reason=reason.strip(), actor=actor, at=at)
    return _acted(loaded, passed_on)


def _take_back(
    facts: StepFacts, finish: Finish, passed_on: Sequence[Workstep], *, reason: str, actor: Actor, at: datetime
) -> None:
    _start_again(facts, finish, reason=reason, actor=actor, at=at)
    _open_pathway_again(facts, finish.ledger)
    put_dues_back(finish.ledger, reason=UNDONE, at=at)
    for table in ("request", "nextaction"):
        _restore(finish.ledger, table, but_of=facts.id)
    for row in finish.ledger.changed["workstep"]:
        _bring_back(row, finish.ledger, reason=reason, actor=actor, at=at)
    _propose(facts, finish.ledger, actor=actor, at=at)
    for step in passed_on:
        if step.closed_at is None:
            why = f"The finish of {facts.step.title} was undone: {reason}"
            end_step(_loaded(step.id, actor=actor, at=at), reason=why, actor=actor, at=at, stops=UNDONE)
    _withdraw_records(finish.ledger, at=at)
    _say(facts, finish.ledger, reason=reason, actor=actor, at=at)
    show_move(facts, at=at)


def _start_again(facts: StepFacts, finish: Finish, *, reason: str, actor: Actor, at: datetime) -> None:
    before = Workstep.objects.values("finished_at", "finished_by_id", "finished_hash", "head").get(id=facts.id)
    swap(
        facts,
        at=at,
        state="started",
        finished_at=None,
        finished_by_id=None,
        finished_hash="",
        head=finish.head,
        closed_at=None,
    )
    kept = {name: str(value) if name != "head" else value for name, value in before.items()}
    said = f"{actor.name} undid the finish: {reason}"
    event(facts.id, act="undo_finish", said=said, actor=actor, at=at, detail={"finish": kept, "reason": reason})


def _open_pathway_again(facts: StepFacts, ledger: Ledger) -> None:
    """Put the pathway back to where it stood; another that was begun at this moment is left, and this is refused."""
    for row, (before, after) in ledger.changed["pathway"].items():
        now = as_it_stands("pathway", row)
        back = {name: value for name, value in before.items() if now[name] == after[name]}
        try:
            with transaction.atomic():
                Pathway.objects.filter(id=row).update(version=F("version") + 1, **back)
        except IntegrityError:
            name = facts.child.known_as
            said = f"A new pathway has begun for {name} since this finish ended the earlier one, so the finish stands."
            raise refuse(said) from None


def _restore(ledger: Ledger, table: str, *, but_of: UUID | None = None) -> None:
    """Put the rows of a table back as they stood before; a next action of the workstep's own is proposed anew."""
    rows = MODELS[table]._default_manager  # noqa: SLF001  # its public name is not on the base class
    for row, (before, after) in ledger.changed[table].items():
        if table == "nextaction" and rows.filter(id=row, step_id=but_of).exists():
            continue
        if as_it_stands(table, row) == after:
            rows.filter(id=row).update(**before)


def _bring_back(row: str, ledger: Ledger, *, reason: str, actor: Actor, at: datetime) -> None:
    """Open a workstep again that the finish had cancelled."""
    before, after = ledger.changed["workstep"][row]
    if as_it_stands("workstep", row) != after:
        return
    facts = _loaded(UUID(row), actor=actor, at=at)
    swap(facts, at=at, **before)
    said = f"{actor.name} brought it back, with the finish that had cancelled it: {reason}"
    event(facts.id, act="bring_back_step", said=said, actor=actor, at=at, detail={"cancelled": after})
    says = f"{actor.name} brought {facts.step.title} for {facts.child.name} back: it was cancelled by mistake."
    holder = facts.assigned_worker.id if facts.assigned_worker else None
    tell_concerned(facts, [holder], kind="brought_back", says=says, actor=actor, at=at)
    show_move(facts, at=at)


def _propose(facts: StepFacts, ledger: Ledger, *, actor: Actor, at: datetime) -> None:
    """Make proposals again of the next actions that the finish had sent; what was sent before it stays sent."""
    rows = [row for row, (before, _) in ledger.changed["nextaction"].items() if before["state"] == "proposal"]
    for action in NextAction.objects.filter(id__in=rows, step_id=facts.id, state="sent").order_by("position", "id"):
        propose_again(action, actor=actor, at=at)


def _withdraw_records(ledger: Ledger, *, at: datetime) -> None:
    """Withdraw the review that the finish recorded, and end its alerts; those that it had ended stand again."""
    Review.objects.filter(id__in=ledger.made["review"]).update(withdrawn_at=at)
    Notice.objects.filter(id__in=ledger.made["alert"], ended_at=None).update(ended_at=at)
    for table in ("review", "alert"):
        _restore(ledger, table)


def _say(facts: StepFacts, ledger: Ledger, *, reason: str, actor: Actor, at: datetime) -> None:
    holder = facts.assigned_worker.id if facts.assigned_worker else None
    finisher = facts.finished_by.id if facts.finished_by else None
    says = f"{actor.name} undid the finish of {facts.step.title} for {facts.child.name}: {reason}"
    tell_concerned(facts, [*ledger.told, holder, finisher], kind="undone", says=says, actor=actor, at=at)


def _loaded(step_id: UUID, *, actor: Actor, at: datetime) -> StepFacts:
    return step_facts(step_id, actor=actor, at=at, lock=True, from_elsewhere=True)


def _acted(loaded: LoadedStep, passed_on: Sequence[Workstep]) -> Acted[Done]:
    facts = replace(loaded.facts, state="started")
    back = [step for step in passed_on if step.closed_at is None]
    taken = f" {', '.join(step.title for step in back)} is cancelled." if len(back) == 1 else ""
    taken = taken or (f" {len(back)} worksteps it had passed on are cancelled." if back else "")
    return Acted(
        done=Done(says=f"The finish is undone. {facts.step.title} is started again.{taken}", step_id=facts.id),
        child_id=facts.child.id,
        object_type="workstep",
        object_id=facts.id,
        why=loaded.why,
        said={"step": facts.step.key},
        ids=tuple(step.id for step in passed_on),
    )
