"""What a section takes from elsewhere, in words: answers that are copied, computed, prefilled, or of last time."""

from dataclasses import replace

from permanence.kernel.answer_words import answer_words
from permanence.kernel.answers import typed_of
from permanence.kernel.completeness import known
from permanence.kernel.dates import plain_date
from permanence.kernel.facts import StepFacts
from permanence.kernel.form_definitions import Section
from permanence.queries.section_pages import Carried, Earlier, TypedNames
from permanence.records.earlier_forms import FinishedForm
from permanence.records.prefill import Prefilled


def carried_into(section: Section, *, facts: StepFacts, sources: Prefilled) -> dict[str, Carried]:
    """Return what is copied or computed, by question key."""
    answers, carried = known(facts), {}
    for question in section.questions:
        copied = sources.of(question) if question.copied else None
        if copied:
            on = f" on {plain_date(copied.on)}" if copied.on and " on " not in copied.where_from else ""
            carried[question.key] = Carried(text=copied.shown, provenance=f"{copied.where_from}{on}.")
        elif question.kind == "calc":
            text = answer_words(question, answers.get(question.key), names=sources.names)
            carried[question.key] = Carried(text=text or "Not known yet")
    return carried


def begins_with(section: Section, *, sources: Prefilled) -> TypedNames:
    """Return the fields that are prefilled before anything is saved or typed."""
    found = {question.key: sources.of(question) for question in section.questions if question.prefilled}
    return typed_of(section, {key: copied.value for key, copied in found.items() if copied})


def prefilled_from(section: Section, *, sources: Prefilled) -> dict[str, str]:
    """Return where each prefilled answer comes from: it stays marked until the section is saved."""
    found = ((question.key, sources.of(question)) for question in section.questions if question.prefilled)
    return {key: f"{copied.where_from}. Check it before you save." for key, copied in found if copied}


def earlier_answers(section: Section, *, last: FinishedForm | None, sources: Prefilled) -> dict[str, Earlier]:
    """Return what the same questions were answered in the last finished form of this kind."""
    if last is None:
        return {}
    when, answers = f"Last time, {plain_date(last.on)}, {last.finished_by_name}", last.section(section.key)
    told = [(question, answers[question.key]) for question in section.questions if answers.get(question.key)]
    return {
        question.key: Earlier(
            when=when,
            text=answer_words(question, answer, names=sources.names),
            typed=typed_of(replace(section, questions=(question,)), {question.key: answer}),
        )
        for question, answer in told
    }
