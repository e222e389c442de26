"""What finishing a workstep will do, as plain data: operations carry it out, the page shows it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal
from uuid import UUID

from permanence.kernel.adding import links_to
from permanence.kernel.dates import short_date
from permanence.kernel.definitions import NextActionType
from permanence.kernel.facts import PassedTo, ProposalFacts, StandingStep, StepFacts
from permanence.kernel.gates import waived
from permanence.kernel.passing import destination
from permanence.kernel.recurrence import added, is_review
from permanence.kernel.rule_help import open_elsewhere, proposed
from permanence.kernel.wording import listed


@dataclass(frozen=True, slots=True, kw_only=True)
class Onward:
    """One thing that finishing does.

    Args:
        kind: what it is; the fields after it are filled as that kind needs.
        sentence: what it is, as "What finishing will do" says it.
        proposal_id: the next action it comes from; None where the step itself does it.
        step_type, title, to, purpose, review_due_on, in_pair: of the step created; those of one pair share a pair id.
        step_id: the open step linked to (`link_step`) or cancelled (`cancel_step`). request_id: the request waived.
        outcome: of the pathway closed. reason: of what is passed on, cancelled, waived or closed.
        roles: who is told, as roles allocated to the child. text: what an alert says.
    """

    kind: Literal["create_step", "link_step", "cancel_step", "waive_request", "close_pathway", "tell", "alert"]
    sentence: str
    proposal_id: UUID | None = None
    step_type: str | None = None
    title: str = ""
    to: PassedTo | None = None
    purpose: str | None = None
    review_due_on: date | None = None
    in_pair: bool = False
    step_id: UUID | None = None
    request_id: UUID | None = None
    outcome: str = ""
    reason: str = ""
    roles: tuple[str, ...] = ()
    text: str = ""


def onward(facts: StepFacts) -> tuple[Onward, ...]:
    """Return what finishing the workstep as it stands will do, in the order in which it is done.

    What was sent at once is not sent again (R127, R135). Requests are waived, never made out to be completed (Q18).
    """
    return (*_waiving(facts), *_passing_on(facts), *_cancelling_the_review(facts), *_closing(facts), *_telling(facts))


def _waiving(facts: StepFacts) -> Iterator[Onward]:
    for key in sorted(waived(facts)):
        sent = facts.latest(key)
        if sent and sent.state not in {"completed", "waived"}:
            yield Onward(
                kind="waive_request",
                sentence=f"Waive {sent.title}.",
                request_id=sent.id,
                reason=next(action.title for _, action in proposed(facts) if key in action.waives),
            )


def _passing_on(facts: StepFacts) -> Iterator[Onward]:
    for proposal, action in proposed(facts):
        if action.creates is None or proposal.is_sent:
            continue
        linked = links_to(facts, action)
        yield _linking(facts, proposal, action, linked) if linked else _creating(facts, proposal, action)


def _linking(facts: StepFacts, proposal: ProposalFacts, action: NextActionType, linked: UUID) -> Onward:
    step = next(step for step in facts.pathway.steps if step.id == linked)
    has_it = f", which is open with {step.with_name}" if step.with_name else ", which is open"
    return Onward(
        kind="link_step",
        sentence=f"Go on with {step.title}{has_it}. No second one is made.",
        proposal_id=proposal.id,
        step_type=action.creates,
        step_id=linked,
        title=step.title,
    )


def _creating(facts: StepFacts, proposal: ProposalFacts, action: NextActionType) -> Onward:
    step = facts.process.step(action.creates or "")
    reasons = {option.key: option.label for option in action.reasons}
    said = ": ".join(part for part in (reasons.get(proposal.reason, ""), proposal.reason_text.strip()) if part)
    return Onward(
        kind="create_step",
        sentence=_creating_words(facts, proposal, action, step.title),
        proposal_id=proposal.id,
        step_type=step.key,
        title=step.title,
        to=_to(proposal),
        purpose=proposal.purpose,
        review_due_on=proposal.due_on if _is_the_review(facts, proposal) else None,
        in_pair=_is_in_pair(facts, proposal),
        reason=said,
    )


def _creating_words(facts: StepFacts, proposal: ProposalFacts, action: NextActionType, title: str) -> str:
    rule, due = facts.step.recurrence, ""
    if rule and proposal.due_on and _is_the_review(facts, proposal):
        due = f", marked {rule.months} month review, for {short_date(proposal.due_on)}"
    where = proposal.to_name or destination(facts, action.pass_to)
    return f"Put {title} in {where}{due}." if proposal.to_inbox else f"Pass {title} to {where}{due}."


def _is_the_review(facts: StepFacts, proposal: ProposalFacts) -> bool:
    rule = facts.step.recurrence
    return rule is not None and proposal.key == rule.next_action and proposal.purpose == rule.review_value


def _is_in_pair(facts: StepFacts, proposal: ProposalFacts) -> bool:
    rule = facts.step.recurrence
    return rule is not None and proposal.key == rule.next_action and len(added(facts, rule)) > 1


def _to(proposal: ProposalFacts) -> PassedTo:
    if proposal.to_worker:
        return PassedTo(worker=proposal.to_worker)
    return PassedTo(inbox_id=proposal.to_inbox, inbox_key=proposal.to_inbox_key, inbox_name=proposal.to_name)


def _cancelling_the_review(facts: StepFacts) -> Iterator[Onward]:
    """Yield the review steps that the end of the search cancels; one that is started is completed instead (Q13)."""
    rule = facts.step.recurrence
    if rule is None or is_review(facts) or rule.stops_if is None or not rule.stops_if.holds(facts.flat()):
        return
    for step in open_elsewhere(facts):
        if step.step_type == facts.step.key and step.state == "incoming" and step.purpose == rule.review_value:
            yield _cancel(step, rule.cancels_review_reason)


def _cancel(step: StandingStep, reason: str) -> Onward:
    has_it = f" with {step.with_name}" if step.with_name else ""
    return Onward(
        kind="cancel_step", sentence=f"Cancel {step.title}{has_it}: {reason}.", step_id=step.id, reason=reason
    )


def _closing(facts: StepFacts) -> Iterator[Onward]:
    """Yield the end of the pathway, and of what is still open on it, so that none is left half open."""
    ended = next(((proposal, action) for proposal, action in proposed(facts) if action.ends_pathway), None)
    if ended is None and not _nothing_follows(facts):
        return
    outcome = (ended[1].ends_pathway if ended else facts.step.ends_pathway_if_nothing_follows) or ""
    yield from (_cancel(step, outcome) for step in open_elsewhere(facts))
    yield Onward(
        kind="close_pathway",
        sentence=f'Close the pathway: "{outcome}".',
        proposal_id=ended[0].id if ended else None,
        outcome=outcome,
        reason=ended[0].reason_text.strip() if ended else "",
    )


def _nothing_follows(facts: StepFacts) -> bool:
    return bool(facts.step.ends_pathway_if_nothing_follows) and not facts.proposals and not open_elsewhere(facts)


def _telling(facts: StepFacts) -> Iterator[Onward]:
    for proposal, action in proposed(facts):
        if action.alert:
            yield Onward(
                kind="alert",
                sentence=f'Alert {_named(facts, action.tells)}: "{action.alert}"',
                proposal_id=proposal.id,
                roles=action.tells,
                text=action.alert,
            )
    roles = (*facts.step.tells_on_finish, *(role for _, action in proposed(facts) for role in action.tells))
    if roles:
        told = tuple(dict.fromkeys(roles))
        yield Onward(kind="tell", sentence=f"Tell {_named(facts, told)}.", roles=told)


def _named(facts: StepFacts, roles: tuple[str, ...]) -> str:
    titles = {role.key: role.title for role in facts.process.roles}
    held = facts.child.allocated
    return listed(held[role].name if role in held else f"the {titles.get(role, role)}" for role in roles)
