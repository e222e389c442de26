"""A workstep of the process of the examples, as rules see it, filled in as far as an example needs."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid5

from permanence.kernel.definitions import Process
from permanence.kernel.facts import (
    PathwayFacts,
    ProposalFacts,
    RequestFacts,
    RequestState,
    StandingStep,
    StepFacts,
    StepState,
    WorkerFacts,
)
from permanence.kernel.worksteps import reasons_against_finishing
from tests.kernel.facts_builder import HOLIDAYS, child, moment, said
from tests.kernel.people import AUTHORITY, EVERYBODY, FINDERS, JOAN, PRIYA, TOM, actor

TODAY = date(2027, 1, 13)


def step(
    process: Process,
    key: str = "ask",
    *,
    state: StepState = "started",
    answers: Mapping[str, Any] | None = None,
    others: tuple[StandingStep, ...] = (),
) -> StepFacts:
    """Return a workstep that Priya has, with these answers in its first section."""
    its_step = process.step(key)
    form = process.form(its_step.form)
    return StepFacts(
        id=uuid5(AUTHORITY, key),
        version=1,
        state=state,
        process=process,
        step=its_step,
        form=form,
        child=child(),
        pathway=PathwayFacts(id=uuid5(AUTHORITY, "pathway"), is_open=True, steps=others),
        answers={form.sections[0].key: dict(answers or {})},
        requests=(),
        proposals=(),
        assigned_worker=PRIYA,
        assigned_inbox=None,
        assigned_inbox_key=None,
        started_by=PRIYA,
        purpose=None,
        review_due_on=None,
        pair_id=None,
        covered_hashes={},
        passed_over={},
        at=moment(TODAY),
        today=TODAY,
        holidays=HOLIDAYS,
        names={str(one.id): one.name for one in EVERYBODY},
        holders={role.key: tuple(one for one in EVERYBODY if role.key in one.roles) for role in process.roles},
        inboxes={"cs_family_finders": FINDERS},
    )


def adding(facts: StepFacts, *keys: str) -> StepFacts:
    """Return the facts with next actions added by Priya, each to whom it goes."""
    for key in keys:
        action = facts.step.next_action(key)
        inbox = FINDERS if action.pass_to and action.pass_to.inbox else None
        one = ProposalFacts(
            id=uuid5(AUTHORITY, f"{key} {len(facts.proposals)}"),
            key=key,
            title=action.title,
            added_by=PRIYA,
            to_worker=TOM if action.pass_to and not inbox else None,
            to_inbox=inbox.inbox_id if inbox else None,
            to_inbox_key=inbox.inbox_key if inbox else None,
            to_name=inbox.name if inbox else "",
        )
        facts = replace(facts, proposals=(*facts.proposals, one))
    return facts


def asking(facts: StepFacts, key: str, state: RequestState = "sent") -> StepFacts:
    """Return the facts with a request that Priya sent to Joan."""
    one = RequestFacts(
        id=uuid5(AUTHORITY, key),
        key=key,
        title=facts.step.request(key).title,
        state=state,
        sent_by=PRIYA,
        sent_at=facts.at,
        to_worker=JOAN,
        to_name=JOAN.name,
    )
    return replace(facts, requests=(*facts.requests, one))


def standing(process: Process, key: str) -> StandingStep:
    """Return another workstep of the pathway, not started yet."""
    return StandingStep(
        id=uuid5(AUTHORITY, f"standing {key}"), step_type=key, title=process.step(key).title, state="incoming"
    )


def against_the_finish(facts: StepFacts, who: WorkerFacts = PRIYA) -> str:
    """Return everything that is said against finishing, in one text."""
    return "\n".join(said(reasons_against_finishing(facts, actor(who))))
