"""What every paper says besides its text: whom it is about, who made it and when."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.dates import plain_date
from permanence.kernel.facts import ChildFacts
from permanence.kernel.london import london_date, london_time
from permanence.kernel.papers import Block, Paper, Standing
from permanence.queries.child_bar import ChildBar


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A paper that was made, and what its audit row says of it.

    Args:
        key: of the form or letter, or `chronology`. name: of the file, without its ending.
        bar: of the child it is about. why: why the reader may see what stands in it.
        object_type, object_id: what it was made of. version: of the form, 0 where there is none.
        back: where the reader came from, and its name.
        in_word: whether it may be had as a Word file.
    """

    paper: Paper
    key: str
    name: str
    bar: ChildBar
    object_type: str
    object_id: UUID
    why: str
    version: int = 0
    back: tuple[str, str]
    in_word: bool = True


def paper_about(
    child: ChildFacts,
    *,
    title: str,
    form: str,
    standing: Standing,
    version: str = "",
    about: tuple[tuple[str, str], ...],
    blocks: tuple[Block, ...],
    actor: Actor,
    at: datetime,
) -> Paper:
    """Return a paper about a child."""
    return Paper(
        title=title,
        form=form,
        child_name=child.name,
        child_number=child.person_number,
        child_born=plain_date(child.date_of_birth),
        standing=standing,
        version=version,
        about=about,
        blocks=blocks,
        made_by=actor.name,
        made_at=day_and_time(at),
    )


def day_and_time(instant: datetime) -> str:
    """Return an instant as papers say it: "14 January 2027 15:32"."""
    return f"{plain_date(london_date(instant))} {london_time(instant)}"


def file_name(*parts: str) -> str:
    """Return the name of a file: lower case, words joined by hyphens, nothing of a child's name in it.

    >>> file_name("3900001", "SC Child's Permanence Report C0054", "version 14")
    '3900001-sc-childs-permanence-report-c0054-version-14'
    """
    words = " ".join(parts).casefold().replace("'", "").replace("’", "")
    return "-".join("".join(letter if letter.isascii() and letter.isalnum() else " " for letter in words).split())
