"""The processes of an authority: every published version, who published it, when and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from django.db.models import Count, QuerySet

from permanence.access import permissions
from permanence.kernel.actors import COMMAND_LINE, Actor
from permanence.queries.listings import Heading
from permanence.queries.statuses import Status, when
from permanence.records.catalogue import process_version
from permanence.records.definitions import ProcessVersion
from permanence.records.worksteps import Workstep

HEAD = tuple(
    Heading(text=text) for text in ("Version", "Name", "Published", "By", "Why", "Work under way", "What changed")
)
IN_FORCE = Status(text="In force for new work", tag="govuk-tag--green")
KEPT = Status(text="Kept for its work", tag="govuk-tag--grey")


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionLine:
    """A published version. `under_way` is how many worksteps were started under it and are open."""

    key: str
    number: int
    name: str
    published: str
    by: str
    why: str
    status: Status
    under_way: int

    @property
    def href(self) -> str:
        """Return the address of its page."""
        return f"/processes/{self.key}/{self.number}/"

    @property
    def compare_href(self) -> str:
        """Return where it is compared with the version before it, "" for the first."""
        return f"/processes/{self.key}/{self.number - 1}/compare/{self.number}/" if self.number > 1 else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A process with its versions, the newest first."""

    key: str
    title: str
    versions: tuple[VersionLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProcessesPage:
    """Every process of the authority; `may_publish`: the reader is offered to publish."""

    processes: tuple[Listed, ...]
    may_publish: bool
    head: tuple[Heading, ...] = HEAD


def processes_page(*, actor: Actor) -> ProcessesPage:
    """Return the processes that the actor's authority has published. Two queries, and the catalogue's."""
    rows = versions_of(actor.authority_id)
    started = started_by_version(actor.authority_id)
    found = []
    for key, group in groupby(rows, key=lambda row: row.process_key):
        versions = list(group)
        lines = tuple(line_of(row, newest=versions[0].number, started=started) for row in versions)
        found.append(Listed(key=key, title=process_version(versions[0].id).title, versions=lines))
    return ProcessesPage(processes=tuple(found), may_publish=may_publish(actor))


def may_publish(actor: Actor) -> bool:
    """Return whether the actor publishes processes."""
    return not any(permissions().reasons_against("publish_process", actor, None))


def versions_of(authority_id: UUID, process_key: str = "") -> list[ProcessVersion]:
    """Return the rows of an authority's versions, of one process or of all, the newest first; without what they say."""
    found = ProcessVersion.objects.filter(authority_id=authority_id).select_related("published_by__person")
    if process_key:
        found = found.filter(process_key=process_key)
    return list(found.defer("definition").order_by("process_key", "-number"))


def started_by_version(authority_id: UUID) -> dict[UUID, int]:
    """Return how much work is under way under each version, by its id. One query."""
    return dict(under_way(authority_id).values_list("process_version_id").annotate(number=Count("id")))


def under_way(authority_id: UUID) -> "QuerySet[Workstep, Workstep]":
    """Return the started worksteps of an authority; of a record that is not open nothing is told, nor counted."""
    states = permissions().states("granted")
    return Workstep.objects.filter(authority_id=authority_id, state="started", access_class__in=states).order_by()


def line_of(row: ProcessVersion, *, newest: int, started: dict[UUID, int]) -> VersionLine:
    """Return a version as lists show it."""
    return VersionLine(
        key=row.process_key,
        number=row.number,
        name=row.version,
        published=when(row.published_at),
        by=row.published_by.person.name if row.published_by else COMMAND_LINE,
        why=row.why,
        status=IN_FORCE if row.number == newest else KEPT,
        under_way=started.get(row.id, 0),
    )


def newest_of(rows: Iterable[ProcessVersion]) -> int:
    """Return the number of the newest version, 0 where there is none."""
    return max((row.number for row in rows), default=0)
