"""A workstep as facts alone, so that answers can be judged without a database."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time
from functools import cache
from typing import Any
from uuid import UUID, uuid5

from permanence.kernel.completeness import known
from permanence.kernel.definitions import Process, StepType
from permanence.kernel.facts import ChildFacts, PathwayFacts, ProposalFacts, StepFacts, WorkerFacts
from permanence.kernel.form_definitions import Form, Section
from permanence.outside.bank_holidays import england
from permanence.outside.definitions import PROCESSES, load_process

TODAY = date(2026, 11, 16)
ROOM = UUID("00000000-0000-7000-8000-000000000001")


@cache
def the_process() -> Process:
    return load_process(PROCESSES / "long_term_fostering")


def worker(name: str, *roles: str) -> WorkerFacts:
    return WorkerFacts(id=uuid5(ROOM, name), name=name, person_id=uuid5(ROOM, f"person {name}"), roles=frozenset(roles))


def a_child(born: date, *, number: str = "3900040", name: str = "Ada Fennimore", legal: str = "C2") -> ChildFacts:
    sw, iro = worker("Priya Nair", "social_worker"), worker("Tom Askew", "independent_reviewing_officer")
    return ChildFacts(
        id=uuid5(ROOM, f"{name}{born}"),
        authority_id=ROOM,
        name=name,
        known_as=name.split(maxsplit=1)[0],
        person_number=number,
        date_of_birth=born,
        access_class="open",
        team_id=None,
        allocated={"social_worker": sw, "independent_reviewing_officer": iro},
        legal_status=legal,
        looked_after_from=date(2026, 3, 2),
        reviews_held=(date(2026, 3, 27),),
        iro_on={date(2026, 11, 9): iro.id},
    )


def a_step(form: Form, child: ChildFacts, *, proposed: tuple[str, ...] = (), today: date = TODAY) -> StepFacts:
    step: StepType = next(step for step in the_process().steps if step.form == form.key)
    by = child.allocated["social_worker"]
    proposals = tuple(
        ProposalFacts(id=uuid5(ROOM, key), key=key, title=step.next_action(key).title, added_by=by) for key in proposed
    )
    return StepFacts(
        id=uuid5(ROOM, form.key),
        version=1,
        state="started",
        process=the_process(),
        step=step,
        form=form,
        child=child,
        pathway=PathwayFacts(id=ROOM, is_open=True),
        answers={},
        requests=(),
        proposals=proposals,
        assigned_worker=by,
        assigned_inbox=None,
        assigned_inbox_key=None,
        started_by=by,
        purpose=None,
        review_due_on=None,
        pair_id=None,
        covered_hashes={},
        passed_over={},
        at=datetime.combine(today, time(9), UTC),
        today=today,
        holidays=england(),
    )


def with_answers(facts: StepFacts, section: Section, answers: Mapping[str, Any]) -> StepFacts:
    return replace(facts, answers={**facts.answers, section.key: dict(answers)})


def known_to(facts: StepFacts) -> dict[str, Any]:
    return dict(known(facts))
