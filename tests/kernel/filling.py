"""Answers for tests of rules: every form of the process filled in until nothing is missing."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any
from uuid import uuid5

from permanence.kernel.completeness import missing
from permanence.kernel.covering import covered_hash, covered_sections
from permanence.kernel.definitions import Process
from permanence.kernel.facts import StepFacts
from permanence.kernel.form_definitions import Column, Question, Section
from permanence.outside.definitions import PROCESSES, load_process
from tests.kernel.people import AUTHORITY, PRIYA

SOMEBODY = str(uuid5(AUTHORITY, "somebody"))
OPTIONS_CONCLUDED = {
    "reunification": {"conclusion": "ruled_out", "conclusion_why": "It is not safe."},
    "kinship": {"conclusion": "ruled_out", "conclusion_why": "Nobody came forward."},
    "long_term_fostering": {"conclusion": "primary", "conclusion_why": "It gives a family now."},
    "adoption": {"conclusion": "ruled_out", "conclusion_why": "Contact matters more."},
    "residential": {"conclusion": "ruled_out", "conclusion_why": "A family is found."},
}
PANEL = [
    {"id": f"p{number}", "role": role, "attendee": SOMEBODY, "outcome": "attended", "contribution": "spoke"}
    for number, role in enumerate(
        ("chair", "vice_chair", "social_worker_with_three_years_experience", "independent", "independent")
    )
]
# Answers under which nothing in the rules speaks against a form, where the first that fits would.
GOOD: Mapping[str, Any] = {
    "plan.best_option": "long_term_fostering",
    "options": OPTIONS_CONCLUDED,
    "has_siblings": "no",
    "declaration": "yes",
    "independent": "yes",
    "purpose": "family_finding_meeting",
    "match_found": "no",
    "agreed_by": str(PRIYA.id),
    "needs_new_plan": "no",
    "significant": "no",
    "profile": "A warm and funny child who loves stories.",
    "panel": PANEL,
    "papers_sent_on_late_why": "The panel had read them all and agreed to go on.",
}


@cache
def process() -> Process:
    return load_process(PROCESSES / "long_term_fostering")


def answering(facts: StepFacts, **answers: Any) -> StepFacts:
    """Return the facts with these answers laid over; None takes an answer away. `__` stands for a dot."""
    return _with(facts, {key.replace("__", "."): value for key, value in answers.items()})


def _with(facts: StepFacts, answers: Mapping[str, Any]) -> StepFacts:
    kept = {key: dict(section) for key, section in facts.answers.items()}
    for key, value in answers.items():
        section = section_of(facts, key)
        kept.setdefault(section.key, {})[key] = value
        if value is None:
            del kept[section.key][key]
    return hashed(replace(facts, answers=kept))


def section_of(facts: StepFacts, key: str) -> Section:
    asked = key.removesuffix("_missing_why").removesuffix("_missing")
    return next(section for section, question in facts.form.questions() if question.key in {key, asked})


def hashed(facts: StepFacts) -> StepFacts:
    """Return the facts with the hash of what each request covers, as the form stands."""
    hashes = {
        request.key: covered_hash(facts.form, facts.answers, covered_sections(facts.step, facts.form, request))
        for request in facts.step.requests
    }
    return replace(facts, covered_hashes=hashes)


_COMPLETED: dict[Any, Mapping[str, Mapping[str, Any]]] = {}


def completed(facts: StepFacts) -> StepFacts:
    """Return the facts with every answer that is missing given, until none is; each form is filled in once."""
    key = (facts.form.key, facts.child.date_of_birth, facts.today, facts.purpose, str(facts.pathway.steps))
    if key not in _COMPLETED:
        _COMPLETED[key] = _completed(facts).answers
    return hashed(replace(facts, answers=_COMPLETED[key]))


def _completed(facts: StepFacts) -> StepFacts:
    good = {q.key: GOOD[q.key] for _, q in facts.form.questions() if q.key in GOOD}
    facts = _with(facts, good)
    found: list[tuple[Section, str]] = []
    for _ in range(20):
        found = [
            (section, one.key)
            for section in facts.form.sections
            for one in missing(section, facts.answers.get(section.key, {}), facts=facts)
        ]
        if not found:
            return facts
        for section, key in found:
            facts = _filled(facts, section, key)
    raise AssertionError(f"Still missing: {found}")


def _filled(facts: StepFacts, section: Section, key: str) -> StepFacts:
    question = max((q for q in section.questions if key == q.key or key.startswith(f"{q.key}.")), key=_length)
    answers = {name: dict(kept) for name, kept in facts.answers.items()}
    kept = answers.setdefault(section.key, {})
    if key == question.key:
        kept[key] = _a_value(question, facts)
    else:
        row, column = key.removeprefix(f"{question.key}.").split(".")
        cells = next(c for c in question.columns if c.key == column)
        _row(question, kept, row)[column] = _a_value(cells, facts)
    return hashed(replace(facts, answers=answers))


def _length(question: Question) -> int:
    return len(question.key)


def _row(question: Question, kept: dict[str, Any], row: str) -> dict[str, Any]:
    cells: dict[str, Any]
    if question.kind == "fix":
        cells = kept.setdefault(question.key, {}).setdefault(row, {})
    else:
        cells = next(one for one in kept[question.key] if one["id"] == row)
    return cells


def _a_value(asked: Question | Column, facts: StepFacts) -> Any:
    if asked.kind == "tbl":
        return [{"id": "r1"}]
    if asked.kind == "fix" and isinstance(asked, Question):
        return {asked.rows[0].key: {asked.columns[0].key: _a_value(asked.columns[0], facts)}}
    plain = {"yn": "yes", "date": facts.today.isoformat(), "num": 1, "time": "10:00"}
    if asked.kind in {"worker", "person", "file", "inbox"}:
        return SOMEBODY
    if asked.kind == "one":
        return asked.options[0].key
    return [asked.options[0].key] if asked.kind == "many" else plain.get(asked.kind, "As it was seen and told.")
