"""What an old key may not come to mean: a kind, option or class changed since the published version."""

from collections.abc import Iterator

from permanence.kernel.checking.fault import Fault, question_at
from permanence.kernel.definitions import Process
from permanence.kernel.form_definitions import Column, Form, Option, Question

NEW_KEY = "Old answers would be read as what they are not: give it a new key."


def meaning_faults(new: Process, published: Process) -> Iterator[Fault]:
    """Yield questions that kept their key since the published version and not their kind, options or class."""
    before = {form.key: form for form in published.forms}
    for form in new.forms:
        if form.key in before:
            yield from _of_form(form, before[form.key])


def _of_form(form: Form, before: Form) -> Iterator[Fault]:
    old = {question.key: question for _, question in before.questions()}
    for _, question in form.questions():
        if question.key not in old:
            continue
        for says in _of_question(question, old[question.key]):
            yield Fault(question_at(form.key, question.key), f'"{question.ask}" (key {question.key}) {says} {NEW_KEY}')


def _of_question(question: Question, old: Question) -> Iterator[str]:
    yield from _of_one(question, old)
    columns = {column.key: column for column in old.columns}
    for column in question.columns:
        if column.key in columns:
            for says in _of_one(column, columns[column.key]):
                yield f'has a column "{column.ask}" (key {column.key}) that {says}'


def _of_one(asked: Question | Column, old: Question | Column) -> Iterator[str]:
    if asked.kind != old.kind:
        yield f"was of kind {old.kind} when it was published and is of kind {asked.kind}."
    if set(asked.classes) != set(old.classes):
        yield f"was of class {old.classes} when it was published and is of class {asked.classes}."
    options = {option.key: option for option in old.options}
    for option in asked.options:
        if option.key in options and option != options[option.key]:
            yield f"{_words(options[option.key])} when it was published, and now says {_quoted(option)}."


def _words(option: Option) -> str:
    return f'has an option "{option.key}" that said {_quoted(option)}'


def _quoted(option: Option) -> str:
    return f'"{option.label}" ({option.code})' if option.code else f'"{option.label}"'
