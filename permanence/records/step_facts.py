"""A workstep and all that stands on it, as every rule about it sees it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.covering import covered_hashes
from permanence.kernel.definitions import Process, StepType
from permanence.kernel.facts import PassedTo, StepFacts, WorkerFacts
from permanence.kernel.london import london_date
from permanence.kernel.reasons import Hidden
from permanence.outside.bank_holidays import england
from permanence.records import catalogue
from permanence.records.base import holding
from permanence.records.bundled import Bundle
from permanence.records.child_facts import CHILDREN, ChildRow
from permanence.records.children import Allocation
from permanence.records.gathered import memory
from permanence.records.inbox_facts import INBOXES, keep_inboxes
from permanence.records.kept_steps import Row, keep, kept
from permanence.records.lazily import Lazily
from permanence.records.prefill import Copying, PassedOn, prefilled
from permanence.records.prepared import TODAY, AnyOf, EachOf, GivenIds, Prepared, given_id
from permanence.records.privileged import refuse_unless_opened
from permanence.records.recorded import CHILD_RECORD
from permanence.records.relations import RELATED, Whose
from permanence.records.standing_requests import ACTIONS, REQUESTS, Standing, named_on_it
from permanence.records.standing_steps import STEPS, Way
from permanence.records.step_readers import refuse_if_withheld
from permanence.records.worker_facts import holders_of, keep_workers, worker_facts, workers_among
from permanence.records.worksteps import Workstep

WHO = ("assigned_worker_id", "started_by_id", "finished_by_id", "cancelled_by_id", "passed_by_id")
COLUMNS = (
    *WHO,
    *("id", "authority_id", "child_id", "pathway_id", "process_key", "process_version_id", "step_type"),
    *("version", "form_version", "state", "assigned_inbox_id", "came_from_inbox_id", "passed_at", "passed_reason"),
    *("picked_up_at", "purpose", "review_due_on", "pair", "passed_over", "finished_at", "cancel_reason", "head"),
    *("finished_hash", "withheld_at", "privileged"),
)
A_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
Around = dict[str, list[dict[str, Any]]]


def step_facts(
    step_id: UUID, *, actor: Actor, at: datetime, lock: bool = False, from_elsewhere: bool = False
) -> StepFacts:
    """Return a workstep as it stands at a practice time. The number of queries does not grow with what stands on it.

    What the form copies from elsewhere, and who holds which role, is asked for when a rule or page looks at it.

    Args:
        lock: lock the workstep's own row. Where work is born, passed on or ended, lock the pathway's row before it.
        from_elsewhere: what is done to other work ends this too, whoever opens it; nothing of it is shown.

    Raises:
        Hidden: there is no such workstep in the actor's authority.
        Withheld: it was begun on the wrong child, and its text is closed.
        Refused: it is of a privileged kind, and not the actor's to open (403).
    """
    today, authority_id = london_date(at), actor.authority_id
    where = _where(step_id, authority_id=authority_id, lock=lock)
    around = _around(where, step_id, actor=actor, today=today, lock=lock)
    row = around["step"][0]
    if row["withheld_at"]:
        refuse_if_withheld(Workstep.objects.get(id=step_id), actor=actor, today=today)
    if row["privileged"] and not from_elsewhere:
        refuse_unless_opened(Workstep.objects.get(id=step_id), actor=actor, today=today)
    if lock:
        keep(row, requests=around["requests"], actions=around["actions"])
    way = Way(pathway_id=row["pathway_id"], rows=around["way"])
    answers = way.answers(step_id)
    child_row = ChildRow(row=around["child"][0], today=today)
    inboxes = {each: inbox.to for each, inbox in keep_inboxes(around["inboxes"]).items()}
    on_it = Standing(requests=around["requests"], actions=around["actions"], inboxes=inboxes)
    workers = {each: worker for each, (_, worker) in keep_workers(around["workers"], today).items()}
    child = child_row.facts(workers, of_step=step_id, days=set(_days(answers)))
    of_type = _of_type(row)
    process, step_type, form = of_type["process"], of_type["step"], of_type["form"]
    copied = Copying(
        lambda: prefilled(
            _passed_on(row, workers),
            form=form,
            process=process,
            child=child,
            way=way,
            answers=answers,
            today=today,
            recorded=next(iter(around.get("record", ())), None),
        )
    )
    return StepFacts(
        **_as_is(row, inboxes, workers),
        **on_it.facts(workers),
        **of_type,
        child=child,
        pathway=way.facts(),
        answers=answers,
        section_versions=way.section_versions(step_id),
        covered_hashes=covered_hashes(step_type, form, answers),
        saved_by=way.saved_by(step_id),
        at=at,
        today=today,
        holidays=england(),
        names=Lazily(lambda: copied.prefilled.names),
        copied=copied,
        holders=Lazily(lambda: _holders(step_type, authority_id, today)),
        inboxes={inbox.inbox_key: inbox for inbox in inboxes.values() if inbox.inbox_key},
        relations=frozenset(each["relation"] for each in around["related"] if actor.worker_id),
    )


def as_it_stands(facts: StepFacts, *, at: datetime) -> StepFacts:
    """Return a workstep that an act under way has loaded, locked and changed, with what stands on it as it is now.

    That is its own row, its requests and its next actions: as they were loaded, with what the act wrote since; where it
    wrote what is not known row by row, they are read anew. The child, the pathway, the answers and what is copied stay
    as they were loaded: an act that changes these loads the step again.
    """
    found = kept(facts.id) or _ON_IT.rows(step=facts.id, authority=facts.child.authority_id)
    (row,) = found["step"]
    inboxes = {inbox.inbox_id: inbox for inbox in facts.inboxes.values() if inbox.inbox_id}
    on_it = Standing(requests=found["requests"], actions=found["actions"], inboxes=inboxes)
    workers = worker_facts([*_named(row), *on_it.workers()], facts.today)
    return replace(facts, **_as_is(row, inboxes, workers), **on_it.facts(workers), **_of_type(row, facts), at=at)


def _where(step_id: UUID, *, authority_id: UUID, lock: bool) -> tuple[UUID, UUID]:
    """Return the pathway and the child of a workstep, which is locked from then on, or was as the act began."""
    here = memory()
    held = here.held.get(step_id) if here and lock else None
    if held:
        return held.pathway_id, held.child_id
    found = (_LOCKED if lock else _STEP).rows(step=step_id, authority=authority_id)
    if not found:
        raise Hidden
    return found[0]["pathway_id"], found[0]["child_id"]


def _named(row: Row) -> list[UUID | None]:
    return [row[name] for name in WHO]


def _of_type(row: Row, before: StepFacts | None = None) -> dict[str, Any]:
    """Return what the process says of the step: the version that Start pinned; before it, the newest published.

    Args:
        before: the step as the act under way loaded it: while it is not started it goes on by what was newest then.
    """
    process = before.process if before and not row["process_version_id"] else _process(row)
    step_type = process.step(row["step_type"])
    return {"process": process, "step": step_type, "form": process.form(step_type.form)}


def _process(row: Row) -> Process:
    if row["process_version_id"]:
        return catalogue.process_version(row["process_version_id"])
    return catalogue.process(row["authority_id"], row["process_key"])[1]


def _days(value: Any) -> Iterator[date]:
    """Yield every date that stands anywhere in the answers."""
    if isinstance(value, Mapping):
        for each in value.values():
            yield from _days(each)
    elif isinstance(value, list):
        for each in value:
            yield from _days(each)
    elif isinstance(value, str) and A_DAY.fullmatch(value):
        try:
            yield date.fromisoformat(value)
        except ValueError:
            return


def _around(where: tuple[UUID, UUID], step_id: UUID, *, actor: Actor, today: date, lock: bool) -> Around:
    """Return what the tables say of the step, its pathway and child, the actor, the inboxes, what stands on it, who.

    An act nearly always looks at what is copied, so that the record of the child comes with it.
    """
    whose = Whose.of(actor, today)
    pathway_id, child_id = where
    given = {"today": today, "step": step_id, "pathway": pathway_id, "children": [child_id]}
    bundles = _WITH_RECORD if lock else _AROUND
    return bundles[whose.everywhere].rows(**whose.named(), **given)


def _holders(step_type: StepType, authority_id: UUID, today: date) -> dict[str, tuple[WorkerFacts, ...]]:
    """Return the holders of the roles of which a request or next action may go to any holder."""
    to = [request.to for request in step_type.requests] + [action.pass_to for action in step_type.next_actions]
    roles = {role for each in to if each for role in each.roles}
    found = holders_of(roles, authority_id=authority_id, today=today)
    workers = worker_facts((worker for ids in found.values() for worker in ids), today)
    return {role: tuple(workers[each] for each in ids) for role, ids in found.items()}


def _passed_on(row: Row, workers: Mapping[UUID, WorkerFacts]) -> PassedOn:
    by = workers.get(row["passed_by_id"])
    return PassedOn(
        id=row["id"],
        purpose=row["purpose"],
        reason=row["passed_reason"],
        by=by.name if by else "",
        on=london_date(row["passed_at"]),
        head=row["head"],
    )


def _as_is(row: Row, inboxes: Mapping[UUID, PassedTo], workers: Mapping[UUID, WorkerFacts]) -> dict[str, Any]:
    """Return what stands on the row itself, inboxes and workers by name."""
    at, came_from = inboxes.get(row["assigned_inbox_id"]), inboxes.get(row["came_from_inbox_id"])
    return {
        "id": row["id"],
        "version": row["version"],
        "form_version": row["form_version"],
        "state": row["state"],
        "assigned_inbox": row["assigned_inbox_id"],
        "assigned_inbox_key": at.inbox_key if at else None,
        "assigned_since": row["picked_up_at"] or row["passed_at"],
        "purpose": row["purpose"] or None,
        "review_due_on": row["review_due_on"],
        "pair_id": row["pair"],
        "passed_over": row["passed_over"],
        "finished_at": row["finished_at"],
        "finished_hash": row["finished_hash"],
        "cancel_reason": row["cancel_reason"],
        "privileged": row["privileged"],
        "picked_up_at": row["picked_up_at"],
        "came_from_inbox": row["came_from_inbox_id"],
        "came_from_inbox_name": came_from.inbox_name if came_from else "",
        "assigned_worker": workers.get(row["assigned_worker_id"]),
        "started_by": workers.get(row["started_by_id"]),
        "finished_by": workers.get(row["finished_by_id"]),
        "cancelled_by": workers.get(row["cancelled_by_id"]),
        "picked_up_by": workers.get(row["assigned_worker_id"]) if row["picked_up_at"] else None,
    }


def _steps() -> Any:
    return Workstep.objects.filter(id=given_id("step"), authority=given_id("authority")).values(*COLUMNS)


def _workers() -> Any:
    """Return every worker whom the step, what stands on it or the child names, and whoever asks."""
    on_step = Workstep.objects.filter(id=given_id("step")).values_list(EachOf(*WHO))
    allocated = Allocation.objects.filter(holding(TODAY), child__in=GivenIds("children")).values_list("worker_id")
    finished = Workstep.objects.filter(pathway=given_id("pathway")).values_list("finished_by_id")
    return workers_among(AnyOf(GivenIds("workers"), on_step, *named_on_it(), allocated, finished))


_STEP, _LOCKED = Prepared(_steps), Prepared(lambda: _steps().select_for_update())
_ON_IT = Bundle(step=_STEP, requests=REQUESTS, actions=ACTIONS)
_ALL_AROUND: dict[str, Prepared] = {
    "step": _STEP,
    "way": STEPS,
    "child": CHILDREN,
    "inboxes": INBOXES,
    "requests": REQUESTS,
    "actions": ACTIONS,
    "workers": Prepared(_workers),
}
_AROUND = {everywhere: Bundle(**_ALL_AROUND, related=related) for everywhere, related in RELATED.items()}
_WITH_RECORD = {
    everywhere: Bundle(**_ALL_AROUND, related=related, record=CHILD_RECORD) for everywhere, related in RELATED.items()
}
