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
from permanence.records.authorities import Inbox
from permanence.records.bundled import Bundle
from permanence.records.child_facts import CHILDREN, ChildRow
from permanence.records.lazily import Lazily
from permanence.records.prefill import Copying, PassedOn, prefilled
from permanence.records.prepared import Prepared, given_id
from permanence.records.privileged import refuse_unless_opened
from permanence.records.relations import RELATED, Whose
from permanence.records.standing_requests import ACTIONS, REQUESTS, Standing
from permanence.records.standing_steps import STEPS, Way
from permanence.records.step_readers import refuse_if_withheld
from permanence.records.worker_facts import holders_of, worker_facts
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
Row = Mapping[str, Any]


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
    row = _row(step_id, authority_id=actor.authority_id, lock=lock)
    today, authority_id = london_date(at), row["authority_id"]
    if row["withheld_at"]:
        refuse_if_withheld(Workstep.objects.get(id=step_id), actor=actor, today=today)
    if row["privileged"] and not from_elsewhere:
        refuse_unless_opened(Workstep.objects.get(id=step_id), actor=actor, today=today)
    around = _around(row, actor=actor, today=today)
    way = Way(pathway_id=row["pathway_id"], rows=around["way"])
    answers = way.answers(step_id)
    child_row = ChildRow(row=around["child"][0], today=today)
    inboxes = _inboxes(around["inboxes"])
    on_it = Standing(requests=around["requests"], actions=around["actions"], inboxes=inboxes)
    workers = worker_facts([*_named(row), *child_row.workers(), *on_it.workers()], today)
    child = child_row.facts(workers, of_step=step_id, days=set(_days(answers)))
    of_type = _of_type(row)
    process, step_type, form = of_type["process"], of_type["step"], of_type["form"]
    copied = Copying(
        lambda: prefilled(
            _passed_on(row, workers), form=form, process=process, child=child, way=way, answers=answers, today=today
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
    """Return a workstep that an act under way has loaded, locked and changed, with what stands on it read anew.

    That is its own row, its requests and its next actions. The child, the pathway, the answers and what is copied stay
    as they were loaded: an act that changes these loads the step again. Two queries.
    """
    found = _ON_IT.rows(step=facts.id, authority=facts.child.authority_id)
    (row,) = found["step"]
    inboxes = {inbox.inbox_id: inbox for inbox in facts.inboxes.values() if inbox.inbox_id}
    on_it = Standing(requests=found["requests"], actions=found["actions"], inboxes=inboxes)
    workers = worker_facts([*_named(row), *on_it.workers()], facts.today)
    return replace(facts, **_as_is(row, inboxes, workers), **on_it.facts(workers), **_of_type(row), at=at)


def _row(step_id: UUID, *, authority_id: UUID, lock: bool) -> dict[str, Any]:
    found = (_LOCKED if lock else _STEP).rows(step=step_id, authority=authority_id)
    if not found:
        raise Hidden
    return found[0]


def _named(row: Row) -> list[UUID | None]:
    return [row[name] for name in WHO]


def _of_type(row: Row) -> dict[str, Any]:
    """Return what the process says of the step: the version that Start pinned; before it, the newest published."""
    process = _process(row)
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


def _around(row: Row, *, actor: Actor, today: date) -> dict[str, list[dict[str, Any]]]:
    """Return what the tables say of the pathway, the child, the actor, the inboxes and what stands on the step."""
    whose = Whose.of(actor, today)
    return _AROUND[whose.everywhere].rows(
        **{**whose.named(), "authority": row["authority_id"]},
        today=today,
        step=row["id"],
        pathway=row["pathway_id"],
        children=[row["child_id"]],
    )


def _inboxes(rows: list[dict[str, Any]]) -> dict[UUID, PassedTo]:
    return {row["id"]: PassedTo(inbox_id=row["id"], inbox_key=row["key"], inbox_name=row["title"]) for row in rows}


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


def _of_authority() -> Any:
    return Inbox.objects.filter(authority=given_id("authority")).values("id", "key", "title")


_STEP, _LOCKED = Prepared(_steps), Prepared(lambda: _steps().select_for_update())
_INBOXES = Prepared(_of_authority)
_ON_IT = Bundle(step=_STEP, requests=REQUESTS, actions=ACTIONS)
_AROUND = {
    everywhere: Bundle(way=STEPS, child=CHILDREN, inboxes=_INBOXES, requests=REQUESTS, actions=ACTIONS, related=related)
    for everywhere, related in RELATED.items()
}
