"""What the named rules share: labels, names and rows of answers, and what was added or stands open."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from permanence.kernel.definitions import NextActionType
from permanence.kernel.facts import ProposalFacts, StandingStep, StepFacts

NUMBER_WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def option_label(facts: StepFacts, question: str, key: str) -> str:
    """Return the label of an option of the form's question, or of a fixed row; the key where the form has none."""
    for _, asked in facts.form.questions():
        if asked.key == question:
            return next((option.label for option in (*asked.options, *asked.rows) if option.key == key), key)
    return key


def decider(facts: StepFacts) -> str:
    """Return what whoever decides is called here: "Agency Decision Maker", unless the authority says otherwise."""
    return facts.process.role_title("agency_decision_maker")


def name_of(facts: StepFacts, pointer: Any) -> str:
    """Return the name of the worker or person an answer points to."""
    return facts.names.get(str(pointer), "Somebody whose name is not known")


def rows_of(facts: StepFacts, question: str) -> list[Mapping[str, Any]]:
    """Return the rows of a repeating table."""
    return list(facts.answer(question) or [])


def fixed_rows(facts: StepFacts, question: str) -> dict[str, Mapping[str, Any]]:
    """Return the cells of a fixed table by row key; every row the form names is there, in its order."""
    given = facts.answer(question) or {}
    keys = next((asked.rows for _, asked in facts.form.questions() if asked.key == question), ())
    return {row.key: given.get(row.key, {}) for row in keys} or dict(given)


def day_of(facts: StepFacts, question: str) -> date | None:
    """Return the date that is the answer to a question."""
    answer = facts.answer(question)
    return date.fromisoformat(answer) if answer else None


def proposed(facts: StepFacts) -> Iterator[tuple[ProposalFacts, NextActionType]]:
    """Yield each next action added to the step with its type."""
    types = {action.key: action for action in facts.step.next_actions}
    for proposal in facts.proposals:
        if proposal.key in types:
            yield proposal, types[proposal.key]


def open_elsewhere(facts: StepFacts) -> list[StandingStep]:
    """Return the other open steps of the pathway."""
    return [step for step in facts.pathway.steps if step.is_open and step.id != facts.id]


def is_on_the_way(facts: StepFacts, step_type: str) -> bool:
    """Return whether a step of that kind leads on to a permanent home, rather than standing beside the way."""
    return any(step.key == step_type and step.stage > 0 for step in facts.process.steps)


def leads_on(facts: StepFacts, step_type: str, *, purpose: str | None = None) -> bool:
    """Return whether a step of that kind leads on: it stands on the way, or has to say what follows (Q15).

    A review of what recurs ends where it is (Q13).
    """
    step = next((step for step in facts.process.steps if step.key == step_type), None)
    if step is None or (step.recurrence and purpose == step.recurrence.review_value):
        return False
    return step.stage > 0 or step.needs_next_action


def takes_up(facts: StepFacts, step: StandingStep) -> bool:
    """Return whether an open step takes up what comes to it: it leads on, and has not said already what follows it."""
    return leads_on(facts, step.step_type, purpose=step.purpose) and not step.sent_on


def number_words(number: int) -> str:
    """Return a number in words up to nine, to begin a sentence with; in figures from 10 on."""
    return NUMBER_WORDS[number] if number < len(NUMBER_WORDS) else f"{number:,}"
