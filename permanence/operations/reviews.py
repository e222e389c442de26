"""A Child in Care Review that was held: on the record, with what it meets and what the next is counted from (B1.3)."""

from datetime import date, datetime

from permanence.kernel.completeness import known
from permanence.kernel.facts import StepFacts
from permanence.operations.notices import end_alerts
from permanence.operations.timescales import meet
from permanence.records.children import Review

STEP = "child_in_care_review"
CLOCKS = ("first_review", "second_review", "later_review")
PLAN_CLOCK = "plan_by_second_review"
AGREED = ("agreed", "changed")


def record_review(facts: StepFacts, *, at: datetime) -> None:
    """Write down the review that this workstep recorded, if it is one, and meet what fell due with it.

    A plan that was agreed ends the alert that there is none (Q28). A workstep that was reopened and finished again
    stands for one review: the row of its earlier finish is withdrawn, and kept.
    """
    if facts.step.key != STEP or not facts.answer("held_on"):
        return
    held_on, agreed = date.fromisoformat(facts.answer("held_on")), facts.answer("permanence_agreed") in AGREED
    iro = facts.child.allocated.get("independent_reviewing_officer")
    Review.objects.filter(step_id=facts.id, withdrawn_at=None).update(withdrawn_at=at)
    Review.objects.create(
        authority_id=facts.child.authority_id,
        child_id=facts.child.id,
        kind=str(known(facts).get("review_kind") or ""),
        held_on=held_on,
        iro_id=iro.id if iro else None,
        permanence_agreed=agreed,
        ratified_home=facts.answer("home_ratified") == "yes",
        minute_reference=facts.answer("home_ratified_minute_reference") or "",
        step_id=facts.id,
    )
    meet(child_id=facts.child.id, rule_ids=CLOCKS, on=held_on)
    if agreed:
        meet(child_id=facts.child.id, rule_ids=[PLAN_CLOCK], on=held_on)
        end_alerts(child_id=facts.child.id, kind="alert", at=at)
