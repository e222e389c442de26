"""Next actions of a workstep: what the procedure asks now, what is added, what may be added, what finishing will do."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.dates import short_date
from permanence.kernel.facts import ProposalFacts, StepFacts
from permanence.kernel.next_actions import (
    onward,
    reasons_against_removing,
    reasons_against_sending_now,
)
from permanence.kernel.reasons import Reason
from permanence.kernel.worksteps import reasons_against_finishing
from permanence.queries.access import see_facts
from permanence.queries.adding import Adding, Typed, adding
from permanence.queries.asks import AskedShown, asked_shown
from permanence.queries.child_bar import ChildBar
from permanence.queries.child_bars import child_bar
from permanence.queries.statuses import Status
from permanence.queries.worklist_rows import purpose_words
from permanence.records.step_facts import step_facts

PROPOSAL = Status(text="Proposal", tag="govuk-tag--grey")
SENT = Status(text="Sent", tag="govuk-tag--green")


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A next action that was added: a proposal, or sent at once."""

    id: UUID
    title: str
    to: str
    detail: str
    added_by: str
    status: Status
    may_remove: bool
    may_send: bool
    created: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NextActionsPage:
    """The next actions of a workstep as the reader sees them.

    Args:
        section: key of the form's own section. finish: they may finish it, and nothing stands in the way.
    """

    id: UUID
    version: int
    title: str
    heading: str
    section: str
    asks_more: bool
    bar: ChildBar
    why: str
    asked: AskedShown | None
    added: tuple[Added, ...]
    adding: Adding
    will_do: tuple[str, ...]
    reasons: tuple[Reason, ...]
    is_open: bool
    finish: bool
    state: str


def next_actions_page(*, step_id: UUID, typed: Typed, actor: Actor, at: datetime) -> NextActionsPage:
    """Return the next actions of a workstep. `typed` is what the form holds. Raises what `step_page` raises."""
    facts = step_facts(step_id, actor=actor, at=at)
    seen = see_facts(facts, actor=actor)
    section = next((each for each in facts.form.sections if each.is_next_actions), None)
    is_open = facts.state in {"incoming", "started"}
    reasons = tuple(reasons_against_finishing(facts, actor)) if is_open else ()
    asked = asked_shown(facts, actor, typed=typed)
    return NextActionsPage(
        id=step_id,
        version=facts.version,
        title=facts.step.title,
        heading=f"{section.number}. {section.title}" if section else "Next actions",
        section=section.key if section else "",
        asks_more=_asks_more(facts),
        bar=child_bar(facts.child, today=facts.today),
        why=seen.why,
        asked=asked if asked and not asked.choose else None,
        added=tuple(_added(facts, actor, each) for each in facts.proposals),
        adding=adding(facts, actor, typed=typed),
        will_do=tuple(each.sentence for each in onward(facts)) if facts.state == "started" else (),
        reasons=reasons,
        is_open=is_open,
        finish=is_open and not reasons,
        state=facts.state,
    )


def _asks_more(facts: StepFacts) -> bool:
    """Return whether the form asks something of a next action that is added (forms.md: asked with it)."""
    added = {proposal.key for proposal in facts.proposals}
    return any(question.asked_with in added for _, question in facts.form.questions() if question.asked_with)


def _added(facts: StepFacts, actor: Actor, proposal: ProposalFacts) -> Added:
    reason = next(
        (option.label for option in facts.step.next_action(proposal.key).reasons if option.key == proposal.reason), ""
    )
    said = [
        purpose_words(proposal.purpose or ""),
        _by(proposal.due_on),
        f"Reason: {reason}" if reason else "",
        proposal.reason_text,
    ]
    sends_now = facts.step.next_action(proposal.key).immediate
    return Added(
        id=proposal.id,
        title=proposal.title,
        to=proposal.to_name,
        detail=". ".join(each.rstrip(".") for each in said if each),
        added_by=proposal.added_by.name,
        status=SENT if proposal.is_sent else PROPOSAL,
        may_remove=next(iter(reasons_against_removing(facts, actor, proposal.id)), None) is None,
        may_send=sends_now and next(iter(reasons_against_sending_now(facts, actor, proposal.id)), None) is None,
        created=proposal.created_step_id,
    )


def _by(day: date | None) -> str:
    return f"by {short_date(day)}" if day else ""
