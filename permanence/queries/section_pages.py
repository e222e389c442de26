"""What a section's page and the comparison of two saves hold: plain data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from uuid import UUID

from permanence.kernel.comparing import Passage
from permanence.kernel.form_definitions import Section
from permanence.kernel.reasons import Reason
from permanence.queries.child_bar import ChildBar
from permanence.queries.listed import Listed, StoredName

if TYPE_CHECKING:  # it is made of what stands here
    from permanence.queries.section_notes import SectionNotes

TypedNames = Mapping[str, str | list[str]]
OWN = "You"


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionLink:
    """A section in the list beside the form: `mark` is a tick, a dash where answers are missing, or nothing."""

    number: int
    title: str
    href: str
    mark: str
    status: str
    is_here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionShown:
    """A question and its answer in words, read-only. `may_show`: an address stands in it, shown only when asked for."""

    key: str
    ask: str
    text: str = ""
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    provenance: str = ""
    file: StoredName | None = None
    may_show: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """An answer from elsewhere, in words, with where from and when."""

    text: str
    provenance: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """The answer given last time: when and by whom, in words, and as it would be typed."""

    when: str
    text: str
    typed: TypedNames


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What fields need besides what was typed: by id who is named, what may be chosen, what a search found."""

    listed: Mapping[str, Listed] = field(default_factory=dict)
    files: Mapping[str, StoredName] = field(default_factory=dict)
    inboxes: tuple[Listed, ...] = ()
    relations: tuple[Listed, ...] = ()
    found: Mapping[str, tuple[Listed, ...]] = field(default_factory=dict)
    searched: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherDraft:
    """A draft of the reader's that was typed on another page than the one that is shown."""

    href: str
    kept_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionPage:
    """A section of a workstep's form, to be written or read.

    Args:
        section: with the questions that are asked of people here and now.
        version: of the section as it is shown; the save checks it.
        typed: HTML name to text: the reader's draft, else the answers, else what is prefilled.
        errors: what cannot be read of it, by HTML name. known: what conditions look at.
        against: why the reader cannot write it; empty: they can. answers: then, all questions in words.
        carried, earlier, prefilled: by question key.
        kept: what the reader had typed, in words, where it can no longer be saved here.
        draft_line, saved_line: beside the buttons. newer: who saved it since the draft was begun, "" for nobody.
        draft: what the reader's draft knows its page by, "" for none. others: more drafts of theirs.
        next_href: where "Save and continue" leads. why: why the reader may see it, for the audit.
        notes: what a change voids, what changed since it was returned, and what reviewers say.
    """

    step_id: UUID
    step_title: str
    form_title: str
    section: Section
    child: ChildBar
    version: int
    typed: TypedNames
    errors: Mapping[str, str]
    known: Mapping[str, Any]
    against: tuple[Reason, ...]
    answers: tuple[QuestionShown, ...]
    kept: tuple[QuestionShown, ...]
    links: tuple[SectionLink, ...]
    carried: Mapping[str, Carried]
    earlier: Mapping[str, Earlier]
    prefilled: Mapping[str, str]
    around: Around
    draft_line: str
    saved_line: str
    newer: str
    draft: str
    others: tuple[OtherDraft, ...]
    reasons: int
    next_href: str
    why: str
    notes: "SectionNotes"

    @property
    def title(self) -> str:
        """Return the heading."""
        return f"{self.section.number}. {self.section.title}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Differing:
    """A question answered differently in two saves.

    Args:
        theirs, mine: marked against each other.
        merged: what the box of "Write one from both" begins with; None where words cannot be written from both.
        joined: what both make of a table or of ticked boxes; None where they cannot both stand.
        names: HTML names the question has in either.
    """

    key: str
    ask: str
    theirs: tuple[Passage, ...]
    mine: tuple[Passage, ...]
    merged: str | None
    joined: TypedNames | None
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparePage:
    """Two versions of a section: what somebody saved, and what the reader had typed and not saved.

    `by` is "You" where the reader saved it on another page; `draft` is what the draft knows its page by. `voids` says
    which authorisation a save voids, "" for none; `authorised` holds their ids, as the page carries them.
    """

    step_id: UUID
    section: Section
    child: ChildBar
    by: str
    keeps: str
    draft: str
    saved_at: str
    version: int
    same: int
    differing: tuple[Differing, ...]
    theirs: TypedNames
    mine: TypedNames
    voids: str
    authorised: str
    why: str

    @property
    def is_own(self) -> bool:
        """Return whether the reader saved it on another page."""
        return self.by == OWN

    @property
    def heading(self) -> str:
        """Return who saved it (pages, words 16)."""
        where = " on another page" if self.is_own else ""
        return f"{self.by} saved this section{where} while you were writing"

    @property
    def section_href(self) -> str:
        """Return the address of the section."""
        return f"/steps/{self.step_id}/sections/{self.section.key}/"
