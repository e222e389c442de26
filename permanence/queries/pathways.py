"""On the way to a permanent home: the stages of the process, and every workstep the child has come through."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.dates import age_with_months, plain_date, short_date_without_year, span_in_days
from permanence.kernel.definitions import Process
from permanence.kernel.endings import reasons_it_is_not_theirs_to_end
from permanence.kernel.facts import ChildFacts
from permanence.kernel.london import london_date
from permanence.kernel.wrong_child import WRONG_CHILD
from permanence.queries.access import SeenChild, see_child
from permanence.queries.child_bar import ChildBar
from permanence.queries.child_bars import child_bar
from permanence.queries.listings import Heading
from permanence.queries.path_drawing import Drawing, drawn
from permanence.queries.statuses import Status, step_status
from permanence.queries.worklist_rows import name_of, step_holder
from permanence.records.catalogue import process
from permanence.records.end_facts import end_facts
from permanence.records.pathways import Pathway
from permanence.records.worksteps import Workstep

HEAD = tuple(Heading(text=text) for text in ("Workstep", "Who", "From", "To", "Days", "Age then", "Status"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A stage on the way: done, now or next; its dates and days in words."""

    number: int
    title: str
    state: Literal["done", "now", "next"]
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StepOnTheWay:
    """A workstep the child came through: who has or finished it, from, to, days, and the child's age then."""

    id: UUID
    stage: int
    title: str
    who: str
    from_on: date
    to_on: date | None
    days: str
    age_then: str
    status: Status
    early: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A child's newest pathway: how it stands in a sentence, its stages and its worksteps, first to last."""

    says: str
    stages: tuple[Stage, ...]
    steps: tuple[StepOnTheWay, ...]
    drawing: Drawing


@dataclass(frozen=True, slots=True, kw_only=True)
class PathwayPage:
    """A child's pathway: the drawing, and the same as a table; `may_end`: the reader is offered to end it."""

    id: UUID
    bar: ChildBar
    why: str
    way: Way | None
    may_end: bool
    head: tuple[Heading, ...] = HEAD


def pathway_page(*, child_id: UUID, actor: Actor, at: datetime) -> PathwayPage:
    """Return a child's way to a permanent home. Raises what `see_child` raises."""
    seen: SeenChild = see_child(child_id, actor=actor, at=at)
    today = london_date(at)
    bar = child_bar(seen.facts, today=today)
    ends = not any(reasons_it_is_not_theirs_to_end(end_facts(seen.facts, at=at), actor))
    return PathwayPage(id=child_id, bar=bar, why=seen.why, way=way_of(seen.facts, today=today), may_end=ends)


def way_of(child: ChildFacts, *, today: date) -> Way | None:
    """Return a child's newest pathway, open or ended; None before the first. Two queries, and the catalogue's."""
    pathway = pathway_of(child)
    if pathway is None:
        return None
    _, definition = process(child.authority_id, pathway.process_key)
    steps = Workstep.objects.filter(pathway=pathway).order_by("passed_at", "id")
    people = ("assigned_worker__person", "assigned_inbox", "finished_by__person", "cancelled_by__person")
    taken = list(steps.select_related(*people))
    stages = tuple(_stages(definition, taken, today=today))
    return Way(
        says=_says(pathway),
        stages=stages,
        drawing=drawn([(stage.title, stage.detail, stage.state) for stage in stages], name=child.known_as),
        steps=tuple(_step(step, definition, child, today=today) for step in taken),
    )


def pathway_of(child: ChildFacts) -> Pathway | None:
    """Return a child's newest pathway, one that was begun on the wrong child only where there is no other."""
    found = Pathway.objects.filter(authority_id=child.authority_id, child_id=child.id).order_by("-opened_at")
    return found.exclude(outcome=WRONG_CHILD).first() or found.first()


def _says(pathway: Pathway) -> str:
    since = plain_date(london_date(pathway.opened_at))
    if pathway.closed_at is None:
        return f"Begun {since}."
    why = f": {pathway.outcome_reason}" if pathway.outcome_reason else ""
    return (
        f"Begun {since}, ended {plain_date(london_date(pathway.closed_at))}. {pathway.outcome}{why}".rstrip(".") + "."
    )


def _stages(definition: Process, taken: Iterable[Workstep], *, today: date) -> list[Stage]:
    stage_of = {step.key: step.stage for step in definition.steps}
    titles = {step.stage: step.stage_title for step in reversed(definition.steps) if step.stage}
    at_stage: dict[int, list[Workstep]] = {number: [] for number in sorted(titles)}
    for step in taken:
        at_stage.get(stage_of.get(step.step_type, 0), []).append(step)
    return [_stage(number, titles[number], steps, today=today) for number, steps in at_stage.items()]


def _stage(number: int, title: str, steps: list[Workstep], *, today: date) -> Stage:
    kept = [step for step in steps if step.state != "cancelled"]
    if not kept:
        return Stage(number=number, title=title, state="next", detail="Not yet")
    since = min(london_date(step.passed_at) for step in kept)
    ends = [london_date(step.finished_at) for step in kept if step.finished_at]
    if len(ends) < len(kept):
        return Stage(number=number, title=title, state="now", detail=f"{span_in_days(since, today)} so far")
    until = max(ends)
    said = f"{_day(since)} to {_day(until)}, {span_in_days(since, until)}"
    return Stage(number=number, title=title, state="done", detail=said)


def _step(step: Workstep, definition: Process, child: ChildFacts, *, today: date) -> StepOnTheWay:
    since, closed = london_date(step.passed_at), step.finished_at or step.cancelled_at
    until = london_date(closed) if closed else None
    number = next((each.stage for each in definition.steps if each.key == step.step_type), 0)
    return StepOnTheWay(
        id=step.id,
        stage=number,
        title=step.title,
        who=name_of(step.finished_by) or name_of(step.cancelled_by) or step_holder(step),
        from_on=since,
        to_on=until,
        days=span_in_days(since, until or today),
        age_then=age_with_months(child.date_of_birth, on=since),
        status=step_status(step.state, sent_early=step.sent_early),
        early=step.sent_early,
    )


def _day(day: date) -> str:
    return short_date_without_year(day).split(" ", 1)[1]
