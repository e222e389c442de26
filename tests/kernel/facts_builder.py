"""Facts for tests of rules: a workstep of the real process, filled in as far as a test needs.

facts = step("permanency_planning", PRIYA)            started, every section complete, nothing sent
facts = sent(facts, "manager_authorise", PRIYA, JOAN) ... and so on, each returning new facts
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, time
from functools import cache
from typing import Any, Literal
from uuid import UUID, uuid5

from permanence.kernel.completeness import missing
from permanence.kernel.covering import covered_hash, covered_sections
from permanence.kernel.definitions import Process
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
from permanence.kernel.form_definitions import Column, Question, Section
from permanence.kernel.holidays import Holidays
from permanence.kernel.reasons import Reason
from permanence.kernel.worksteps import reasons_against_finishing
from permanence.outside.definitions import PROCESSES, load_process
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
SOMEBODY = str(uuid5(AUTHORITY, "somebody"))
OPTIONS_CONCLUDED = {
    "reunification": {"conclusion": "ruled_out", "conclusion_why": "It is not safe."},
    "kinship": {"conclusion": "ruled_out", "conclusion_why": "Nobody came forward."},
    "long_term_fostering": {"conclusion": "primary", "conclusion_why": "It gives a family now."},
    "adoption": {"conclusion": "ruled_out", "conclusion_why": "Contact matters more."},
    "residential": {"conclusion": "ruled_out", "conclusion_why": "A family is found."},
}
# Answers under which nothing in the rules speaks against a form, where the first that fits would.
GOOD: Mapping[str, Any] = {
    "plan.best_option": "long_term_fostering",
    "options": OPTIONS_CONCLUDED,
    "has_siblings": "no",
    "declaration": "yes",
    "independent": "yes",
    "purpose": "family_finding_meeting",
    "match_found": "no",
    "agreed_by": str(PRIYA.id),
    "needs_new_plan": "no",
    "significant": "no",
    "profile": "A warm and funny child who loves stories.",
}


@cache
def process() -> Process:
    return load_process(PROCESSES / "long_term_fostering")


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


def answering(facts: StepFacts, **answers: Any) -> StepFacts:
    """Return the facts with these answers laid over; None takes an answer away. `__` stands for a dot."""
    return _with(facts, {key.replace("__", "."): value for key, value in answers.items()})


def _with(facts: StepFacts, answers: Mapping[str, Any]) -> StepFacts:
    kept = {key: dict(section) for key, section in facts.answers.items()}
    for key, value in answers.items():
        section = section_of(facts, key)
        kept.setdefault(section.key, {})[key] = value
        if value is None:
            del kept[section.key][key]
    return hashed(replace(facts, answers=kept))


def section_of(facts: StepFacts, key: str) -> Section:
    asked = key.removesuffix("_missing_why").removesuffix("_missing")
    return next(section for section, question in facts.form.questions() if question.key in {key, asked})


def hashed(facts: StepFacts) -> StepFacts:
    """Return the facts with the hash of what each request covers, as the form stands."""
    hashes = {
        request.key: covered_hash(facts.form, facts.answers, covered_sections(facts.step, facts.form, request))
        for request in facts.step.requests
    }
    return replace(facts, covered_hashes=hashes)


def completed(facts: StepFacts) -> StepFacts:
    """Return the facts with every answer that is missing given, until none is."""
    good = {q.key: GOOD[q.key] for _, q in facts.form.questions() if q.key in GOOD}
    facts = _with(facts, good)
    found: list[tuple[Section, str]] = []
    for _ in range(20):
        found = [
            (section, one.key)
            for section in facts.form.sections
            for one in missing(section, facts.answers.get(section.key, {}), facts=facts)
        ]
        if not found:
            return facts
        for section, key in found:
            facts = _filled(facts, section, key)
    raise AssertionError(f"Still missing: {found}")


def _filled(facts: StepFacts, section: Section, key: str) -> StepFacts:
    question = max((q for q in section.questions if key == q.key or key.startswith(f"{q.key}.")), key=_length)
    answers = {name: dict(kept) for name, kept in facts.answers.items()}
    kept = answers.setdefault(section.key, {})
    if key == question.key:
        kept[key] = _a_value(question, facts)
    else:
        row, column = key.removeprefix(f"{question.key}.").split(".")
        cells = next(c for c in question.columns if c.key == column)
        _row(question, kept, row)[column] = _a_value(cells, facts)
    return hashed(replace(facts, answers=answers))


def _length(question: Question) -> int:
    return len(question.key)


def _row(question: Question, kept: dict[str, Any], row: str) -> dict[str, Any]:
    cells: dict[str, Any]
    if question.kind == "fix":
        cells = kept.setdefault(question.key, {}).setdefault(row, {})
    else:
        cells = next(one for one in kept[question.key] if one["id"] == row)
    return cells


def _a_value(asked: Question | Column, facts: StepFacts) -> Any:
    if asked.kind == "tbl":
        return [{"id": "r1"}]
    if asked.kind == "fix" and isinstance(asked, Question):
        return {asked.rows[0].key: {asked.columns[0].key: _a_value(asked.columns[0], facts)}}
    plain = {"yn": "yes", "date": facts.today.isoformat(), "num": 1, "time": "10:00"}
    if asked.kind in {"worker", "person", "file", "inbox"}:
        return SOMEBODY
    if asked.kind == "one":
        return asked.options[0].key
    return [asked.options[0].key] if asked.kind == "many" else plain.get(asked.kind, "As it was seen and told.")


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
