"""What a form asks: sections, questions, tables and options, as frozen data.

Source: forms.md 0.1 to 0.3; the YAML that says it is described in docs/notation.md.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from permanence.kernel.conditions import Condition, Need

Kind = Literal[
    "st",
    "lt",
    "lt+",
    "num",
    "date",
    "time",
    "yn",
    "one",
    "many",
    "worker",
    "person",
    "inbox",
    "file",
    "tbl",
    "fix",
    "calc",
]
SIZES: dict[str, int] = {"st": 200, "lt": 4000, "lt+": 12000}


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One choice: its stable key, what is read on the page, and its code in statutory returns."""

    key: str
    label: str
    code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a repeating (`tbl`) or fixed (`fix`) table.

    Args:
        classes: letters of U, P, S, A, T; each column has its own.
        need: conditions name other columns of the same row.
    """

    key: str
    ask: str
    kind: Kind
    need: Need
    classes: str = "P"
    options: tuple[Option, ...] = ()
    list_name: str | None = None
    size: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question of a form.

    Args:
        key: stable for ever; name of the HTML field. A part of a block is `<use>.<part>`.
        classes: letters of U public, P personal, S special category, A address-confidential, T third-party.
        copied: name of the source it is copied from read-only, with provenance (`pre`).
        prefilled: name of the source it is prefilled from, editable.
        feeds: what the answer changes elsewhere when it is finished.
        asked_with: key of the next action with which alone it is asked.
        kept_after_finish: still answered on the decision record after the finish (told_orally).
        block: name of the block it came from; `use`: key under which the block was used.
        list_name: name of the shared list its options came from.
    """

    key: str
    ask: str
    kind: Kind
    need: Need
    classes: str = "P"
    help: str = ""
    error: str = ""
    source: str = ""
    size: int | None = None
    low: int | None = None
    high: int | None = None
    options: tuple[Option, ...] = ()
    list_name: str | None = None
    columns: tuple[Column, ...] = ()
    rows: tuple[Option, ...] = ()
    rows_name: str | None = None
    calc: str | None = None
    copied: str | None = None
    prefilled: str | None = None
    feeds: tuple[str, ...] = ()
    asked_with: str | None = None
    kept_after_finish: bool = False
    block: str | None = None
    use: str | None = None

    def rows_source(self) -> str | None:
        """Return the table whose rows may be chosen, a key of the same section or `form.<form>.<key>`, or None."""
        return self.list_name.removeprefix("rows:") if self.list_name and self.list_name.startswith("rows:") else None

    def characters(self) -> int | None:
        """Return how many characters fit in the answer, or None where that means nothing."""
        return self.size or SIZES.get(self.kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A named section: a page of questions, or the Next actions.

    Args:
        writers: role keys that may write it; nobody where it is copied whole.
        copied_section: `<form>.<section>` of which it is a read-only copy (R113, Q16).
    """

    key: str
    number: int
    title: str
    writers: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
    is_next_actions: bool = False
    copied_section: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleUse:
    """A named rule used by a form or step.

    Args:
        rule: name of a pure function in `kernel/rules`.
        effect: `blocks` stops; `asks` is shown and may be passed with a reason that stays visible.
        with_actions: only when one of these next actions is proposed.
        sections: numbers of the sections it looks at, for its link.
    """

    rule: str
    effect: Literal["blocks", "asks"]
    says: str = ""
    with_actions: tuple[str, ...] = ()
    sections: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A form: its code, title, sections and rules across questions."""

    key: str
    code: str
    title: str
    sections: tuple[Section, ...]
    rules: tuple[RuleUse, ...] = ()
    source: str = ""

    def section(self, key: str) -> Section:
        """Return the section of that key. Raises KeyError when the form has none."""
        for section in self.sections:
            if section.key == key:
                return section
        raise KeyError(key)

    def questions(self) -> Iterator[tuple[Section, Question]]:
        """Yield every question with its section, in order."""
        for section in self.sections:
            for question in section.questions:
                yield section, question


__all__ = ["SIZES", "Column", "Condition", "Form", "Kind", "Need", "Option", "Question", "RuleUse", "Section"]
