"""What changed in a form from one version to another, question by question, words added and removed marked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.answer_words import answer_words
from permanence.kernel.comparing import Passage, compare_texts
from permanence.kernel.covering import covered_hash, covered_sections
from permanence.kernel.facts import StepFacts
from permanence.kernel.form_definitions import Question, Section
from permanence.queries.answers_shown import NOT_SHOWN
from permanence.records.forms import Revision
from permanence.records.names import names_of
from permanence.records.step_facts import step_facts

ADDRESS = "A"
Answers = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A question answered differently in two versions, marked against each other."""

    ask: str
    before: tuple[Passage, ...]
    after: tuple[Passage, ...]


def answers_of(step_id: UUID, number: int) -> dict[str, Mapping[str, Any]]:
    """Return the answers of every section as they stood when that version was saved. One query."""
    rows = Revision.objects.filter(step_id=step_id, number__lte=number).order_by("number")
    return dict(rows.values_list("section", "answers"))


def changes_in(section: Section, before: Answers, after: Answers, names: Mapping[str, str]) -> Iterator[Change]:
    """Yield what changed in one section."""
    was_answered, is_answered = before.get(section.key, {}), after.get(section.key, {})
    for question in section.questions:
        was, now = (_words(question, answers, names) for answers in (was_answered, is_answered))
        if was == now and was_answered.get(question.key) != is_answered.get(question.key):
            was, now = NOT_SHOWN, f"{NOT_SHOWN}, changed"
        if was != now:
            ask = f"{section.number}. {section.title}: {question.ask}"
            yield Change(ask=ask, before=compare_texts(was, now), after=compare_texts(now, was))


def changes_since(facts: StepFacts, version: int, sections: tuple[Section, ...]) -> tuple[Change, ...]:
    """Return what changed in these sections since a version of the form was saved. Two queries."""
    before = answers_of(facts.id, version)
    changed = [each for each in sections if before.get(each.key, {}) != facts.answers.get(each.key, {})]
    both = [[answers.get(each.key, {}) for each in changed] for answers in (before, facts.answers)]
    names = names_of(both, authority_id=facts.child.authority_id)
    return tuple(change for each in changed for change in changes_in(each, before, facts.answers, names))


def changes_since_shown(
    *, request_id: UUID, step_id: UUID, covered: str, actor: Actor, at: datetime
) -> tuple[Change, ...]:
    """Return what changed since the page that carried this hash was shown; nothing where no version ever had it."""
    facts = step_facts(step_id, actor=actor, at=at)
    asked = next((each.key for each in facts.requests if each.id == request_id), None)
    keys = covered_sections(facts.step, facts.form, facts.step.request(asked)) if asked else ()
    shown = _version_of(facts, keys, covered) if keys else None
    return changes_since(facts, shown, tuple(facts.form.section(key) for key in keys)) if shown is not None else ()


def _version_of(facts: StepFacts, keys: tuple[str, ...], covered: str) -> int | None:
    """Return the newest version in which what the request covers had that hash."""
    answers: dict[str, Mapping[str, Any]] = {}
    found = 0 if covered_hash(facts.form, answers, keys) == covered else None
    rows = Revision.objects.filter(step_id=facts.id).order_by("number").values_list("number", "section", "answers")
    for number, section, saved in rows:
        answers[section] = saved
        if section in keys and covered_hash(facts.form, answers, keys) == covered:
            found = number
    return found


def _words(question: Question, answers: Mapping[str, Any], names: Mapping[str, str]) -> str:
    answer = answers.get(question.key)
    if answer and (ADDRESS in question.classes or any(ADDRESS in column.classes for column in question.columns)):
        return NOT_SHOWN
    return answer_words(question, answer, names=names)
