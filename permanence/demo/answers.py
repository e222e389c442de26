"""Invented answers to every section of every form: fitted to the child, agreeing with each other and with the rules.

What is asked, of which kind and when, comes from the form's definition; what is said, from the bank in texts/.
Sizes are those of the median form (forms.md 0.5).
"""

from collections.abc import Callable, Mapping
from datetime import date
from random import Random
from typing import Any

from permanence.demo.answer_tables import fixed_rows, repeating_rows
from permanence.demo.cells import Writing, value_of
from permanence.demo.phrases import NoAnswer, can_be_said, fitting, found_for, why_missing
from permanence.demo.subject import Subject, subject_of
from permanence.kernel.answers import choices_of, shown_answers, typed_of
from permanence.kernel.facts import ChildFacts
from permanence.kernel.form_definitions import Form, Question, Section
from permanence.kernel.reading import Typed

HOW_OFTEN_MISSING = 0.08
HOW_OFTEN_OPTIONAL = 0.6
PROPOSED = "proposed"


def _differs(answers: Mapping[str, Any]) -> bool:
    recommended = answers["recommendation"] in {"plan_agreed", "match_approved"}
    return recommended == str(answers["decision"]).startswith("do_not_")


Settled = tuple[tuple[str, ...], Callable[[Mapping[str, Any]], bool]]
# Computed facts (docs/notation.md 1.2) that an answer settles for the questions after it, on the same page.
SETTLED: Mapping[str, Settled] = {
    "any_disability": (("disability",), lambda answers: answers["disability"] != ["NONE"]),
    "has_sen": (("sen",), lambda answers: answers["sen"] != "none"),
    "in_education": (("setting_kind",), lambda answers: answers["setting_kind"] != "none"),
    "differs": (("decision", "recommendation"), _differs),
}


def answers_for(
    form: Form,
    section: Section,
    *,
    child: Subject | ChildFacts,
    rng: Random,
    on: date,
    given: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Return answers, as they are kept, that complete a section.

    Args:
        child: with family and workers; of a child alone these are invented, and stand in no record.
        on: the day of writing.
        given: answers by question key that are to stand as they are (`decision`, `held_on`), and whatever else
            conditions look at: computed facts, answers of other sections, next actions proposed, sources copied.

    Raises:
        NoAnswer: the bank says nothing of a question that must be answered.
    """
    subject = child if isinstance(child, Subject) else subject_of(child)
    known = dict(given or {})
    writing = Writing(form=form.key, subject=subject, rng=rng, on=on, known=known)
    answers: dict[str, Any] = {}
    for question in section.questions:
        answers |= _answer(question, writing, given=given or {})
        known |= answers | _follows({**known, **answers})
    for question in section.questions:
        # An answer further down may have made one further up needed.
        if not _is_settled(question, answers) and question.need.is_required(known):
            answers |= _answer(question, writing, given=given or {})
    return shown_answers(section, answers, known=known)


def _is_settled(question: Question, answers: Mapping[str, Any]) -> bool:
    return question.key in answers or f"{question.key}_missing" in answers


def _follows(answers: Mapping[str, Any]) -> dict[str, str]:
    """Return the facts that conditions look at and that answers of the section itself have just settled."""
    return {
        fact: "yes" if holds(answers) else "no"
        for fact, (needs, holds) in SETTLED.items()
        if all(answers.get(key) is not None for key in needs)
    }


def typed_answers(
    form: Form,
    section: Section,
    *,
    child: Subject | ChildFacts,
    rng: Random,
    on: date,
    given: Mapping[str, Any] | None = None,
) -> Typed:
    """Return the same answers as the fields of a page, as somebody would type them."""
    return typed_of(section, answers_for(form, section, child=child, rng=rng, on=on, given=given))


def _answer(question: Question, writing: Writing, *, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answer to a question with its companions, or {} where it is not asked or left out."""
    if not _is_asked(question, writing):
        return {}
    if question.key in given:
        return {question.key: given[question.key]}
    return _invented(question, writing)


def _invented(question: Question, writing: Writing) -> dict[str, Any]:
    need = question.need
    required = need.is_required(writing.known)
    if not required and (question.kind == "file" or writing.rng.random() > HOW_OFTEN_OPTIONAL):
        return {}
    if required and need.or_why and writing.rng.random() < HOW_OFTEN_MISSING:
        return _missing(question, writing)
    value = _value(question, writing)
    if value not in (None, [], {}):
        return {question.key: value}
    return _without_answer(question, writing) if required else {}


def _without_answer(question: Question, writing: Writing) -> dict[str, Any]:
    if question.need.or_why:
        return _missing(question, writing)
    if question.kind in {"one", "many"} and not choices_of(question, writing.known):
        return {}  # nothing can be chosen, as of a child without brothers and sisters
    raise NoAnswer(f"The bank of answers says nothing that fits {writing.form}.{question.key}.")


def _is_asked(question: Question, writing: Writing) -> bool:
    if question.kind == "calc" or question.need.nothing_to_answer or question.kept_after_finish:
        return False
    proposed = question.asked_with is None or writing.known.get(question.asked_with) == PROPOSED
    return proposed and question.need.is_shown(writing.known)


def _missing(question: Question, writing: Writing) -> dict[str, Any]:
    reasons = why_missing()
    reason = "not_yet_obtained" if question.kind in {"file", "date"} else writing.rng.choice(sorted(reasons))
    why = writing.rng.choice(reasons[reason])
    return {f"{question.key}_missing": reason, f"{question.key}_missing_why": why}


def _value(question: Question, writing: Writing) -> Any:
    found = found_for(writing.form, question.key, number=writing.subject.facts.person_number)
    if found is None:
        return None
    if question.kind == "tbl":
        return repeating_rows(question, found, writing)
    if question.kind == "fix":
        return fixed_rows(question, found, writing)
    there = {alias: writing.subject.has(alias) for alias in ("father", "sibling")}
    names = writing.names
    choices = [
        each
        for each in fitting(found, age=writing.age, there=there, known=writing.known)
        if can_be_said(each, names=names)
    ]
    if not choices:
        return None
    return value_of(question, writing.rng.choice(choices), writing, choices=choices_of(question, writing.known))
