"""Rules of the QA meeting, the panel and the Agency Decision Maker's decision (forms.md 2; B5)."""

from collections.abc import Iterator

from permanence.kernel.agreement import mismatches
from permanence.kernel.computed import quorum_missing
from permanence.kernel.dates import count_of, plain_date
from permanence.kernel.duties import DECIDER, Somebody
from permanence.kernel.facts import StandingStep, StepFacts, WorkerFacts
from permanence.kernel.rule_help import day_of, decider
from permanence.kernel.separation import apart, conflicts_of
from permanence.kernel.wording import listed
from permanence.kernel.working_days import add_working_days


def rule_decision_matches_actions(facts: StepFacts) -> Iterator[str]:
    """Decision and next action match (Q10)."""
    yield from mismatches(facts)


def rule_conflict(facts: StepFacts) -> Iterator[str]:
    """Nobody who sat in the meeting that recommended, or worked on the case, takes the decision (B5.5)."""
    decider = facts.addressee or decider_asked(facts)
    if decider:
        yield from (f"{said} Another appointed decision-maker must decide." for said in conflicts_of(facts, decider))


def decider_asked(facts: StepFacts) -> WorkerFacts | None:
    """Return the decision-maker whom the recommendation was referred to, or None."""
    asked = [request.to_worker for request in facts.requests if request.state in {"sent", "completed"}]
    return next((worker for worker in asked if worker and DECIDER in worker.roles), None)


def rule_decision_after_recommendation(facts: StepFacts) -> Iterator[str]:
    """The decision is not dated before the recommendation (forms.md 2.2)."""
    decided_on, recommended_on = day_of(facts, "decision_date"), day_of(facts, "meeting_date")
    if decided_on and recommended_on and decided_on < recommended_on:
        yield (
            "The decision cannot be dated before the recommendation: it is dated "
            f"{plain_date(decided_on)}, and the meeting was on {plain_date(recommended_on)}."
        )


def rule_deferred(facts: StepFacts) -> Iterator[str]:
    """A deferred recommendation is not referred, and the step stays open (B5.8)."""
    if facts.answer("recommendation") == "deferred":
        yield (
            f"The recommendation is deferred, so it is not referred to the {decider(facts)}. "
            "The workstep stays open until there is a new one."
        )


def rule_not_by_who_chose(facts: StepFacts) -> Iterator[str]:
    """The manager who chose No Longer Required does not authorise it (Q18)."""
    if facts.addressee:
        yield from apart(facts, Somebody.named(facts.addressee), "agrees_choice")


def rule_papers_unchanged(facts: StepFacts) -> Iterator[str]:
    """What this rests on was not edited after it was authorised, open again or not (forms.md 2)."""
    for step in _papers(facts):
        if step.edited_after_authorised:
            yield f"The form of {step.title} was edited or reopened after it was authorised, and not authorised again."


def _papers(facts: StepFacts) -> Iterator[StandingStep]:
    """Yield the steps of the pathway that come before this one, an ended one among them unless it was cancelled."""
    stages = {step.key: step.stage for step in facts.process.steps}
    for step in facts.pathway.steps:
        before = stages.get(step.step_type, 0) < facts.step.stage
        if before and step.id != facts.id and step.state != "cancelled":
            yield step


def rule_meeting_held(facts: StepFacts) -> Iterator[str]:
    """The meeting that recommends is not in the future (forms.md 2.1)."""
    held_on = day_of(facts, "meeting_date")
    if held_on and held_on > facts.today:
        meeting = "the Permanence Panel" if facts.answer("panel") is not None else "the QA meeting"
        yield f"The date of {meeting} cannot be in the future: it is {plain_date(held_on)}."


def rule_independent(facts: StepFacts) -> Iterator[str]:
    """The decision-maker confirms having taken no part in what led to the recommendation (B5.5)."""
    if facts.answer("independent") == "no":
        yield (
            "The decision-maker is not independent of this recommendation. "
            "Another appointed decision-maker must take this."
        )


def rule_quorate(facts: StepFacts) -> Iterator[str]:
    """A minute that is not quorate goes no further (B5.4)."""
    lacks = quorum_missing(facts) if facts.answer("panel") is not None else []
    if lacks:
        yield f"The panel was not quorate: {listed(lacks)}."


def rule_papers_in_time(facts: StepFacts) -> Iterator[str]:
    """Papers are sent as long before panel as the register says, or it is said why the panel agreed to go on (B5.4)."""
    sent_on, held_on = day_of(facts, "papers_sent_on"), day_of(facts, "meeting_date")
    if not sent_on or not held_on or facts.answer("papers_sent_on_late_why"):
        return
    ahead = facts.process.timescale("panel_papers").amount
    by = add_working_days(held_on, -ahead, holidays=facts.holidays)
    if sent_on > by:
        yield (
            f"The papers were sent on {plain_date(sent_on)}, fewer than {count_of(ahead, 'working day')} before "
            f"panel ({plain_date(by)} was the last day): say why the panel agreed to go on."
        )
