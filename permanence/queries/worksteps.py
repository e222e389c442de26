"""Workstep summary: where it stands, what stops it, and what was done last."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.asking import standing
from permanence.kernel.facts import StepFacts
from permanence.kernel.gates import gates
from permanence.kernel.next_actions import onward
from permanence.kernel.reasons import Reason
from permanence.kernel.worksteps import Handoff, handoffs, reasons_against_finishing
from permanence.queries.access import SeenChild, see_facts
from permanence.queries.adding import Typed
from permanence.queries.child_bar import ChildBar
from permanence.queries.child_bars import child_bar
from permanence.queries.comments import CommentShown, comments_on
from permanence.queries.facts_shown import Fact
from permanence.queries.mends import MendLink, mends_of
from permanence.queries.next_acts import NextActs, next_acts
from permanence.queries.statuses import Status, step_status, when
from permanence.queries.step_about import Created, about, created_by, voided_words
from permanence.queries.step_acts import StepActs, step_acts
from permanence.queries.step_events import EventShown, events_of
from permanence.queries.step_sections import SectionTask, completed_words, section_tasks
from permanence.queries.words_of_requests import tag_of
from permanence.records.forms import Revision
from permanence.records.step_facts import step_facts
from permanence.records.worksteps import StepEvent

LATEST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A stretch of the workstep: who does what, done, now or next, and when."""

    state: str
    title: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestLine:
    """A request of the step in one line: its number in the order, and how it stands."""

    key: str
    order: int | None
    title: str
    status: Status


@dataclass(frozen=True, slots=True, kw_only=True)
class StepPage:
    """A workstep.

    Args:
        stages: who has it, one after another. acts: what the reader may do here. next: what is asked of them now.
        reasons: why it cannot be finished, for the reader, in order; empty: nothing stands in the way.
        will_do: what finishing will do, in sentences. created: what finishing created, and where that is now.
        mends: the mendings that the reader is offered.
        voided: that an authorisation no longer stands (words 13), or "". comments: those not settled.
    """

    id: UUID
    version: int
    title: str
    caption: str
    state: str
    status: Status
    bar: ChildBar
    why: str
    stages: tuple[Stage, ...]
    acts: StepActs
    next: NextActs
    sections: tuple[SectionTask, ...]
    completed: str
    reasons: tuple[Reason, ...]
    will_do: tuple[str, ...]
    requests: tuple[RequestLine, ...]
    about: tuple[Fact, ...]
    ended: str
    created: tuple[Created, ...]
    mends: tuple[MendLink, ...]
    voided: str
    comments: tuple[CommentShown, ...]
    latest: tuple[EventShown, ...]
    events: int
    versions: int
    is_privileged: bool

    @property
    def is_open(self) -> bool:
        """Return whether it is neither finished nor cancelled."""
        return self.state in {"incoming", "started"}


def step_page(*, step_id: UUID, typed: Typed | None = None, actor: Actor, at: datetime) -> StepPage:
    """Return a workstep's summary. `typed` is what the form of the next act held, where it was refused.

    Raises:
        Hidden: there is no such workstep, or the actor may not know of its child. Refused: restricted (403).
    """
    facts = step_facts(step_id, actor=actor, at=at)
    seen = see_facts(facts, actor=actor)
    is_open = facts.state in {"incoming", "started"}
    reasons = tuple(reasons_against_finishing(facts, actor)) if is_open else ()
    return StepPage(
        **_heading(facts, seen),
        stages=tuple(_stage(number, each) for number, each in enumerate(handoffs(facts), 1)),
        acts=step_acts(facts, actor, reasons_against_finishing=reasons),
        next=next_acts(facts, actor, typed=typed or Typed()),
        sections=section_tasks(facts, actor),
        completed=completed_words(facts, actor),
        reasons=reasons,
        will_do=tuple(each.sentence for each in onward(facts)) if facts.state == "started" else (),
        requests=_requests(facts, actor),
        about=about(facts),
        ended=_ended(facts),
        created=created_by(step_id) if facts.state == "finished" else (),
        mends=mends_of(facts, actor),
        voided=voided_words(facts) if is_open else "",
        comments=tuple(each for each in comments_on(facts, actor) if not each.settled),
        latest=events_of(step_id, today=facts.today, most=LATEST),
        events=StepEvent.objects.filter(step_id=step_id).count(),
        versions=Revision.objects.filter(step_id=step_id).count(),
        is_privileged=bool(facts.privileged),
    )


def _stage(number: int, each: Handoff) -> Stage:
    return Stage(state=each.state, title=f"{number} {each.who} {each.does}", detail=each.when)


def _heading(facts: StepFacts, seen: SeenChild) -> dict[str, Any]:
    return {
        "id": facts.id,
        "version": facts.version,
        "title": facts.step.title,
        "caption": facts.form.title,
        "state": facts.state,
        "status": step_status(facts.state),
        "bar": child_bar(facts.child, today=facts.today),
        "why": seen.why,
    }


def _requests(facts: StepFacts, actor: Actor) -> tuple[RequestLine, ...]:
    """Return the requests that gate the finish as it stands, and whatever else was sent."""
    gating = {request.key for request in gates(facts)}
    return tuple(
        RequestLine(
            key=each.request.key,
            order=each.order,
            title=each.request.title,
            status=Status(text=each.status, tag=tag_of(each.status)),
        )
        for each in standing(facts, actor)
        if each.request.key in gating or each.sent is not None
    )


def _ended(facts: StepFacts) -> str:
    if facts.state == "finished" and facts.finished_by and facts.finished_at:
        said = f"Finished by {facts.finished_by.name}, {when(facts.finished_at)}."
        return (
            f"{said} It can be read. Undoing its finish, or reopening it, lets it be written again, and stays visible."
        )
    if facts.state == "cancelled":
        who = facts.cancelled_by.name if facts.cancelled_by else "its process"
        return f"Cancelled by {who}: {facts.cancel_reason} It can be read; nobody writes in it."
    return ""
