"""What is still to be answered, in sentences, and the status of a section (forms.md 0.1; pages, section 4)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from permanence.kernel.answers import choices_of, is_typed
from permanence.kernel.computed import FACTS, computed_answers, computed_facts
from permanence.kernel.facts import StepFacts
from permanence.kernel.form_definitions import Column, Question, Section
from permanence.kernel.wording import filled, quoted, to_enter, whole

COMPUTED_FACTS: tuple[str, ...] = tuple(FACTS)
LONG = ("lt", "lt+")
# What people write to get past a question (forms.md 0.1, R174); compared without case, spaces and full stops.
NOT_ANSWERS = frozenset({"", "na", "n/a", "tbc", "tba", "none known", "not applicable", "-"})
MISSING_WHY_ASK = "Say in a few words why the answer is missing."


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """An answer that is missing.

    Args:
        key: the HTML field it would stand in (a date: without its box).
        sentence: what to do, whole.
    """

    key: str
    sentence: str


def known(facts: StepFacts) -> Mapping[str, Any]:
    """Return what conditions look at: computed facts, `calc` answers, every answer by key, next actions proposed.

    Tables copied from earlier forms stand under their source's name: their rows may be what is chosen from.

    A form's own answer wins over a computed fact of that name; a next action that is added reads `proposed`. What the
    step was created for stands until its own question is answered (Q13). It is worked out once.
    """
    if "known" not in facts.worked_out:
        facts.worked_out["known"] = MappingProxyType(_known(facts))
    found: Mapping[str, Any] = facts.worked_out["known"]
    return found


def _known(facts: StepFacts) -> dict[str, Any]:
    rule = facts.step.recurrence
    created_for = {rule.purpose_field: facts.purpose} if rule and facts.purpose else {}
    proposed = {proposal.key: "proposed" for proposal in facts.proposals}
    tables = {source: rows for source, rows in facts.copied.items() if isinstance(rows, list)}
    return {**tables, **computed_facts(facts), **computed_answers(facts), **created_for, **facts.flat(), **proposed}


def missing(section: Section, answers: Mapping[str, Any], *, facts: StepFacts) -> tuple[Missing, ...]:
    """Return the answers missing from a section, in the order of its questions.

    Args:
        answers: of this section, as kept or as just read.
        facts: of the step: other sections' answers, computed facts, next actions proposed, and sources that exist.
    """
    context = {**known(facts), **answers}
    child = facts.child.known_as
    return tuple(
        Missing(key=found.key, sentence=filled(found.sentence, child=child))
        for question in section.questions
        if is_asked(question, facts=facts) and question.need.is_required(context)
        if not _is_none_of_them(section, question, answers)
        for found in _or_none(section, question, _missing_answer(question, answers, context))
    )


def counted_in(section: Section, question: Question) -> Question | None:
    """Return the number that says how many were chosen of a table's rows: the next question, in the same rulebook row.

    0 there is the answer "none", which no box can give (forms.md 3, 6.1: "which brothers and sisters; how many").
    """
    if question.kind != "many" or not question.rows_source():
        return None
    after = section.questions[section.questions.index(question) + 1 :]
    return next(iter(after), None) if after and after[0].kind == "num" else None


def _or_none(section: Section, question: Question, found: Iterator[Missing]) -> Iterator[Missing]:
    """Yield what is missing, with how to say "none" where a number says it."""
    number = counted_in(section, question)
    said = f" {whole(f'If none, enter 0 for {quoted(number.ask)}')}" if number else ""
    yield from (replace(each, sentence=f"{each.sentence}{said}") for each in found)


def _is_none_of_them(section: Section, question: Question, answers: Mapping[str, Any]) -> bool:
    number = counted_in(section, question)
    return number is not None and answers.get(number.key) == 0


def is_asked(question: Question, *, facts: StepFacts) -> bool:
    """Return whether the question is asked of people before the finish, its own condition aside."""
    if question.kept_after_finish or not is_typed(question, copied=facts.copied):
        return False
    return question.asked_with is None or any(proposal.key == question.asked_with for proposal in facts.proposals)


def _missing_answer(question: Question, answers: Mapping[str, Any], context: Mapping[str, Any]) -> Iterator[Missing]:
    answer = answers.get(question.key)
    if question.kind in {"one", "many"} and not choices_of(question, context):
        return
    if question.kind == "fix":
        yield from _missing_rows(question, answer or {}, answers)
    elif _is_empty(answer):
        yield from _missing_whole(question, answers)
    elif question.kind == "tbl":
        for row in answer or ():
            yield from _missing_cells(question.columns, row, prefix=f"{question.key}.{row['id']}", row_name="")
    elif question.kind in LONG and is_no_answer(str(answer), ask=question.ask):
        yield Missing(key=question.key, sentence=_no_answer(question, str(answer)))


def _is_empty(answer: Any) -> bool:
    return answer is None or not (answer.strip() if isinstance(answer, str) else isinstance(answer, int) or answer)


def _missing_whole(question: Question, answers: Mapping[str, Any]) -> Iterator[Missing]:
    if not question.need.or_why:
        yield Missing(key=question.key, sentence=to_enter(question))
    elif not answers.get(f"{question.key}_missing"):
        yield Missing(key=question.key, sentence=f"Answer {quoted(question.ask)}, or say why it is missing.")
    elif not str(answers.get(f"{question.key}_missing_why") or "").strip():
        yield Missing(key=f"{question.key}_missing_why", sentence=f"{quoted(question.ask)}: {_lower(MISSING_WHY_ASK)}")


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def is_no_answer(text: str, *, ask: str) -> bool:
    """Return whether a text is no answer to a required long question: "n/a", "tbc", ".", the question's own words.

    >>> is_no_answer("  N/A. ", ask="What was discussed"), is_no_answer("Nothing new.", ask="Anything new?")
    (True, False)
    """
    return _bare(text) in NOT_ANSWERS or _bare(text) == _bare(ask)


def _bare(text: str) -> str:
    return " ".join(text.casefold().replace(".", "").replace("?", "").replace(":", "").split())


def _no_answer(question: Question, text: str) -> str:
    if question.need.or_why:
        return "Write the answer, or choose why it is missing."
    return whole(f'Write the answer: "{text.strip()}" leaves {quoted(question.ask)} open')


def _missing_rows(question: Question, rows: Mapping[str, Any], answers: Mapping[str, Any]) -> Iterator[Missing]:
    """Yield what a fixed table lacks; where nothing of it is filled in, one sentence for all of it."""
    if not rows and any(column.need.required for column in question.columns):
        yield from _missing_whole(question, answers)
        return
    for row in question.rows:
        yield from _missing_cells(
            question.columns, rows.get(row.key, {}), prefix=f"{question.key}.{row.key}", row_name=row.label
        )


def _missing_cells(
    columns: tuple[Column, ...], cells: Mapping[str, Any], *, prefix: str, row_name: str
) -> Iterator[Missing]:
    for column in columns:
        if column.kind == "calc" or not column.need.is_required(cells) or not _is_empty(cells.get(column.key)):
            continue
        said = to_enter(column)
        yield Missing(key=f"{prefix}.{column.key}", sentence=f"{row_name}: {_lower(said)}" if row_name else said)
