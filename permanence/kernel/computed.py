"""Facts that are computed: those that conditions name, and the answers of `calc` questions that can be told here."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from permanence.kernel.calculated import form_day, report_version, sdq_band, signature, week_26, workers_so_far
from permanence.kernel.dates import age_on, count_of
from permanence.kernel.facts import StandingStep, StepFacts
from permanence.kernel.form_definitions import Question
from permanence.kernel.london import london_date
from permanence.kernel.recurrence import next_review_due
from permanence.kernel.timescales import due_date

Fact = Callable[[StepFacts], bool | None]
SAT = ("attended", "part", "by_phone_or_video")


def earlier_answer(facts: StepFacts, key: str) -> Any:
    """Return the newest finished answer to a question of that key in the steps before this one, or None."""
    return next((step.answers[key] for step in latest_first(facts) if key in step.answers), None)


def latest_first(facts: StepFacts) -> list[StandingStep]:
    """Return the finished steps of the pathway but this one, the latest first."""
    finished = [step for step in facts.pathway.steps if step.state == "finished" and step.id != facts.id]
    return sorted(finished, key=lambda step: step.finished_on or date.min, reverse=True)


def answered(facts: StepFacts, key: str) -> Any:
    """Return this form's answer, else the newest one before it."""
    own = facts.answer(key)
    return own if own is not None else earlier_answer(facts, key)


def age(facts: StepFacts) -> int:
    """Return the child's age in whole years on the day of the form; 0 before the birth."""
    return _age_on(facts, form_day(facts))


def _age_on(facts: StepFacts, day: date) -> int:
    return age_on(facts.child.date_of_birth, on=max(day, facts.child.date_of_birth))


def _yes(key: str, *values: str) -> Fact:
    return lambda facts: None if (given := answered(facts, key)) is None else given in (values or ("yes",))


def _any_disability(facts: StepFacts) -> bool | None:
    given = answered(facts, "disability")
    return None if given is None else any(str(code).lower() != "none" for code in given)


def _in_education(facts: StepFacts) -> bool | None:
    given = answered(facts, "setting_kind")
    return None if given is None else given != "none"


def _has_sen(facts: StepFacts) -> bool | None:
    given = answered(facts, "sen")
    return None if given is None else given != "none"


def _repeat_referral(facts: StepFacts) -> bool:
    return any(step.step_type == facts.step.key for step in latest_first(facts))


# True, False, or None where it cannot be told: then no condition that names the fact holds, either way. The last three
# of the notation (final hearing listed, child protection not progressing, update of a support meeting due) have their
# records with a later release, and are answered by a question of that key until then.
FACTS: Final[Mapping[str, Fact]] = {
    "under_4": lambda facts: age(facts) < 4,
    "age_4_to_16": lambda facts: 4 <= age(facts) <= 16,
    "age_8_over": lambda facts: age(facts) >= 8,
    "age_10_over": lambda facts: age(facts) >= 10,
    "age_15_over": lambda facts: age(facts) >= 15,
    "age_16_over": lambda facts: age(facts) >= 16,
    "in_education": _in_education,
    "has_sen": _has_sen,
    "any_disability": _any_disability,
    "proceedings_open": _yes("proceedings_open"),
    "final_hearing_listed": _yes("final_hearing_listed"),
    "has_siblings": _yes("has_siblings"),
    "repeat_referral": _repeat_referral,
    "child_protection_not_progressing": _yes("child_protection_not_progressing"),
    "psm_update_due": _yes("psm_update_due"),
    "carers_are_current": _yes("carers_are_current"),
}


def computed_facts(facts: StepFacts) -> dict[str, str]:
    """Return each computed fact that can be told, as `yes` or `no`."""
    told = {name: fact(facts) for name, fact in FACTS.items()}
    return {name: "yes" if holds else "no" for name, holds in told.items() if holds is not None}


def computed_answers(facts: StepFacts) -> dict[str, str]:
    """Return the answers of the form's `calc` questions that can be told, by question key: text, date or option key."""
    answers = {question.key: _calculated(question, facts) for _, question in facts.form.questions() if question.calc}
    return {key: answer for key, answer in answers.items() if answer is not None}


def _calculated(question: Question, facts: StepFacts) -> str | None:
    calculation = CALCULATIONS.get(question.calc or "")
    return calculation(facts) if calculation else None


def _differs(facts: StepFacts) -> str | None:
    """Say whether the decision differs from the recommendation (B5.1)."""
    decision, recommendation = facts.answer("decision"), facts.answer("recommendation")
    if not decision or not recommendation:
        return None
    agrees = not str(decision).startswith("do_not_")
    recommended = str(recommendation) in {"plan_agreed", "match_approved"}
    return "no" if agrees == recommended else "yes"


def received_on(facts: StepFacts) -> date | None:
    """Return the later of the referral and the final minutes: the start of the decision clock (B5.3)."""
    referred = [london_date(request.sent_at) for request in facts.requests if request.state in {"sent", "completed"}]
    minutes = as_date(facts.answer("minutes_final_on"))
    return max(referred[-1], minutes) if referred and minutes else None


def as_date(answer: Any) -> date | None:
    """Return a kept date."""
    return date.fromisoformat(answer) if answer else None


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _decide_by(facts: StepFacts) -> str | None:
    start = received_on(facts)
    return _due(facts, "adm_decision", start) if start else None


def _due(facts: StepFacts, rule_id: str, start: date) -> str:
    return due_date(facts.process.timescale(rule_id), start_on=start, holidays=facts.holidays).due_on.isoformat()


def _review_kind(facts: StepFacts) -> str:
    return ("first", "second", "later")[min(len(facts.child.reviews_held), 2)]


def _review_due_on(facts: StepFacts) -> str | None:
    held, start = facts.child.reviews_held, facts.child.looked_after_from
    if held:
        return _due(facts, "second_review" if len(held) == 1 else "later_review", held[-1])
    return _due(facts, "first_review", start) if start else None


def _next_review_by(facts: StepFacts) -> str | None:
    held_on = as_date(facts.answer("held_on"))
    rule = "later_review" if facts.child.reviews_held else "second_review"
    return _due(facts, rule, held_on) if held_on else None


def quorum_missing(facts: StepFacts) -> list[str]:
    """Return what a panel lacks to be quorate, in words (B5.4)."""
    sat = [row for row in facts.answer("panel") or [] if row.get("outcome") in SAT]
    roles = {row.get("role") for row in sat}
    quorum = facts.process.setting("panel_quorum")
    lacks = [f"only {len(sat)} of the {quorum} people needed sat"] if len(sat) < quorum else []
    lacks += [] if roles & {"chair", "vice_chair"} else ["neither chair nor vice-chair sat"]
    experienced = "social_worker_with_three_years_experience" in roles
    return lacks + ([] if experienced else ["no social worker with three years' experience sat"])


def _quorum(facts: StepFacts) -> str | None:
    return None if facts.answer("panel") is None else "no" if quorum_missing(facts) else "yes"


def _days_waiting(facts: StepFacts) -> str | None:
    asked = [
        step.finished_on for step in latest_first(facts) if step.finished_on and "carers_are_current" in step.answers
    ]
    return count_of((form_day(facts) - asked[0]).days, "day") if asked else None


CALCULATIONS: Final[Mapping[str, Callable[[StepFacts], str | None]]] = {
    "adm_differs": _differs,
    "adm_received_on": lambda facts: _iso(received_on(facts)),
    "adm_decide_by": _decide_by,
    "age_now": lambda facts: str(_age_on(facts, facts.today)),
    "age_at_report": lambda facts: str(age(facts)),
    "days_waiting": _days_waiting,
    "due_next_review": lambda facts: _iso(next_review_due(facts)),
    "next_review_by": _next_review_by,
    "quorum": _quorum,
    "report_date": lambda facts: form_day(facts).isoformat(),
    "report_version": report_version,
    "review_due_on": _review_due_on,
    "review_kind": _review_kind,
    "sdq_band": sdq_band,
    "signature": signature,
    "week_26": week_26,
    "workers_so_far": workers_so_far,
}
