"""What changes about forms: sections, questions, their options and columns."""

from collections.abc import Iterator, Mapping
from typing import Final

from permanence.kernel.differences.change import Change, Titles, fresh, gone, kept, need_words
from permanence.kernel.differences.steps import field_lines, part_lines
from permanence.kernel.form_definitions import Column, Form, Option, Question, Section

FORM: Final[Mapping[str, str]] = {
    "title": 'is now called "{now}"; it was "{before}"',
    "code": "now has the code {now}; before {before}",
    "rules": "has other rules across its questions than before",
}
SECTION: Final[Mapping[str, str]] = {
    "title": 'is now called "{now}"; it was "{before}"',
    "number": "is now number {now}; it was {before}",
    "writers": "is now written by {now}; before by {before}",
    "is_next_actions": "is the section of next actions: {now}; before: {before}",
    "copied_section": "is now copied from {now}; before from {before}",
}
ASKED: Final[Mapping[str, str]] = {
    "ask": 'is worded anew: "{now}"; before "{before}" (wording)',
    "kind": "is now of kind {now}; before {before}",
    "classes": "is now of class {now}; before {before}",
    "size": "now takes {now} characters; before {before}",
}
QUESTION: Final[Mapping[str, str]] = {
    **ASKED,
    "help": 'now has the help "{now}"; before "{before}"',
    "error": 'now says "{now}" where its answer is missing; before "{before}"',
    "low": "is now {now} at least; before {before}",
    "high": "is now {now} at most; before {before}",
    "copied": "is now copied from {now}; before from {before}",
    "prefilled": "is now filled in from {now}; before from {before}",
    "calc": "is now worked out as {now}; before as {before}",
    "rows": "has other rows than before",
    "feeds": "now changes elsewhere: {now}; before: {before}",
    "kept_after_finish": "is still answered after the finish: {now}; before: {before}",
    "asked_with": "is now asked with {now}; before with {before}",
}


def form_changes(old: Form, new: Form, before: Titles, after: Titles) -> Iterator[Change]:
    """Yield what changes about one form that both versions have."""
    for says in (
        *(f"The form {line}" for line in field_lines(FORM, old, new, before, after)),
        *part_lines("Section", SECTION, old.sections, new.sections, before, after),
        *_questions(old, new, before, after),
    ):
        yield Change(f"Form {new.title}", f"{says}.")


def _questions(old: Form, new: Form, before: Titles, after: Titles) -> Iterator[str]:
    was_asked, asked = ([question for _, question in form.questions()] for form in (old, new))
    yield from (f'"{question.ask}" is no longer asked' for question in gone(was_asked, asked))
    for question in fresh(was_asked, asked):
        yield f'"{question.ask}" is new in "{_section(new, question).title}" ({need_words(question.need, after)})'
    for was, now in kept(was_asked, asked):
        yield from (f'"{was.ask}" {line}' for line in _of_question(was, now, before, after))
        if _section(old, was).key != _section(new, now).key:
            yield f'"{now.ask}" has moved from "{_section(old, was).title}" to "{_section(new, now).title}"'


def _section(form: Form, question: Question) -> Section:
    return next(section for section, each in form.questions() if each.key == question.key)


def _of_question(was: Question, now: Question, before: Titles, after: Titles) -> Iterator[str]:
    yield from field_lines(QUESTION, was, now, before, after)
    yield from _of_need(was, now, before, after)
    yield from _of_options(was.options, now.options)
    yield from (f'no longer has the column "{column.ask}"' for column in gone(was.columns, now.columns))
    yield from (f'has a new column "{column.ask}"' for column in fresh(was.columns, now.columns))
    for column, column_now in kept(was.columns, now.columns):
        for line in (
            *field_lines(ASKED, column, column_now, before, after),
            *_of_need(column, column_now, before, after),
            *_of_options(column.options, column_now.options),
        ):
            yield f'has a column "{column.ask}" that {line}'


def _of_need(was: Question | Column, now: Question | Column, before: Titles, after: Titles) -> Iterator[str]:
    words, words_now = need_words(was.need, before), need_words(now.need, after)
    if words != words_now:
        yield f"is now {words_now}; before {words}"


def _of_options(old: tuple[Option, ...], new: tuple[Option, ...]) -> Iterator[str]:
    yield from (f'no longer offers "{option.label}"' for option in gone(old, new))
    yield from (f'now offers "{option.label}" too' for option in fresh(old, new))
    for was, now in kept(old, new):
        if was.label != now.label:
            yield f'words its choice "{now.label}" anew; before "{was.label}" (wording)'
        if was.code != now.code:
            yield f'returns its choice "{now.label}" as {now.code or "no code"}; before as {was.code or "no code"}'
