"""From questions and answers in words to the blocks of a paper."""

from collections.abc import Iterable, Iterator

from permanence.kernel.papers import Block, Grid, Heading, Words, grid_blocks
from permanence.queries.section_pages import QuestionShown

NOT_ANSWERED = "Not answered."
NOT_PRINTED = "Answered. An address is read on the page alone, where each look is on record; it is not printed."


def question_blocks(questions: Iterable[QuestionShown]) -> Iterator[Block]:
    """Yield each question as a heading, and its answer under it."""
    for question in questions:
        yield Heading(text=question.ask, level=3)
        yield from _answer(question)
        if question.provenance:
            yield Words(text=question.provenance, aside=True)


def is_said(question: QuestionShown) -> bool:
    """Return whether anything stands under the question."""
    return bool(question.text or question.may_show or question.file or any(map(any, question.rows)))


def _answer(question: QuestionShown) -> Iterator[Block]:
    if question.rows:
        yield from grid_blocks(
            Grid(name=question.ask, head=question.head, rows=question.rows, labelled=question.head[0] == "")
        )
        if question.may_show:
            yield Words(text=NOT_PRINTED, aside=True)
    elif question.head:
        yield Words(text="None.", aside=True)
    elif question.file:
        yield Words(text=f"{question.file.name} ({question.file.size}), kept with the record.")
    elif question.may_show:
        yield Words(text=NOT_PRINTED, aside=True)
    elif question.text:
        yield Words(text=question.text)
    else:
        yield Words(text=NOT_ANSWERED, aside=True)
