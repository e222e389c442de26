"""Words that change under an old key: of a question, a column or a choice, and whether somebody says it is no more."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from permanence.kernel.definitions import Process
from permanence.kernel.form_definitions import Column, Option, Question


@dataclass(frozen=True, slots=True, kw_only=True)
class Reworded:
    """Words that changed while what they name kept its key.

    Args:
        key: `form.question`, `form.question.column`, or either with `.option`: what `--wording` names.
        within: the form and the question it is of, in words. was, now: the words.
    """

    key: str
    within: str
    was: str
    now: str


def reworded(new: Process, published: Process) -> Iterator[Reworded]:
    """Yield what is said in other words than in the published version, in the order of the new one."""
    before = {form.key: form for form in published.forms}
    for form in new.forms:
        old = {question.key: question for _, question in before[form.key].questions()} if form.key in before else {}
        for _, question in form.questions():
            if question.key in old:
                within = f"{form.title}: {question.ask}"
                yield from _of_question(f"{form.key}.{question.key}", within, question, old[question.key])


def is_confirmed(key: str, wording: Collection[str]) -> bool:
    """Return whether words are said to be a matter of wording alone: by their own key, or by that of their whole.

    >>> is_confirmed("visit.outcome.goes_well", ["visit.outcome"]), is_confirmed("visit.outcomes", ["visit.outcome"])
    (True, False)
    """
    return any(key == named or key.startswith(f"{named}.") for named in wording)


def _of_question(key: str, within: str, question: Question, old: Question) -> Iterator[Reworded]:
    yield from _of_one(key, within, question, old)
    columns = {column.key: column for column in old.columns}
    for column in question.columns:
        if column.key in columns:
            yield from _of_one(f"{key}.{column.key}", within, column, columns[column.key])


def _of_one(key: str, within: str, asked: Question | Column, old: Question | Column) -> Iterator[Reworded]:
    if asked.ask != old.ask:
        yield Reworded(key=key, within=within, was=old.ask, now=asked.ask)
    options = {option.key: option for option in old.options}
    for option in asked.options:
        if option.key in options and is_only_words(option, options[option.key]):
            yield Reworded(key=f"{key}.{option.key}", within=within, was=options[option.key].label, now=option.label)


def is_only_words(option: Option, old: Option) -> bool:
    """Return whether a choice differs in nothing but its label: its code in statutory returns is its meaning."""
    return option.label != old.label and option.code == old.code
