"""Questions that can never be shown, that nobody may answer, or that offer nothing to choose."""

from collections.abc import Iterator, Mapping

from permanence.kernel.checking.fault import Fault, question_at
from permanence.kernel.conditions import Condition
from permanence.kernel.definitions import Process
from permanence.kernel.form_definitions import Column, Form, Question, Section

MOST_QUESTIONS = 1_000
CHOSEN, TABLES = ("one", "many"), ("tbl", "fix")
TOLD_IN_WORDS = frozenset({"st", "lt", "lt+", "date", "time", "num", "file", "tbl", "fix", "person", "worker", "inbox"})


def question_faults(process: Process) -> Iterator[Fault]:
    """Yield what is wrong with the questions of each form."""
    for form in process.forms:
        yield from _of_number(form)
        yield from _of_keys(form)
        yield from _of_sections(form)
        asked = {question.key: question for _, question in form.questions()}
        actions = {action.key for step in process.steps if step.form == form.key for action in step.next_actions}
        for _, question in form.questions():
            for says in (*_of_showing(question, asked), *_of_choosing(question), *_of_action(question, actions)):
                yield Fault(question_at(form.key, question.key), f'"{question.ask}" {says}')


def _of_number(form: Form) -> Iterator[Fault]:
    asked = sum(len(section.questions) for section in form.sections)
    if asked > MOST_QUESTIONS:
        yield Fault(("form", form.key), too_many(asked))


def too_many(asked: int) -> str:
    """Return that a form asks more questions than anybody answers."""
    return f"The form asks {asked:,} questions, and {MOST_QUESTIONS:,} are the most. Make it two forms."


def _of_keys(form: Form) -> Iterator[Fault]:
    seen: dict[str, Section] = {}
    for section, question in form.questions():
        if question.key in seen:
            yield Fault(
                question_at(form.key, question.key),
                f'The key "{question.key}" stands in "{seen[question.key].title}" and again in "{section.title}". '
                "Give one of them another.",
            )
        seen[question.key] = section


def _of_sections(form: Form) -> Iterator[Fault]:
    for section in form.sections:
        if section.questions and not section.writers and not section.copied_section:
            yield Fault(
                ("form", form.key, "section", section.key),
                f'"{section.title}" may be written by nobody. Name the roles in writers.',
            )


def _of_showing(question: Question, asked: Mapping[str, Question]) -> Iterator[str]:
    field = _first_that_cannot_hold(question, asked)
    if field:
        yield f'can never be shown: it waits for "{field}", which can never be answered so.'


def _first_that_cannot_hold(question: Question, asked: Mapping[str, Question]) -> str:
    """Follow what it is shown for, and return the first answer that cannot come; "" where all can."""
    on_the_way, shown_if = {question.key}, question.need.shown_if
    while shown_if is not None and shown_if.field in asked:
        needed = asked[shown_if.field]
        if needed.key in on_the_way or not _may_answer(needed, shown_if):
            return shown_if.field
        on_the_way.add(needed.key)
        shown_if = needed.need.shown_if
    return ""


def _may_answer(question: Question, condition: Condition) -> bool:
    if question.kind in TOLD_IN_WORDS:
        return False
    known = {option.key for option in question.options}
    return question.kind not in CHOSEN or not known or any(value in known for value in condition.values)


def _of_choosing(question: Question) -> Iterator[str]:
    every: tuple[Question | Column, ...] = (question, *question.columns)
    for asked in every:
        if asked.kind in CHOSEN and not asked.options and not asked.list_name:
            yield f"{_column(asked, question)}offers nothing to choose. Give its options."
    if question.kind in TABLES and not question.columns:
        yield "is a table without columns."
    if question.kind == "fix" and not question.rows:
        yield "is a table of fixed rows, and has none. Give its rows."
    if question.low is not None and question.high is not None and question.low > question.high:
        yield f"takes numbers from {question.low} to {question.high}: there are none."
    if twice := _twice([column.key for column in question.columns]):
        yield f'has the column "{twice}" twice.'


def _column(asked: Question | Column, question: Question) -> str:
    return "" if asked is question else f'has a column "{asked.ask}" that '


def _twice(keys: list[str]) -> str:
    return next((key for number, key in enumerate(keys) if key in keys[:number]), "")


def _of_action(question: Question, actions: set[str]) -> Iterator[str]:
    if question.asked_with and question.asked_with not in actions:
        yield f'can never be shown: it is asked with the next action "{question.asked_with}", and there is none here.'
