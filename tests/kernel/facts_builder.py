"""Facts for tests of rules: a workstep of the real process, filled in as far as a test needs.

facts = step("permanency_planning", PRIYA)            started, every section complete, nothing sent
facts = sent(facts, "manager_authorise", PRIYA, JOAN) ... and so on, each returning new facts
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any, Literal
from uuid import UUID, uuid5

from permanence.kernel.facts import (
    ChildFacts,
    PassedTo,
    PathwayFacts,
    ProposalFacts,
    RequestFacts,
    RequestState,
    StandingStep,
    StepFacts,
    StepState,
    WorkerFacts,
)
from permanence.kernel.holidays import Holidays
from permanence.kernel.reasons import Reason
from permanence.kernel.worksteps import reasons_against_finishing
from tests.kernel.filling import answering, completed, process
from tests.kernel.people import AUTHORITY, CHILDRENS_TEAM, EVERYBODY, FINDERS, JOAN, PRIYA, QAAG, TOM, actor

HOLIDAYS = Holidays(
    {
        date(2026, 12, 25): "Christmas Day",
        date(2026, 12, 28): "Boxing Day",
        date(2027, 1, 1): "New Year's Day",
        date(2027, 3, 26): "Good Friday",
        date(2027, 3, 29): "Easter Monday",
        date(2027, 5, 3): "Early May bank holiday",
        date(2027, 5, 31): "Spring bank holiday",
    },
    first_day=date(2020, 1, 1),
    last_day=date(2030, 12, 31),
)


def child(name: str = "Maya Thornbury", born: date = date(2018, 5, 4), **also: Any) -> ChildFacts:
    return ChildFacts(
        id=uuid5(AUTHORITY, name),
        authority_id=AUTHORITY,
        name=name,
        known_as=name.split(maxsplit=1)[0],
        person_number="3900001",
        date_of_birth=born,
        access_class=also.pop("access_class", "open"),
        team_id=CHILDRENS_TEAM,
        allocated={"social_worker": PRIYA, "team_manager": JOAN, "independent_reviewing_officer": TOM},
        **also,
    )


def moment(day: date, at: time = time(10, 42)) -> datetime:
    return datetime.combine(day, at, tzinfo=UTC)


def step(
    key: str,
    with_: WorkerFacts | PassedTo,
    *,
    today: date = date(2027, 1, 13),
    state: StepState = "started",
    answers: Mapping[str, Any] | None = None,
    empty: bool = False,
    of: ChildFacts | None = None,
    anchors: Mapping[str, date] | None = None,
    others: tuple[StandingStep, ...] = (),
    **also: Any,
) -> StepFacts:
    """Return a workstep of the real process; every section complete unless `empty`, `answers` laid over."""
    its_step = process().step(key)
    worker, inbox = worker_of(with_), inbox_of(with_)
    facts = StepFacts(
        id=uuid5(AUTHORITY, f"step {key}"),
        version=1,
        state=state,
        process=process(),
        step=its_step,
        form=process().form(its_step.form),
        child=of or child(),
        pathway=PathwayFacts(id=uuid5(AUTHORITY, "pathway"), is_open=True, anchors=dict(anchors or {}), steps=others),
        answers={},
        requests=(),
        proposals=(),
        assigned_worker=worker,
        assigned_inbox=inbox.inbox_id if inbox else None,
        assigned_inbox_key=inbox.inbox_key if inbox else None,
        started_by=worker if state != "incoming" else None,
        purpose=also.pop("purpose", None),
        review_due_on=also.pop("review_due_on", None),
        pair_id=also.pop("pair_id", None),
        covered_hashes={},
        passed_over=also.pop("passed_over", {}),
        at=moment(today),
        today=today,
        holidays=HOLIDAYS,
        names={str(one.id): one.name for one in EVERYBODY},
        holders={role: tuple(one for one in EVERYBODY if role in one.roles) for role in roles()},
        inboxes={"cs_qaag": QAAG, "cs_family_finders": FINDERS},
        **also,
    )
    return answering(facts if empty else completed(facts), **(answers or {}))


def worker_of(whom: WorkerFacts | PassedTo | None) -> WorkerFacts | None:
    return whom if isinstance(whom, WorkerFacts) else None


def inbox_of(whom: WorkerFacts | PassedTo | None) -> PassedTo | None:
    return whom if isinstance(whom, PassedTo) else None


def roles() -> list[str]:
    return [role.key for role in process().roles]


def sent(
    facts: StepFacts,
    key: str,
    by: WorkerFacts,
    whom: WorkerFacts | PassedTo,
    *,
    on: date | None = None,
    state: RequestState = "sent",
    completed_by: WorkerFacts | None = None,
    reason: str = "",
) -> StepFacts:
    """Return the facts with a request sent; its covered hash is that of the form as it stands, once completed."""
    request = facts.step.request(key)
    worker, inbox = worker_of(whom), inbox_of(whom)
    day = on or facts.today
    number = len(facts.requests)
    one = RequestFacts(
        id=request_id(key, number),
        key=key,
        title=request.title,
        state=state,
        sent_by=by,
        sent_at=moment(day, time(16, 20 + number)),
        to_worker=worker,
        to_inbox=inbox.inbox_id if inbox else None,
        to_name=whom.name,
        completed_by=completed_by,
        completed_at=moment(facts.today) if completed_by else None,
        covered_hash=facts.covered_hashes.get(key) if state == "completed" else None,
        reason=reason,
    )
    return replace(facts, requests=(*facts.requests, one))


def request_id(key: str, number: int) -> UUID:
    return uuid5(AUTHORITY, f"request {key} {number}")


def done(facts: StepFacts, key: str, by: WorkerFacts, whom: WorkerFacts | PassedTo, **also: Any) -> StepFacts:
    """Return the facts with a request sent and completed."""
    completer = also.pop("completed_by", None) or (whom if isinstance(whom, WorkerFacts) else None)
    return sent(facts, key, by, whom, state="completed", completed_by=completer, **also)


def adding(
    facts: StepFacts, key: str, by: WorkerFacts, whom: WorkerFacts | PassedTo | None = None, **also: Any
) -> StepFacts:
    """Return the facts with a next action added."""
    worker, inbox = worker_of(whom), inbox_of(whom)
    one = ProposalFacts(
        id=uuid5(AUTHORITY, f"proposal {key} {len(facts.proposals)}"),
        key=key,
        title=facts.step.next_action(key).title,
        added_by=by,
        to_worker=worker,
        to_inbox=inbox.inbox_id if inbox else None,
        to_inbox_key=inbox.inbox_key if inbox else None,
        to_name=whom.name if whom else "",
        **also,
    )
    return replace(facts, proposals=(*facts.proposals, one))


def standing(
    step_type: str,
    state: StepState = "finished",
    *,
    number: int = 1,
    finished_on: date | None = None,
    answers: Mapping[str, Any] | None = None,
    **also: Any,
) -> StandingStep:
    """Return another step of the pathway."""
    return StandingStep(
        id=uuid5(AUTHORITY, f"standing {step_type} {number}"),
        step_type=step_type,
        title=process().step(step_type).title,
        state=state,
        finished_on=finished_on,
        answers=dict(answers or {}),
        **also,
    )


Whose = Literal["you", "others"]
AGREED = standing("adm_permanence_decision", finished_on=date(2026, 12, 30), answers={"decision": "agree_the_plan"})


def said(reasons: Iterable[Reason]) -> list[str]:
    """Return the sentences of reasons; none of them is empty."""
    sentences = [reason.sentence for reason in reasons]
    assert all(sentence.strip() for sentence in sentences)
    return sentences


def finishing(facts: StepFacts, who: WorkerFacts) -> list[str]:
    """Return every reason against this worker finishing."""
    return said(reasons_against_finishing(facts, actor(who)))
