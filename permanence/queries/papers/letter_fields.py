"""What a letter may say of a workstep: the fields of the record, and every answer of its form in words."""

from collections.abc import Mapping
from dataclasses import dataclass

from permanence.kernel.actors import Actor
from permanence.kernel.dates import age_in_words, plain_date
from permanence.kernel.facts import StepFacts
from permanence.kernel.form_definitions import Question
from permanence.kernel.letters import ANSWER, fields_of
from permanence.kernel.london import london_date
from permanence.queries.finding import files_of
from permanence.queries.section_answers import FormRead
from permanence.queries.section_pages import QuestionShown
from permanence.records.authorities import Authority
from permanence.records.prefill import prefilled_of


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterFields:
    """The fields of one workstep.

    Args:
        values: name of the field to its words, "" where there are none.
        asked: key of each question of the form. shown: key to the question with its answer, where it is asked.
    """

    facts: StepFacts
    values: Mapping[str, str]
    asked: Mapping[str, Question]
    shown: Mapping[str, QuestionShown]

    @classmethod
    def of(cls, facts: StepFacts, *, actor: Actor) -> "LetterFields":
        """Return the fields, as the pages of the form show its answers to the same reader."""
        read = FormRead(facts=facts, sources=prefilled_of(facts), files=files_of(facts.id))
        shown = {each.key: each for section in facts.form.sections for each in read.section(section)}
        asked = {question.key: question for _, question in facts.form.questions()}
        values = dict.fromkeys(fields_of(facts.form), "")
        answers = {f"{ANSWER}{key}": _words(each) for key, each in shown.items() if f"{ANSWER}{key}" in values}
        return cls(facts=facts, values={**values, **_of_record(facts, actor), **answers}, asked=asked, shown=shown)


def _words(question: QuestionShown) -> str:
    if question.file:
        return question.file.name
    rows = ("; ".join(cell for cell in row if cell) for row in question.rows)
    return question.text or "\n".join(row for row in rows if row)


def _of_record(facts: StepFacts, actor: Actor) -> dict[str, str]:
    child = facts.child
    finished_on = london_date(facts.finished_at) if facts.finished_at else None
    workers = {role: worker.name for role, worker in child.allocated.items()}
    return {
        "child.name": child.name,
        "child.known_as": child.known_as,
        "child.number": child.person_number,
        "child.born": plain_date(child.date_of_birth),
        "child.age": age_in_words(child.date_of_birth, on=facts.today),
        "authority": Authority.objects.values_list("name", flat=True).get(id=child.authority_id),
        "workstep": facts.step.title,
        "finished_by": facts.finished_by.name if facts.finished_by else "",
        "finished_on": plain_date(finished_on) if finished_on else "",
        "social_worker": workers.get("social_worker", ""),
        "iro": workers.get("independent_reviewing_officer", ""),
        "made_by": actor.name,
        "today": plain_date(facts.today),
    }
