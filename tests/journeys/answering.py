"""What is typed into a section: what the story says, and for the rest what the demo authority would say."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from random import Random
from typing import Any
from uuid import UUID

from permanence.demo.answers import answers_for
from permanence.kernel.answers import typed_of
from permanence.kernel.completeness import known
from permanence.kernel.facts import StepFacts
from permanence.kernel.form_definitions import Column, Question, Section
from permanence.kernel.reading import Typed
from permanence.kernel.sections import lacks
from permanence.records.people import Worker
from permanence.records.step_facts import step_facts
from tests.journeys.definitions import process
from tests.journeys.founding import subject
from tests.journeys.seen import actor
from tests.journeys.story import Person


def section_numbered(facts: StepFacts, number: int) -> Section:
    """Return the section of that number."""
    return next(section for section in facts.form.sections if section.number == number)


def complete(who: Person, step_id: UUID, number: int, answers: Mapping[str, Any]) -> Typed:
    """Return what completes the section, as the fields of a page: these answers, what is prefilled, and the rest."""
    facts = step_facts(step_id, actor=actor(who), at=who.story.at)
    section = section_numbered(facts, number)
    prefilled = {
        question.key: facts.copied[question.prefilled]
        for question in section.questions
        if question.prefilled and question.prefilled in facts.copied and question.key not in answers
    }
    whole = {key: value for key, value in prefilled.items() if not isinstance(value, dict)}
    given = {**known(facts), **whole, **_kept(section, answers)}
    rng = Random(section.key)  # noqa: S311  # invented answers, the same each time
    of_guide, own = _apart(facts, section)
    written = answers_for(facts.form, of_guide, child=subject(who.story), rng=rng, on=facts.today, given=given)
    return typed_of(section, {**_no_to(own), **written, **_beside(written, prefilled)})


def _apart(facts: StepFacts, section: Section) -> tuple[Section, list[Question]]:
    """Return the section as the guide asks it, and the questions that the authority asks besides."""
    asked = {question.key for _, question in process().form(facts.form.key).questions()}
    of_guide = tuple(question for question in section.questions if question.key in asked)
    return replace(section, questions=of_guide), [each for each in section.questions if each.key not in asked]


def _no_to(questions: Iterable[Question]) -> dict[str, str]:
    """Return No to each question that takes Yes or No; the authority asks nothing else that must be answered."""
    return {question.key: "no" for question in questions if question.kind == "yn"}


def _beside(written: Mapping[str, Any], prefilled: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fixed tables in which some cells are prefilled, with what is written beside them."""
    tables = {key: value for key, value in prefilled.items() if isinstance(value, dict)}
    return {
        key: {row: {**cells, **tables[key].get(row, {})} for row, cells in written[key].items()}
        for key in tables.keys() & written.keys()
    }


def opens_more(who: Person, step_id: UUID, number: int) -> bool:
    """Return whether what was saved made the section ask more, such as what is provided for a special need."""
    facts = step_facts(step_id, actor=actor(who), at=who.story.at)
    return bool(lacks(facts, section_numbered(facts, number)))


def some(who: Person, step_id: UUID, number: int, answers: Mapping[str, Any]) -> Typed:
    """Return these answers alone, beside what is answered already, as the fields of a page."""
    facts = step_facts(step_id, actor=actor(who), at=who.story.at)
    section = section_numbered(facts, number)
    return typed_of(section, {**facts.answers.get(section.key, {}), **_kept(section, answers)})


def _kept(section: Section, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return answers as they are kept: people of the story by their id, rows with an id of their own."""
    questions = {question.key: question for question in section.questions}
    unknown = answers.keys() - questions.keys()
    assert not unknown, f"Section {section.number} does not ask {sorted(unknown)}."
    return {key: _value(questions[key], value) for key, value in answers.items()}


def _value(asked: Question | Column, value: Any) -> Any:
    if isinstance(value, Person):
        return str(_person_id(value) if asked.kind == "person" else value.worker_id)
    if isinstance(value, list) and isinstance(asked, Question) and asked.kind == "tbl":
        return [{"id": f"{place:016x}", **_cells(asked.columns, row)} for place, row in enumerate(value, 1)]
    if isinstance(value, dict) and isinstance(asked, Question):
        return {row: _cells(asked.columns, cells) for row, cells in value.items()}
    return value


def _cells(columns: Iterable[Column], row: Mapping[str, Any]) -> dict[str, Any]:
    by_key = {column.key: column for column in columns}
    return {key: _value(by_key[key], value) for key, value in row.items()}


def _person_id(person: Person) -> UUID:
    found: UUID = Worker.objects.values_list("person_id", flat=True).get(id=person.worker_id)
    return found
