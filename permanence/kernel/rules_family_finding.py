"""Rules of the referral to family finding, and of its meetings and reviews (forms.md 3 and 4; Q11 to Q13)."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from permanence.kernel.computed import earlier_answer, latest_first
from permanence.kernel.dates import plain_date
from permanence.kernel.facts import StandingStep, StepFacts
from permanence.kernel.recurrence import Recurring, added, is_review, one_is_enough, other_of_pair, recurring
from permanence.kernel.rule_help import decider, fixed_rows, number_words, rows_of
from permanence.kernel.wording import upper_first

POSTCODE = re.compile(r"\b[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}\b")
RULED_OUT = ("not_suitable", "they_said_no")


def rule_adm_agreed(facts: StepFacts) -> Iterator[str]:
    """An Agency Decision Maker has agreed this plan (forms.md 3)."""
    decisions = [
        step.answers["decision"] for step in latest_first(facts) if "plan" in str(step.answers.get("decision"))
    ]
    if not decisions or decisions[0] != "agree_the_plan":
        yield f"No {decider(facts)} has agreed this plan."


def rule_profile_anonymous(facts: StepFacts) -> Iterator[str]:
    """The profile to share holds neither the child's name nor school nor a postcode (forms.md 3)."""
    profile = str(facts.answer("profile") or "")
    for name in dict.fromkeys([facts.child.name, facts.child.known_as, *facts.child.name.split()]):
        if re.search(rf"\b{re.escape(name)}\b", profile):
            yield f'The profile names {facts.child.known_as}: take "{name}" out.'
            break
    school = str(earlier_answer(facts, "setting_now") or "").strip()
    if school and school.casefold() in profile.casefold():
        yield f'The profile names the child\'s school: take "{school}" out.'
    postcode = POSTCODE.search(profile.upper())
    if postcode:
        yield f'The profile contains a postcode: take "{postcode[0]}" out.'


def rule_needs_changed(facts: StepFacts) -> Iterator[str]:
    """The needs are those of the report the decision-maker read, or it is said why not (forms.md 3)."""
    before = earlier_answer(facts, "needs")
    if not before:
        return
    now = fixed_rows(facts, "needs")
    changed = sum(now.get(key, {}) != row for key, row in before.items())
    if changed:
        verb = "need differs" if changed == 1 else "needs differ"
        said = upper_first(number_words(changed))
        yield f"{said} {verb} from the report the {decider(facts)} read; say why."


def rule_one_or_two(facts: StepFacts) -> Iterator[str]:
    """Two next actions when a review falls due by the next meeting, one otherwise (R117, Q12)."""
    found = recurring(facts)
    if found is None or facts.answer(found.rule.next_date_field) is None:
        return
    proposals = added(facts, found.rule)
    title = facts.step.next_action(found.rule.next_action).title
    if found.due and len(proposals) != len(found.purposes):
        yield _two_are_due(found, title)
    elif not found.due and len(proposals) > 1:
        yield one_is_enough(found, title=title)
    elif len(proposals) > 1 and sorted(str(proposal.purpose) for proposal in proposals) != sorted(found.purposes):
        yield f"Exactly one of the two {title} actions is the {found.rule.months} month review. Mark them so."
    elif not found.due and any(proposal.purpose == found.rule.review_value for proposal in proposals):
        yield f"No {found.rule.months} month review falls due yet. Add {title} as a meeting instead."


def _two_are_due(found: Recurring, title: str) -> str:
    due = found.due or found.planned
    before = (
        f"before the next meeting on {plain_date(found.planned)}"
        if due < found.planned
        else "on the day of the next meeting"
    )
    return f"A {found.rule.months}-month review falls due on {plain_date(due)}, {before}: add two {title} actions."


def rule_review_ends(facts: StepFacts) -> Iterator[str]:
    """A review adds no next action (Q13)."""
    if is_review(facts) and facts.proposals and facts.step.recurrence:
        yield f"A {facts.step.recurrence.months} month review adds no next action."


def rule_one_review_of_a_pair(facts: StepFacts) -> Iterator[str]:
    """Exactly one of a pair is the review (Q13)."""
    rule, other = facts.step.recurrence, other_of_pair(facts)
    if rule is None or other is None:
        return
    review = f"{rule.months} month review"
    if is_review(facts) and other.purpose == rule.review_value:
        yield f"The other of this pair, {_whose(other)}, is the {review} already. Mark this one as the meeting."
    elif not is_review(facts) and other.purpose != rule.review_value:
        yield f"The other of this pair, {_whose(other)}, is the meeting. Mark this one as the {review}."


def _whose(step: StandingStep) -> str:
    return f"{step.title} with {step.with_name}" if step.with_name else step.title


def rule_same_family_twice(facts: StepFacts) -> Iterator[str]:
    """No household is considered again after it was ruled out (forms.md 4)."""
    considered = {_household(row) for row in rows_of(facts, "families_considered")} - {""}
    for step in latest_first(facts):
        for row in step.answers.get("families_considered") or []:
            if row.get("result") in RULED_OUT and _household(row) in considered:
                day = row.get("on") or (step.finished_on or facts.today).isoformat()
                yield f"The same household was ruled out on {plain_date(facts.today.fromisoformat(day))}."


def _household(row: Mapping[str, Any]) -> str:
    return str(row.get("household") or row.get("reference") or "").strip().casefold()
