"""Rules of the permanence placement record (forms.md 6.1, 12.2, 12.3; B2)."""

from collections.abc import Iterator
from datetime import date

from permanence.kernel.completeness import known
from permanence.kernel.computed import latest_first
from permanence.kernel.dates import plain_date
from permanence.kernel.facts import StepFacts
from permanence.kernel.rule_help import day_of, decider, fixed_rows, option_label

LONG_TERM_CODES = ("u1", "u4")
BIRTH_PARENTS = ("mother", "father")


def rule_three_confirmations(facts: StepFacts) -> Iterator[str]:
    """U1 and U4 stand only when the three long-term confirmations are dated (B2.2)."""
    if str(facts.answer("placement_code")).casefold() not in LONG_TERM_CODES:
        return
    if not facts.answer("ltf_in_care_plan_on"):
        yield "The care plan does not yet record long-term foster care as the plan for permanence."
    if not facts.answer("ltf_carer_agreed_on"):
        yield "The carer has not agreed to care for the child until the child ceases to be looked after."
    told = fixed_rows(facts, "ltf_confirmed_to")
    if not told.get("carer", {}).get("on"):
        yield "The carers have not been told that the home is long term."
    if not told.get("child", {}).get("on"):
        yield f"{facts.child.known_as} has not been told that the home is long term."
    if not all(told.get(who, {}).get("on") or told.get(who, {}).get("not_confirmed_why") for who in BIRTH_PARENTS):
        yield "Birth parents have not been told that the home is long term."


def rule_review_before_change(facts: StepFacts) -> Iterator[str]:
    """A review considered the move: one was held since the match was identified (B1.1).

    What a review considered is not recorded yet, so its day is taken for it.
    """
    if facts.answer("same_carers") != "no":
        return
    matched = [step.finished_on for step in latest_first(facts) if step.answers.get("match_found") == "yes"]
    identified_on = matched[0] if matched and matched[0] else date.min
    if not any(held_on >= identified_on for held_on in facts.child.reviews_held):
        yield "No review has considered this move."


def rule_dates_in_order(facts: StepFacts) -> Iterator[str]:
    """Decision, agreement, move and confirmations are in possible order (forms.md 6.1)."""
    agreed_on, starts_on = day_of(facts, "agreed_when"), day_of(facts, "starts_on")
    if agreed_on and starts_on and starts_on < agreed_on:
        yield f"It begins before it was agreed: on {plain_date(starts_on)}, agreed on {plain_date(agreed_on)}."
    decided_on = _decided_on(facts)
    if agreed_on and decided_on and agreed_on < decided_on:
        yield (
            f"It is said to be agreed on {plain_date(agreed_on)}, before the {decider(facts)} approved the match "
            f"on {plain_date(decided_on)}."
        )
    dated = {
        "agreed_when": agreed_on,
        **{key: day_of(facts, key) for key in ("ltf_in_care_plan_on", "ltf_carer_agreed_on")},
    }
    for key, day in dated.items():
        if day and day > facts.today:
            yield f"{_asked(facts, key)} is dated {plain_date(day)}, which is still to come."


def _decided_on(facts: StepFacts) -> date | None:
    for step in latest_first(facts):
        if step.answers.get("decision") == "approve_the_match" and step.answers.get("decision_date"):
            return date.fromisoformat(step.answers["decision_date"])
    return None


def _asked(facts: StepFacts, key: str) -> str:
    return next((f'"{question.ask.rstrip("?")}"' for _, question in facts.form.questions() if question.key == key), key)


def rule_reg22b(facts: StepFacts) -> Iterator[str]:
    """Every condition before a long-term placement is met, or it is said why it is not needed (B2.3)."""
    plan = known(facts).get("plan_made_real") or facts.copied.get("form.c0054.plan.best_option")
    if plan not in {None, "long_term_fostering"}:
        return
    for key, row in fixed_rows(facts, "reg22b").items():
        label = option_label(facts, "reg22b", key)
        if row.get("met") == "not_needed" and not str(row.get("how") or "").strip():
            yield f"Conditions before a long-term placement: {label}. Say why this is not needed."
        elif row.get("met") not in {"yes", "not_needed"}:
            yield f"Conditions before a long-term placement: {label}. This is not answered Yes, nor Not needed."
