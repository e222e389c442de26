"""Rules of the QA meeting, the panel and the Agency Decision Maker's decision (forms.md 2; B5)."""

from collections.abc import Iterator
from uuid import UUID

from permanence.kernel.agreement import mismatches
from permanence.kernel.computed import SAT, latest_first, quorum_missing
from permanence.kernel.dates import plain_date
from permanence.kernel.facts import StepFacts, WorkerFacts
from permanence.kernel.rule_help import day_of, proposed, rows_of
from permanence.kernel.wording import listed
from permanence.kernel.working_days import add_working_days

DECIDER = "agency_decision_maker"
PAPERS_WORKING_DAYS = 5
MANAGING = ("social_worker", "supervising_social_worker", "practice_supervisor", "team_manager")


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


def conflicts_of(facts: StepFacts, worker: WorkerFacts) -> Iterator[str]:
    """Yield why this worker may not decide here, each as a sentence that names them (B5.5)."""
    held_on = day_of(facts, "meeting_date")
    meeting = "the panel" if facts.answer("panel") is not None else "the QA meeting"
    of_day = f" of {plain_date(held_on)}" if held_on else ""
    if {str(known) for known in (worker.id, worker.person_id) if known} & _sat(facts):
        yield f"{worker.name} sat on {meeting}{of_day}."
    if any(
        row.get("worker") == str(worker.id) and row.get("outcome") == "withdrew" for row in rows_of(facts, "interests")
    ):
        yield f"{worker.name} declared an interest at {meeting}{of_day} and withdrew."
    yield from _conflicts_from_work(facts, worker.id, worker.name)


def _sat(facts: StepFacts) -> set[str]:
    rows = [*rows_of(facts, "members"), *rows_of(facts, "panel")]
    sat = [row.get("attendee") for row in rows if row.get("outcome", "attended") in SAT]
    return {str(each) for each in (*sat, facts.answer("chair")) if each}


def _conflicts_from_work(facts: StepFacts, worker_id: UUID, name: str) -> Iterator[str]:
    # An earlier decision is no report: whoever agreed the plan may also decide the match.
    decided = {step.key for step in facts.process.steps if DECIDER in step.finished_by}
    reports = [step for step in latest_first(facts) if step.authorised_by and step.step_type not in decided]
    if any(worker_id in step.written_by for step in reports):
        yield f"{name} wrote in the report that this decision rests on."
    if any(worker_id in step.authorised_by for step in reports):
        yield f"{name} authorised the report that this decision rests on."
    roles = [role for role in MANAGING if (held := facts.child.allocated.get(role)) and held.id == worker_id]
    if roles:
        titles = {role.key: role.title for role in facts.process.roles}
        yield f"{name} is {facts.child.known_as}'s {listed(titles.get(role, role) for role in roles)}."


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
            "The recommendation is deferred, so it is not referred to the Agency Decision Maker. "
            "The workstep stays open until there is a new one."
        )


def rule_not_by_who_chose(facts: StepFacts) -> Iterator[str]:
    """The manager who chose No Longer Required does not authorise it (Q18)."""
    if facts.addressee is None:
        return
    for proposal, action in proposed(facts):
        if action.waives and proposal.added_by.id == facts.addressee.id:
            yield f"{facts.addressee.name} chose {action.title}, so another manager authorises it."


def rule_papers_unchanged(facts: StepFacts) -> Iterator[str]:
    """The report was not edited after it was authorised (forms.md 2)."""
    for step in latest_first(facts):
        if step.edited_after_authorised:
            yield f"The form of {step.title} was edited after it was authorised."


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
    """Papers are sent at least 5 working days before panel, or it is said why the panel agreed to go on (B5.4)."""
    sent_on, held_on = day_of(facts, "papers_sent_on"), day_of(facts, "meeting_date")
    if not sent_on or not held_on or facts.answer("papers_sent_on_late_why"):
        return
    by = add_working_days(held_on, -PAPERS_WORKING_DAYS, holidays=facts.holidays)
    if sent_on > by:
        yield (
            f"The papers were sent on {plain_date(sent_on)}, fewer than {PAPERS_WORKING_DAYS} working days before "
            f"panel ({plain_date(by)} was the last day): say why the panel agreed to go on."
        )
