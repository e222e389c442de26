"""Reading what was made with readers that had no part in making it: pypdf and python-docx."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from docx import Document
from pypdf import PdfReader

SOFT_BREAK = "\u200b"
ACTUAL = str.maketrans({"\u00ad": "", SOFT_BREAK: "", "\u2010": "", "-": ""})


@dataclass(frozen=True, kw_only=True)
class ReadPdf:
    """A PDF: its catalogue, what its structure names, and its words without any white space."""

    root: Any
    title: str
    author: str
    keywords: str
    pages: int
    tags: tuple[str, ...]
    words: str


def read_pdf(content: bytes) -> ReadPdf:
    """Return what an independent reader finds in a PDF."""
    reader = PdfReader(BytesIO(content))
    root: Any = reader.trailer["/Root"]
    about = reader.metadata
    assert about is not None
    return ReadPdf(
        root=root,
        title=about.title or "",
        author=about.author or "",
        keywords=about.keywords or "",
        pages=len(reader.pages),
        tags=tuple(_tags(root.get("/StructTreeRoot", {}))),
        words=squeezed("".join(_in_order(page.extract_text().splitlines() for page in reader.pages))),
    )


def _in_order(pages: Iterable[list[str]]) -> Iterator[str]:
    """Yield the lines of all pages, and then those at the head and foot of each: a sentence may go over the page."""
    running = []
    for first, *lines, last in pages:
        yield from lines
        running += [first, last]
    yield from running


def _tags(node: Any) -> Iterator[str]:
    """Yield the kind of each element of the structure, in reading order."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for each in node:
            yield from _tags(each)
    elif isinstance(node, dict):
        if "/S" in node:
            yield str(node["/S"]).removeprefix("/")
        if "/K" in node:
            yield from _tags(node["/K"])


def squeezed(text: str) -> str:
    """Return a text without white space, hyphens and soft breaks: where lines break is the paper's own affair."""
    return "".join(text.translate(ACTUAL).split())


def read_word(content: bytes) -> Any:
    """Return a Word file, opened."""
    return Document(BytesIO(content))


def word_text(document: Any) -> str:
    """Return every word of a Word file: paragraphs and tables."""
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(line.text for line in document.paragraphs), *cells])
