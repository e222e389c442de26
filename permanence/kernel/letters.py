"""A letter or form made from a template: what the template says, what it may name, and how it is filled in (R82)."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from permanence.kernel.conditions import Condition
from permanence.kernel.form_definitions import Form, Question

FIELD: Final = re.compile(r"\{([^{}]*)\}")
ANSWER: Final = "answer."
ADDRESS: Final = "A"
FIXED_FIELDS: Final = {
    "child.name": "the child’s whole name",
    "child.known_as": "what the child likes to be called",
    "child.number": "the person number",
    "child.born": "the date of birth",
    "child.age": "the age on the day of the letter",
    "authority": "the name of the authority",
    "workstep": "the title of the workstep",
    "finished_by": "who finished the workstep",
    "finished_on": "the day it was finished",
    "social_worker": "the child’s social worker today",
    "iro": "the child’s Independent Reviewing Officer today",
    "made_by": "who has the letter made",
    "today": "the day of the letter",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterBlock:
    """One block of a letter.

    Args:
        kind: `heading`, `words`, `voice`, `points`, `answer` (a question with its answer) or `table` (the same, no
            heading).
        texts: with fields in braces; of `answer` and `table`, the key of the question.
        said: under a voice. only_if: it is left out unless this holds. if_answered: unless this question is answered.
        line: where it stands in its file.
    """

    kind: str
    texts: tuple[str, ...]
    line: int
    said: str = ""
    only_if: Condition | None = None
    if_answered: str = ""

    @property
    def is_question(self) -> bool:
        """Return whether it is a question with its answer, whatever that is."""
        return self.kind in {"answer", "table"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A template.

    Args:
        key: of its file, which an authority's own file of that name replaces. file: the file, as people know it.
        title: with fields. reader: whom it is written for, in words. step: key of the step type it stands on.
        finished: it is made only once the workstep is finished. only_if: it is offered only where this holds.
    """

    key: str
    file: str
    title: str
    reader: str
    step: str
    finished: bool
    only_if: Condition | None
    blocks: tuple[LetterBlock, ...]


def fields_of(form: Form) -> tuple[str, ...]:
    """Return every field a letter about this form may name; none that holds an address."""
    keys = (question.key for _, question in form.questions() if ADDRESS not in question.classes)
    return (*FIXED_FIELDS, *(f"{ANSWER}{key}" for key in dict.fromkeys(keys)))


def faults_of(letter: Letter, form: Form) -> Iterator[str]:
    """Yield each fault of a template in a sentence: its file, the line, the field, and the fields there are."""
    there_are = fields_of(form)
    for line, name in _named(letter):
        if name not in there_are:
            offered = ", ".join(there_are)
            yield f"{letter.file}, line {line}: there is no field “{name}” for this letter. The fields are: {offered}."


def _named(letter: Letter) -> Iterator[tuple[int, str]]:
    yield from ((1, name) for name in FIELD.findall(letter.title))
    if letter.only_if:
        yield 1, f"{ANSWER}{letter.only_if.field}"
    for block in letter.blocks:
        texts = () if block.is_question else (*block.texts, block.said)
        yield from ((block.line, name) for text in texts for name in FIELD.findall(text))
        keys = block.texts if block.is_question else ()
        asked = (*keys, block.if_answered, block.only_if.field if block.only_if else "")
        yield from ((block.line, f"{ANSWER}{key}") for key in asked if key)


def filled(text: str, fields: Mapping[str, str]) -> str:
    """Return a text with its fields filled in; what a field says is never looked at for fields again.

    >>> filled("Dear {child.known_as}", {"child.known_as": "May {today}"})
    'Dear May {today}'
    """
    return FIELD.sub(lambda found: fields[found.group(1)], text)


def unanswered(
    letter: Letter, told: Iterable[LetterBlock], fields: Mapping[str, str], asked: Mapping[str, Question]
) -> Iterator[str]:
    """Yield each thing that the letter tells and that nobody said yet, in a sentence.

    Args:
        told: the blocks that are not left out.
    """
    texts = [letter.title, *(text for block in told if not block.is_question for text in (*block.texts, block.said))]
    for name in dict.fromkeys(name for text in texts for name in FIELD.findall(text) if not fields[name]):
        question = asked.get(name.removeprefix(ANSWER))
        what = f"“{question.ask}” has no answer yet" if question else f"the record does not say {FIXED_FIELDS[name]}"
        yield f"This letter cannot be made yet: {what}."
