"""What stands around a page: the authority, who is signed in, and the places they go to."""

from dataclasses import dataclass

from permanence.access import permissions
from permanence.kernel.actors import Actor
from permanence.records.authorities import Authority
from permanence.records.notices import Notice
from permanence.records.people import Worker

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
    """Return what stands around every page of this actor (pages, section 2: only pages that exist). Three queries."""
    authority = Authority.objects.get(id=actor.authority_id)
    worker = Worker.objects.filter(id__in=[actor.worker_id]).values_list("person__name", "job_title").first()
    name, job = worker or (actor.name, "")
    unread = Notice.objects.filter(authority_id=actor.authority_id, worker_id__in=[actor.worker_id], read_at=None)
    return Surroundings(
        authority=authority.name,
        is_demo=authority.is_demo,
        worker=name,
        job=job,
        places=_places(actor, unread=unread[:500].count()),
    )


def _places(actor: Actor, *, unread: int) -> tuple[Place, ...]:
    work = Place(text="Current work", href="/work/incoming/")
    inboxes = [Place(text=name, href=f"/inboxes/{inbox_id}/") for inbox_id, name in actor.inboxes.items()]
    children = [] if not actor.roles or actor.roles <= NO_CASEWORK else [Place(text="Children", href="/children/")]
    reads = not any(permissions().reasons_against("read_processes", actor, None))
    processes = [Place(text="Processes", href="/processes/")] if reads else []
    return (work, *inboxes[:2], *children, *processes, Place(text="Notices", href="/notices/", count=unread))
