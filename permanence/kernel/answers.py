"""Typed answers: from what a page sends to what is kept, and the way back (docs/design.md section 2)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from permanence.kernel.form_definitions import Option, Question, Section
from permanence.kernel.reading import NotRead, Typed, read_text, read_value, single, typed_value
from permanence.kernel.tables import read_table, typed_table

__all__ = ["MISSING_OPTIONS", "Read", "Typed", "read_answers", "shown_answers", "typed_of"]

# Why an answer is missing (forms.md 0.1, need R~).
MISSING_OPTIONS = (
    Option(key="not_known", label="not known"),
    Option(key="not_yet_obtained", label="not yet obtained"),
    Option(key="declined", label="declined"),
    Option(key="not_safe_to_ask", label="not safe to ask"),
    Option(key="does_not_apply", label="does not apply"),
)
MISSING_WHY_FITS = 200
TABLES = ("tbl", "fix")


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What was read of a section.

    Args:
        answers: question key to answer, as kept; what cannot be read and what is not asked is left out.
        errors: name of an HTML field (of a date: without its box) to the sentence that says how to mend it.
    """

    answers: Mapping[str, Any]
    errors: Mapping[str, str] = field(default_factory=dict)


def read_answers(
    section: Section,
    typed: Typed,
    *,
    known: Mapping[str, Any] | None = None,
    copied: Collection[str] = (),
) -> Read:
    """Return the typed answers of a section.

    Args:
        typed: HTML field name to what was typed; names the section does not ask are passed over.
        known: what conditions may look at besides the section's own answers: the other sections' and computed facts.
        copied: sources that exist, so that questions copied from them are not typed.

    Source: forms.md 0.1; pages, section 6.
    """
    answers: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for question in section.questions:
        if not is_typed(question, copied=copied):
            continue
        answer, wrong = _read_question(question, typed, own={**(known or {}), **answers})
        errors |= wrong
        if answer is not None:
            answers[question.key] = answer
        elif question.need.or_why and question.key not in wrong:
            _read_missing(question.key, typed, answers, errors)
    shown = shown_answers(section, answers, known=known or {})
    hidden = [question.key for question in section.questions if not _is_shown(question, {**(known or {}), **shown})]
    return Read(answers=shown, errors={name: said for name, said in errors.items() if _key_of(name, hidden) is None})


def is_typed(question: Question, *, copied: Collection[str] = ()) -> bool:
    """Return whether people answer the question: it is neither computed nor copied from a source that exists."""
    return question.kind != "calc" and not question.need.nothing_to_answer and question.copied not in copied


def shown_answers(section: Section, answers: Mapping[str, Any], *, known: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers without those of questions that are not asked: hiding one may hide others after it."""
    kept = dict(answers)
    while True:
        context = {**known, **kept}
        hidden = [question.key for question in section.questions if not _is_shown(question, context)]
        gone = [name for key in hidden for name in (key, f"{key}_missing", f"{key}_missing_why") if name in kept]
        if not gone:
            return kept
        for name in gone:
            del kept[name]


def _is_shown(question: Question, context: Mapping[str, Any]) -> bool:
    return question.need.is_shown(context)


def _key_of(name: str, keys: Collection[str]) -> str | None:
    return next(
        (key for key in keys if name in {key, f"{key}_missing", f"{key}_missing_why"} or name.startswith(f"{key}.")),
        None,
    )


def _read_question(question: Question, typed: Typed, *, own: Mapping[str, Any]) -> tuple[Any, dict[str, str]]:
    if question.kind in TABLES:
        return read_table(question, typed)
    try:
        return read_value(question, question.key, typed, choices=choices_of(question, own)), {}
    except NotRead as wrong:
        return None, {question.key: str(wrong)}


def choices_of(question: Question, answers: Mapping[str, Any]) -> list[str]:
    """Return the keys that may be chosen; of `rows:<table>` those of the table's rows."""
    source = question.rows_source()
    if source:
        return [row["id"] for row in answers.get(source) or []]
    return [option.key for option in question.options]


def _read_missing(key: str, typed: Typed, answers: dict[str, Any], errors: dict[str, str]) -> None:
    reasons = [option.key for option in MISSING_OPTIONS]
    try:
        reason = single(typed, f"{key}_missing").strip()
        if reason and reason not in reasons:
            raise NotRead("Choose one of the reasons that are offered.")
        if reason:
            answers[f"{key}_missing"] = reason
    except NotRead as wrong:
        errors[f"{key}_missing"] = str(wrong)
    try:
        why = read_text(single(typed, f"{key}_missing_why"), fits=MISSING_WHY_FITS, lines=False)
        if why.strip():
            answers[f"{key}_missing_why"] = why
    except NotRead as wrong:
        errors[f"{key}_missing_why"] = str(wrong)


def typed_of(section: Section, answers: Mapping[str, Any]) -> dict[str, str | list[str]]:
    """Return the HTML fields that would be read as these answers.

    >>> from permanence.kernel.conditions import Need
    >>> held_on = Question(key="held_on", ask="Held", kind="date", need=Need())
    >>> typed_of(Section(key="review", number=1, title="Review", questions=(held_on,)), {"held_on": "2027-01-04"})
    {'held_on-day': '4', 'held_on-month': '1', 'held_on-year': '2027'}
    """
    typed: dict[str, str | list[str]] = {}
    for question in section.questions:
        answer = answers.get(question.key)
        if answer is not None and question.kind in TABLES:
            typed |= typed_table(question, answer)
        elif answer is not None:
            typed |= typed_value(question.kind, question.key, answer)
        for companion in (f"{question.key}_missing", f"{question.key}_missing_why"):
            if companion in answers and question.need.or_why:
                typed[companion] = str(answers[companion])
    return typed
