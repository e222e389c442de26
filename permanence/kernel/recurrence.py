"""The step that recurs, and its review every so many months: one next action or two (R115 to R117, Q11 to Q13)."""

from dataclasses import dataclass
from datetime import date

from permanence.kernel.dates import plain_date, short_date
from permanence.kernel.definitions import Recurrence
from permanence.kernel.facts import ProposalFacts, StandingStep, StepFacts
from permanence.kernel.months import add_months, first_uncovered_due, quarterly_dues
from permanence.kernel.wording import short_role

NUMBERS = {1: "one", 2: "two", 3: "three"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurring:
    """What recurs from this step as it stands.

    Args:
        due: the review date that no review step stands for and that comes before the next meeting, or on its day.
        planned: day of the next meeting: as answered, else the default of months ahead.
    """

    rule: Recurrence
    anchor: date
    planned: date
    due: date | None

    @property
    def purposes(self) -> tuple[str, ...]:
        """Return the purposes of the next actions that are due: the review first, where one is due."""
        review = (self.rule.review_value,) if self.due else ()
        return (*review, self.rule.meeting_value)


def recurring(facts: StepFacts) -> Recurring | None:
    """Return what recurs, or None: nothing does after a review, or once the search is over (Q12, Q13)."""
    rule = facts.step.recurrence
    if rule is None or is_review(facts) or (rule.stops_if and rule.stops_if.holds(facts.flat())):
        return None
    anchor = facts.pathway.anchors.get(rule.anchor, facts.today)
    planned = planned_on(facts, rule)
    due = first_uncovered_due(anchor, covered=covered_dues(facts), upto=planned, months=rule.months)
    return Recurring(rule=rule, anchor=anchor, planned=planned, due=due)


def is_review(facts: StepFacts) -> bool:
    """Return whether the step is used for the review: as answered, else as it was created."""
    rule = facts.step.recurrence
    return rule is not None and (facts.answer(rule.purpose_field) or facts.purpose) == rule.review_value


def planned_on(facts: StepFacts, rule: Recurrence) -> date:
    """Return the day of the next meeting as answered, else the default of months after today (Q12)."""
    answer = facts.answer(rule.next_date_field)
    return date.fromisoformat(answer) if answer else add_months(facts.today, rule.default_months)


def covered_dues(facts: StepFacts) -> list[date]:
    """Return the due dates that an open or finished review step stands for, proposals not counted (Q12)."""
    return [
        step.review_due_on
        for step in facts.pathway.steps
        if step.step_type == facts.step.key and step.state != "cancelled" and step.review_due_on
    ]


def next_review_due(facts: StepFacts) -> date | None:
    """Return the first due date that no review step stands for and that has not passed."""
    rule = facts.step.recurrence
    anchor = facts.pathway.anchors.get(rule.anchor) if rule else None
    if rule is None or anchor is None:
        return None
    upto = add_months(max(facts.today, anchor), rule.months)
    covered = covered_dues(facts)
    return next((due for due in quarterly_dues(anchor, upto=upto, months=rule.months) if due not in covered), None)


def added(facts: StepFacts, rule: Recurrence) -> list[ProposalFacts]:
    """Return the recurring next actions that are proposed."""
    return [proposal for proposal in facts.proposals if proposal.key == rule.next_action]


def default_purpose(facts: StepFacts, key: str) -> str | None:
    """Return the purpose that the next action of that key starts with: of those due, one not added yet (Q13)."""
    found = recurring(facts)
    if found is None or found.rule.next_action != key:
        return None
    taken = [proposal.purpose for proposal in added(facts, found.rule)]
    return next((purpose for purpose in found.purposes if purpose not in taken), found.rule.meeting_value)


def why_two(facts: StepFacts, found: Recurring, *, title: str, goes_to: str) -> str:
    """Return why two are due, or one, with the arithmetic (pages, section 10.5)."""
    work = found.rule.anchor.removesuffix("_started").replace("_", " ").capitalize()
    if found.due is None:
        return (
            f"{work} goes on. No {found.rule.months} month review falls due by your next meeting, "
            f"{_weekday_and_date(found.planned)}. So one {title} goes to {goes_to}."
        )
    months = NUMBERS.get(found.rule.months, str(found.rule.months))
    return (
        f"{work} for {facts.child.known_as} started on {plain_date(found.anchor)}. "
        f"{_months_on(found, months)} is {_weekday_and_date(found.due)}, and your next meeting, "
        f"{_weekday_and_date(found.planned)}, falls on or after it. So two {title} go to {goes_to}: "
        f"one for {short_role(facts.process, ('review_team_worker',))}, one for you as usual."
    )


def one_is_enough(found: Recurring, *, title: str) -> str:
    """Return that no review falls due, so one is enough (Q12)."""
    planned = plain_date(found.planned)
    return f"No {found.rule.months} month review falls due by the next meeting on {planned}: one {title} is enough."


def _months_on(found: Recurring, months: str) -> str:
    passed = 1
    while add_months(found.anchor, found.rule.months * passed) != found.due:
        passed += 1
    counted = months.capitalize() if passed == 1 else str(found.rule.months * passed)
    return f"{counted} months on"


def _weekday_and_date(day: date) -> str:
    return f"{short_date(day).split()[0]} {plain_date(day)}"


def other_of_pair(facts: StepFacts) -> StandingStep | None:
    """Return the other step of the pair this one was created in, unless it is cancelled."""
    if facts.pair_id is None:
        return None
    return next(
        (
            step
            for step in facts.pathway.steps
            if step.pair_id == facts.pair_id and step.id != facts.id and step.state != "cancelled"
        ),
        None,
    )
