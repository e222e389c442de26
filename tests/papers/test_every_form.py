"""Every form of the process on paper, filled in as a median report is: tagged, and with every word of its answers.

The paper is made without the record around it; tests/papers/test_form_papers.py proves that the record's is the same.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import cache
from random import Random
from typing import Any
from uuid import uuid4

import pytest

from permanence.demo.answers import answers_for
from permanence.kernel.facts import ChildFacts
from permanence.kernel.form_definitions import Form
from permanence.kernel.papers import Facts, Grid, Heading, Paper, Points, Words
from permanence.outside.definitions import load_process, process_folders
from permanence.outside.typesetting import typeset
from permanence.outside.word_files import word_file
from permanence.queries.answers_shown import AnswersShown
from permanence.queries.papers.blocks import NOT_PRINTED, question_blocks
from tests.papers.reading import read_pdf, read_word, squeezed, word_text

AN_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
AT = datetime(2026, 12, 2, 10, 20, tzinfo=UTC)
MAYA = ChildFacts(
    id=uuid4(),
    authority_id=uuid4(),
    name="Maya Thornbury",
    known_as="May",
    person_number="3900001",
    date_of_birth=date(2018, 5, 4),
    access_class="open",
    team_id=None,
)


@cache
def forms() -> dict[str, Form]:
    """Return every form of every process that comes with the product."""
    return {form.key: form for folder in process_folders() for form in load_process(folder).forms}


@cache
def paper(key: str) -> Paper:
    """Return the paper of a form that was filled in: long enough that sentences go over its pages."""
    form, rng = forms()[key], Random(f"paper {key}")  # noqa: S311  # the same answers each time
    blocks: list[Any] = []
    known: dict[str, Any] = {}
    for section in form.sections:
        blocks.append(Heading(text=f"{section.number}. {section.title}"))
        answers = answers_for(form, section, child=MAYA, rng=rng, on=AT.date(), given=known)
        known |= answers
        shown = AnswersShown(answers=answers, known=known, names=dict(names(answers)), carried={}, files={})
        blocks += question_blocks(shown.of(section))
    return Paper(
        title=form.title,
        form=form.title,
        child_name=MAYA.name,
        child_number=MAYA.person_number,
        child_born="4 May 2018",
        standing="final",
        version="Version 14",
        about=(("Workstep", form.title),),
        blocks=tuple(blocks),
        made_by="Joan Ellery",
        made_at="2 December 2026 10:20",
    )


def names(value: Any) -> Iterator[tuple[str, str]]:
    """Yield a name for each id that an answer holds."""
    for each in value.values() if isinstance(value, dict) else value:
        if isinstance(each, dict | list):
            yield from names(each)
        elif isinstance(each, str) and AN_ID.fullmatch(each):
            yield each, f"Somebody {each[:4]}"


def words(made: Paper) -> Iterator[str]:
    """Yield every text of a paper."""
    for block in made.blocks:
        match block:
            case Heading() | Words():
                yield block.text
            case Points():
                yield from block.items
            case Facts():
                yield block.name
                yield from (text for pair in block.pairs for text in pair)
            case Grid():
                yield from block.head
                yield from (cell for row in block.rows for cell in row)
            case _:
                raise AssertionError(block)


@pytest.mark.parametrize("key", sorted(forms()))
def test_as_pdf_it_is_tagged_and_whole(key: str) -> None:
    made = paper(key)
    found = read_pdf(typeset(made, at=AT))
    assert (found.root["/Lang"], found.title) == ("en-GB", f"{made.title}, Maya Thornbury")
    assert bool(found.root["/MarkInfo"]["/Marked"])
    counted = {
        level: sum(isinstance(each, Heading) and each.level == level for each in made.blocks) for level in (2, 3)
    }
    assert (found.tags.count("H1"), found.tags.count("H2"), found.tags.count("H3")) == (1, counted[2], counted[3])
    tables = sum(isinstance(each, Facts | Grid) for each in made.blocks)
    assert found.tags.count("Table") == tables + 1  # and the one about the paper itself
    assert not [text for text in words(made) if squeezed(text) not in found.words]


@pytest.mark.parametrize("key", sorted(forms()))
def test_as_word_it_has_real_headings_and_is_whole(key: str) -> None:
    made = paper(key)
    document = read_word(word_file(made, at=AT))
    wanted = [(f"Heading {each.level}", each.text) for each in made.blocks if isinstance(each, Heading)]
    found = [(line.style.name, line.text) for line in document.paragraphs if line.style.name.startswith("Heading")]
    assert found == [("Heading 1", made.title), *wanted]
    whole = squeezed(word_text(document))
    assert not [text for text in words(made) if squeezed(text) not in whole]
    assert all(table.rows[0]._tr.xpath("./w:trPr/w:tblHeader") for table in document.tables)


def test_no_address_is_printed() -> None:
    """Section 1 of the Child's Permanence Report asks where the child lives: class A, never on paper (P24)."""
    asked = [question for _, question in forms()["c0054"].questions() if "A" in question.classes]
    assert asked
    answers = {question.key: "17 Hazel Road, ZZ99 3VZ" for question in asked if question.kind == "st"}
    shown = AnswersShown(answers=answers, known=answers, names={}, carried={}, files={})
    told = [block for section in forms()["c0054"].sections for block in question_blocks(shown.of(section))]
    assert "Hazel Road" not in str(told)
    assert answers == {} or NOT_PRINTED in str(told)
