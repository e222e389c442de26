"""One published version of a process, read in plain words, and two compared."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from django.db.models import Count

from permanence.access import permissions
from permanence.kernel.actors import Actor
from permanence.kernel.dates import count_of
from permanence.kernel.definitions import Process
from permanence.kernel.differences import Change, differences
from permanence.kernel.reasons import Hidden
from permanence.outside.process_documents import ProcessTable, process_tables
from permanence.queries.process_lists import (
    VersionLine,
    line_of,
    may_publish,
    newest_of,
    started_by_version,
    under_way,
    versions_of,
)
from permanence.records.catalogue import process_version
from permanence.records.definitions import ProcessVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class FormLine:
    """A form of the process: how many sections and questions it has, and where it is read."""

    title: str
    code: str
    size: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnderWay:
    """Worksteps of one kind started under a version; `href`: where they are moved on, "" where they cannot be."""

    title: str
    number: int
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionPage:
    """A version: what it is, what it says, and what stands under it.

    Args:
        lines: every version of the process, the newest first. wording: words changed and said to mean what they meant.
    """

    id: UUID
    line: VersionLine
    title: str
    source: str
    digest: str
    wording: tuple[dict[str, str], ...]
    forms: tuple[FormLine, ...]
    tables: tuple[ProcessTable, ...]
    under_way: tuple[UnderWay, ...]
    lines: tuple[VersionLine, ...]
    may_publish: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What changes in one part of a process, as minutes number it."""

    number: int
    title: str
    says: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparePage:
    """What changes from one version to a later one, and why it was published."""

    title: str
    before: VersionLine
    after: VersionLine
    says: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A version with its fellows: the row, what it says, and the lines of all of the process."""

    row: ProcessVersion
    process: Process
    lines: tuple[VersionLine, ...]

    def line(self, number: int) -> VersionLine:
        """Return the line of a version. Raises Hidden where there is none."""
        found = next((line for line in self.lines if line.number == number), None)
        if found is None:
            raise Hidden
        return found


def found_version(process_key: str, number: int, *, actor: Actor) -> Found:
    """Return a version of the actor's authority. Raises Hidden where there is none. Two queries."""
    rows = versions_of(actor.authority_id, process_key)
    row = next((each for each in rows if each.number == number), None)
    if row is None:
        raise Hidden
    started = started_by_version(actor.authority_id)
    lines = tuple(line_of(each, newest=newest_of(rows), started=started) for each in rows)
    return Found(row=row, process=process_version(row.id), lines=lines)


def version_page(*, process_key: str, number: int, actor: Actor) -> VersionPage:
    """Return a version to be read. Raises Hidden where there is none. Three queries, and the catalogue's."""
    found = found_version(process_key, number, actor=actor)
    process, line = found.process, found.line(number)
    return VersionPage(
        id=found.row.id,
        line=line,
        title=process.title,
        source=process.source,
        digest=found.row.digest,
        wording=tuple(found.row.wording),
        forms=tuple(form_lines(process, line.href)),
        tables=process_tables(process),
        under_way=_under_way(found, actor),
        lines=found.lines,
        may_publish=may_publish(actor),
    )


def form_lines(process: Process, href: str) -> Iterable[FormLine]:
    """Yield the forms of a process; `href` is the address of its page."""
    for form in process.forms:
        asked = sum(1 for _ in form.questions())
        size = f"{count_of(len(form.sections), 'section')}, {count_of(asked, 'question')}"
        yield FormLine(title=form.title, code=form.code, size=size, href=f"{href}forms/{form.key}/")


def _under_way(found: Found, actor: Actor) -> tuple[UnderWay, ...]:
    """Return the started work of a version by kind; where there is a later one, with the way to move it on."""
    rows = under_way(actor.authority_id).filter(process_version_id=found.row.id)
    counted = rows.order_by("step_type").values_list("step_type", "title").annotate(number=Count("id"))
    is_newest = found.row.number == found.lines[0].number
    may_move = not is_newest and not any(permissions().reasons_against("move_steps", actor, None))
    here = f"/processes/{found.row.process_key}/{found.row.number}/move/"
    return tuple(
        UnderWay(title=title, number=number, href=f"{here}?step={step_type}" if may_move else "")
        for step_type, title, number in counted
    )


def compare_page(*, process_key: str, number: int, other: int, actor: Actor) -> ComparePage:
    """Return what changes between two versions, in order of time. Raises Hidden where there is no such version."""
    first, last = sorted((number, other))
    before, after = (found_version(process_key, each, actor=actor) for each in (first, last))
    changes = list(differences(before.process, after.process))
    return ComparePage(
        title=after.process.title,
        before=before.line(first),
        after=after.line(last),
        says=f"{count_of(len(changes), 'change')} from version {first} to version {last}.",
        parts=parts_of(changes),
    )


def parts_of(changes: Iterable[Change]) -> tuple[Part, ...]:
    """Return changes by what they are in, numbered as minutes are."""
    grouped = groupby(changes, key=lambda change: change.within)
    return tuple(
        Part(number=number, title=within, says=tuple(change.says for change in group))
        for number, (within, group) in enumerate(grouped, start=1)
    )
