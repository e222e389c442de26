"""A paper: a form, a chronology or a letter as plain blocks, the same for the page, the PDF and the Word file."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, ClassVar, Final, Literal

from permanence.kernel.canonical import digest

Standing = Literal["draft", "final", "superseded", "cancelled", "as_of"]
STANDING_WORDS: Final[Mapping[Standing, str]] = {
    "draft": "DRAFT",
    "final": "FINAL",
    "superseded": "SUPERSEDED",
    "cancelled": "CANCELLED",
    "as_of": "",
}
MOST_COLUMNS: Final = 5
"""A table of more columns is printed a row at a time: on A4 its words would stand one under another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading: level 2 is a section, level 3 a question. The paper's title is level 1."""

    kind: ClassVar[str] = "heading"
    text: str
    level: Literal[2, 3] = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Text as it was written, its line breaks kept. `aside`: about what stands there, such as where it comes from."""

    kind: ClassVar[str] = "words"
    text: str
    aside: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """What a child said, in the child's own words; `said`: to whom, how and when, "" where that is not known."""

    kind: ClassVar[str] = "voice"
    words: str
    said: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """A list, a point each."""

    kind: ClassVar[str] = "points"
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What, and the words for it, a line each; `name` says what the list is about."""

    kind: ClassVar[str] = "facts"
    name: str
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table: `name` says what it holds; `head` names its columns. `labelled`: the first column names the row."""

    kind: ClassVar[str] = "grid"
    name: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    labelled: bool = False


Block = Heading | Words | Voice | Points | Facts | Grid


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A paper about one child.

    Args:
        title: its heading, and the PDF's title. form: in the running head of each page.
        child_name, child_number, child_born: in the running head of each page (hazard 6).
        standing: whether it is a draft, final, superseded, cancelled, or tells how things stand on a day.
        version: which version of the form in words, "" where there is none.
        about: what the reader needs to know of the paper before its text.
        made_by, made_at: who had it made, and when, in words.
    """

    title: str
    form: str
    child_name: str
    child_number: str
    child_born: str
    standing: Standing
    version: str
    about: tuple[tuple[str, str], ...]
    blocks: tuple[Block, ...]
    made_by: str
    made_at: str

    @property
    def standing_words(self) -> str:
        """Return how it stands in one word, "" where it tells how things stand on a day."""
        return STANDING_WORDS[self.standing]

    @property
    def watermark(self) -> str:
        """Return what stands across each page, "" for nothing."""
        return "" if self.standing in {"final", "as_of"} else self.standing_words

    @property
    def content(self) -> str:
        """Return the SHA-256 of what it says: the same for everybody who has the same version made, on any day."""
        said = [{"kind": block.kind, **plain(block)} for block in self.blocks]
        return digest({"title": self.title, "child": self.child_number, "version": self.version, "blocks": said})


def grid_blocks(grid: Grid) -> tuple[Block, ...]:
    """Return a table, or its rows one after another where it has too many columns for a sheet of A4."""
    if len(grid.head) <= MOST_COLUMNS:
        return (grid,)
    count = len(grid.rows)
    return tuple(
        Facts(
            name=row[0] if grid.labelled and row[0] else f"{grid.name}: {number} of {count}",
            pairs=tuple((head, cell) for head, cell in zip(grid.head, row, strict=True) if head and cell),
        )
        for number, row in enumerate(grid.rows, 1)
    )


def plain(value: Any) -> Any:
    """Return blocks as dicts, lists and text."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    return [plain(item) for item in value] if isinstance(value, tuple) else value
