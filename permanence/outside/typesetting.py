"""A paper as a PDF that anybody can have read to them: PDF/UA-1, which typst checks while it writes it."""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from math import sqrt
from pathlib import Path
from typing import Any, Final

import typst

from permanence.kernel.paper_characters import is_from_the_right, mapped, printable
from permanence.kernel.papers import Block, Facts, Grid, Heading, Paper, Points, Voice, Words
from permanence.outside.paper_fonts import faces, families, is_drawn
from permanence.outside.unable import Unable

TEMPLATE: Final = Path(__file__).resolve().parents[1] / "templates" / "papers" / "paper.typ"
STANDARD: Final = "ua-1"
LONGEST_WORD: Final = re.compile(r"\S{24}(?=\S)")
MAY_BREAK: Final = "\u200b"
TEXT_WIDTH, BESIDE_TEXT, A_LETTER = 170.0, 3.5, 1.85
MOST_COUNTED = 200
NOT_SET = "This paper could not be made as a PDF: {reason}. Tell whoever looks after this service; the record is whole."


def typeset(paper: Paper, *, at: datetime) -> bytes:
    """Return the paper as PDF/UA-1.

    A character that no face draws is printed as its number, and a note at the end says so.

    Args:
        at: the instant that the file says it was made.

    Raises:
        Unable: the faces are not installed, or it cannot be set in type; the text says why.
    """
    inputs = {"paper": json.dumps(as_data(printable(paper, draws=is_drawn)))}
    compiler = typst.Compiler(_template(), root=TEMPLATE.parent, font_paths=faces(), sys_inputs=inputs)
    try:
        made = compiler.compile(format="pdf", pdf_standards=STANDARD, timestamp=int(at.timestamp()))
    except typst.TypstError as error:
        raise Unable(NOT_SET.format(reason=error.message.rstrip("."))) from error
    if not isinstance(made, bytes):
        raise Unable(NOT_SET.format(reason="it came in parts"))
    return made


@cache
def _template() -> bytes:
    return TEMPLATE.read_bytes()


def as_data(paper: Paper) -> dict[str, Any]:
    """Return what the template prints."""
    broken = mapped(paper, _breakable)
    said = ", ".join(each for each in (paper.version, paper.standing_words) if each)
    return {
        "title": broken.title,
        "named": f"{paper.title}, {paper.child_name}",
        "author": paper.made_by,
        "form": broken.form,
        "child_name": broken.child_name,
        "child_number": paper.child_number,
        "child_born": paper.child_born,
        "made_by": broken.made_by,
        "made_at": paper.made_at,
        "standing": paper.standing_words,
        "watermark": paper.watermark,
        "keywords": [paper.child_number, paper.version or paper.made_at, f"sha256:{paper.content}"],
        "foot": f"{said}. Text {paper.content[:12]}." if said else f"Text {paper.content[:12]}.",
        "about": [*map(list, broken.about), ["SHA-256 of this text", _breakable(paper.content)]],
        "fonts": list(families()),
        "blocks": [_block(block) for block in broken.blocks],
    }


def _breakable(text: str) -> str:
    """Return a text in which even a word of 200 letters can go on in the next line."""
    return LONGEST_WORD.sub(lambda found: found.group() + MAY_BREAK, text)


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Heading():
            return {"kind": block.kind, "text": block.text, "level": block.level}
        case Words():
            return {"kind": block.kind, "paragraphs": list(_paragraphs(block.text)), "aside": block.aside}
        case Voice():
            return {"kind": block.kind, "words": _directed(block.words), "said": block.said}
        case Points():
            return {"kind": block.kind, "items": list(block.items)}
        case Facts():
            return {"kind": block.kind, "name": block.name, "pairs": [list(pair) for pair in block.pairs]}
        case Grid():
            rows = [list(row) for row in block.rows]
            head = [cell or "About" for cell in block.head]
            return {
                "kind": block.kind,
                "head": head,
                "rows": rows,
                "labelled": block.labelled,
                "widths": _widths(head, rows),
            }


def _paragraphs(text: str) -> Iterator[dict[str, Any]]:
    for paragraph in text.split("\n\n"):
        if paragraph.strip():
            yield _directed(paragraph.strip("\n"))


def _directed(text: str) -> dict[str, Any]:
    return {"text": text, "from_right": is_from_the_right(text)}


def _widths(head: list[str], rows: list[list[str]]) -> list[float]:
    """Return how wide each column is, in millimetres: wide enough for its longest word, then by how much it says."""
    columns = list(zip(head, *rows, strict=True))
    least = [BESIDE_TEXT + A_LETTER * max(_longest_word(cell) for cell in column) for column in columns]
    left = max(TEXT_WIDTH - sum(least), 0.0)
    says = [sqrt(min(max(map(len, column)), MOST_COUNTED)) for column in columns]
    narrowed = min(TEXT_WIDTH / sum(least), 1.0)
    return [round(width * narrowed + left * more / sum(says), 1) for width, more in zip(least, says, strict=True)]


def _longest_word(cell: str) -> int:
    return max((len(word) for word in re.split(r"[\s\u200b/-]", cell)), default=0) or 1
