"""What an old key may not come to mean: a kind, option or class changed since the published version."""

from collections.abc import Collection, Iterator

from permanence.kernel.checking.fault import Fault, question_at
from permanence.kernel.checking.wording import is_confirmed, is_only_words
from permanence.kernel.definitions import Process
from permanence.kernel.form_definitions import Column, Form, Option, Question

NEW_KEY = "Old answers would be read as what they are not: give it a new key."
OR_WORDING = "Give it a new key, or publish it with --wording {key} where it means what it meant."


def meaning_faults(new: Process, published: Process, *, wording: Collection[str] = ()) -> Iterator[Fault]:
    """Yield questions that kept their key since the published version and not their kind, options, class or words.

    Args:
        wording: keys of words that somebody says mean what they meant (`checking.wording.Reworded`): no fault.
    """
    before = {form.key: form for form in published.forms}
    for form in new.forms:
        if form.key in before:
            yield from _of_form(form, before[form.key], wording)


def _of_form(form: Form, before: Form, wording: Collection[str]) -> Iterator[Fault]:
    old = {question.key: question for _, question in before.questions()}
    for _, question in form.questions():
        if question.key not in old:
            continue
        for says in _of_question(f"{form.key}.{question.key}", question, old[question.key], wording):
            yield Fault(question_at(form.key, question.key), f'"{question.ask}" (key {question.key}) {says}')


def _of_question(key: str, question: Question, old: Question, wording: Collection[str]) -> Iterator[str]:
    yield from _of_one(key, question, old, wording)
    columns = {column.key: column for column in old.columns}
    for column in question.columns:
        if column.key in columns:
            for says in _of_one(f"{key}.{column.key}", column, columns[column.key], wording):
                yield f'has a column "{column.ask}" (key {column.key}) that {says}'


def _of_one(key: str, asked: Question | Column, old: Question | Column, wording: Collection[str]) -> Iterator[str]:
    if asked.ask != old.ask and not is_confirmed(key, wording):
        yield f'asked "{old.ask}" when it was published. {OR_WORDING.format(key=key)}'
    if asked.kind != old.kind:
        yield f"was of kind {old.kind} when it was published and is of kind {asked.kind}. {NEW_KEY}"
    if set(asked.classes) != set(old.classes):
        yield f"was of class {old.classes} when it was published and is of class {asked.classes}. {NEW_KEY}"
    options = {option.key: option for option in old.options}
    for option in asked.options:
        before = options.get(option.key, option)
        says = f"{_words(before)} when it was published, and now says {_quoted(option)}."
        if is_only_words(option, before):
            name = f"{key}.{option.key}"
            yield from () if is_confirmed(name, wording) else [f"{says} {OR_WORDING.format(key=name)}"]
        elif option != before:
            yield f"{says} {NEW_KEY}"


def _words(option: Option) -> str:
    return f'has an option "{option.key}" that said {_quoted(option)}'


def _quoted(option: Option) -> str:
    return f'"{option.label}" ({option.code})' if option.code else f'"{option.label}"'
