"""When the workstep that a next action creates is to be done: the day its proposal carries (R117, Q12)."""

from datetime import date

from permanence.kernel.facts import StepFacts
from permanence.kernel.recurrence import recurring
from permanence.kernel.working_days import add_working_days


def falls_due(facts: StepFacts, action_key: str, purpose: str | None) -> date | None:
    """Return the day, or None where the process says none.

    Of what recurs: the review's own due date, or the next meeting as planned. Of any other: as many working days after
    today as the next action says.
    """
    found = recurring(facts)
    if found is not None and found.rule.next_action == action_key:
        return found.due if purpose == found.rule.review_value else found.planned
    days = facts.step.next_action(action_key).due_in_working_days
    return add_working_days(facts.today, days, holidays=facts.holidays) if days else None
