"""The due dates that a workstep's own moments start and meet: started, saved, passed, sent, finished (TimescaleUse)."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import count, islice
from uuid import UUID

from permanence.kernel.answered import answered_on
from permanence.kernel.completeness import known
from permanence.kernel.definitions import TimescaleUse
from permanence.kernel.facts import ChildFacts, StepFacts
from permanence.kernel.london import london_date
from permanence.kernel.timescale_rules import TimescaleRule
from permanence.operations.timescales import NONE_STANDS, due_of, meet, open_dues, reckon, standing, start_event, stop
from permanence.records.gathered import alter, change
from permanence.records.worksteps import Workstep

INBOX = "inbox_pick_up"
WRITTEN = ("saved", "finished")
AHEAD = 2
"""How many of the coming dates of a rule that repeats stand on the record."""


def at_moment(facts: StepFacts, moment: str, *, at: datetime) -> None:
    """Meet and start the due dates that this moment of the workstep meets and starts.

    Args:
        facts: as they stand at that moment.
        moment: `started`, `saved`, `passed`, `finished`, `sent:<request key>`.
    """
    for use in facts.step.timescales:
        rule = facts.process.timescale(use.rule_id)
        if use.met_on == moment:
            _meet(facts, rule, on=facts.today)
        if use.on == moment and (use.only_if is None or use.only_if.holds(known(facts))):
            _start(facts, use, rule, at=at)
        if moment in WRITTEN and (day := _answered(facts, use.met_on or "")):
            _meet(facts, rule, on=day)


def _meet(facts: StepFacts, rule: TimescaleRule, *, on: date) -> None:
    event = start_event(rule, subject_id=facts.id)
    meet(child_id=facts.child.id, rule_ids=[rule.rule_id], on=on, event=event)


def _answered(facts: StepFacts, word: str) -> date | None:
    """Return the day by which the question was answered whose answer meets the due date (`answer:<question key>`)."""
    asked = {question.key: question for _, question in facts.form.questions()}.get(word.removeprefix("answer:"))
    return answered_on(asked, facts.answer(asked.key), today=facts.today) if asked else None


def _start(facts: StepFacts, use: TimescaleUse, rule: TimescaleRule, *, at: datetime) -> None:
    starts = [day for day in (_day(facts, word) for word in use.start) if day]
    if not starts:
        return
    due = reckon(
        rule,
        authority_id=facts.child.authority_id,
        child_id=facts.child.id,
        start_on=max(starts),
        at=at,
        step_id=facts.id,
        subject_id=facts.id,
    )
    if use.sets_step_due:
        alter(Workstep, facts.id, due_on=due.due_on)


def _day(facts: StepFacts, word: str) -> date | None:
    if word == "today":
        return facts.today
    answer = facts.answer(word.removeprefix("answer:"))
    return date.fromisoformat(answer) if answer else None


def keep_reviews_ahead(facts: StepFacts, *, anchor_on: date, at: datetime) -> None:
    """Keep the next dates of a recurring step's review on the record, each counted from the anchor (Q11).

    A date whose review was held does not fall due again, though the dates were stopped since (Q12).
    """
    recurrence = facts.step.recurrence
    if recurrence is None:
        return
    rule, child = facts.process.timescale(recurrence.timescale), facts.child
    coming = list(islice(_coming(rule, anchor_on=anchor_on, today=facts.today), AHEAD))
    held = {step.review_due_on for step in facts.pathway.steps if step.state == "finished"}
    wanted = [occurrence for occurrence, due_on in coming if due_on not in held]
    events = [start_event(rule, subject_id=None, occurrence=each) for each in wanted]
    among = standing(rule, child_id=child.id, events=events) if events else None
    for occurrence in wanted:
        reckon(
            rule,
            authority_id=child.authority_id,
            child_id=child.id,
            start_on=anchor_on,
            at=at,
            occurrence=occurrence,
            among=among,
        )


def _coming(rule: TimescaleRule, *, anchor_on: date, today: date) -> Iterator[tuple[int, date]]:
    """Yield the dates of a rule that repeats which are not past, each with which time it is."""
    for occurrence in count(1):
        due_on = due_of(rule, start_on=anchor_on, occurrence=occurrence).due_on
        if due_on >= today:
            yield occurrence, due_on


def meet_review(facts: StepFacts) -> None:
    """Write down that the review which this workstep stood for was done (Q12)."""
    recurrence = facts.step.recurrence
    if recurrence and facts.review_due_on:
        dues = open_dues(facts.child.id).filter(rule_id=recurrence.timescale, due_on=facts.review_due_on)
        change(dues, among=[recurrence.timescale], met_on=facts.today)


def stop_reviews(facts: StepFacts, *, reason: str, at: datetime) -> None:
    """Stop the coming review dates: family finding has found a family, or has ended (Q13)."""
    if facts.step.recurrence:
        stop(child_id=facts.child.id, rule_ids=[facts.step.recurrence.timescale], reason=reason, at=at)


def put_in_inbox(
    rule: TimescaleRule, *, child: ChildFacts, item_id: UUID, step_id: UUID, at: datetime, is_new: bool = False
) -> None:
    """Start the time within which somebody picks an item up from a team inbox; `rule` is that of INBOX.

    Args:
        is_new: the item was made in this very act, so that no time runs for it yet.
    """
    reckon(
        rule,
        authority_id=child.authority_id,
        child_id=child.id,
        start_on=london_date(at),
        at=at,
        step_id=step_id,
        subject_id=item_id,
        again=True,
        among=NONE_STANDS if is_new else None,
    )


def taken_from_inbox(*, child_id: UUID, item_id: UUID, at: datetime) -> None:
    """Write down that somebody took an item from a team inbox, or that nobody needs to any more."""
    waiting = open_dues(child_id).filter(rule_id=INBOX, start_event__endswith=f":{item_id}")
    change(waiting, among=[INBOX], met_on=london_date(at))
