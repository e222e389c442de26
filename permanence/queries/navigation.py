"""What stands around a page: the authority, who is signed in, and the places they go to."""

from dataclasses import dataclass
from typing import Any

from permanence.access import permissions
from permanence.kernel.actors import Actor
from permanence.queries.listings import COUNTED_TO
from permanence.records.authorities import Authority
from permanence.records.bundled import Bundle
from permanence.records.counted import Counted
from permanence.records.notices import Notice
from permanence.records.people import Worker
from permanence.records.prepared import Prepared, given_id

NO_CASEWORK = frozenset({"data_analyst", "information_governance", "system_administrator"})
"""Roles that open no child's record."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An item of the main navigation; `count` is 0 where nothing is counted."""

    text: str
    href: str
    count: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """The authority's name, the worker's, their job, and the main navigation by role."""

    authority: str
    is_demo: bool
    worker: str
    job: str
    places: tuple[Place, ...]


def surroundings(*, actor: Actor) -> Surroundings:
    """Return what stands around every page of this actor (pages, section 2: only pages that exist). Two queries."""
    whose = {"authority": actor.authority_id, "worker": actor.worker_id}
    found = _AROUND.rows(**whose)
    (authority,) = found["authority"]
    worker = found["worker"][0] if found["worker"] else {"person__name": actor.name, "job_title": ""}
    return Surroundings(
        authority=authority["name"],
        is_demo=authority["is_demo"],
        worker=worker["person__name"],
        job=worker["job_title"],
        places=_places(actor, unread=_UNREAD.counts(**whose)["unread"]),
    )


def _unread() -> Any:
    mine = Notice.objects.filter(authority_id=given_id("authority"), worker_id=given_id("worker"), read_at=None)
    return mine.values("id")[:COUNTED_TO]


_AROUND = Bundle(
    authority=Prepared(lambda: Authority.objects.filter(id=given_id("authority")).values("name", "is_demo")),
    worker=Prepared(lambda: Worker.objects.filter(id=given_id("worker")).values("person__name", "job_title")),
)
_UNREAD = Counted(unread=Prepared(_unread))


def _places(actor: Actor, *, unread: int) -> tuple[Place, ...]:
    work = Place(text="Current work", href="/work/incoming/")
    inboxes = [Place(text=name, href=f"/inboxes/{inbox_id}/") for inbox_id, name in actor.inboxes.items()]
    children = [] if not actor.roles or actor.roles <= NO_CASEWORK else [Place(text="Children", href="/children/")]
    reads = not any(permissions().reasons_against("read_processes", actor, None))
    processes = [Place(text="Processes", href="/processes/")] if reads else []
    return (work, *inboxes[:2], *children, *processes, Place(text="Notices", href="/notices/", count=unread))
