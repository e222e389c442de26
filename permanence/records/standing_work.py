"""Open work by the version of the process that it was started with."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Count

from permanence.kernel.definitions import Process
from permanence.kernel.publishing import OpenWork
from permanence.records.catalogue import process_version
from permanence.records.worksteps import Workstep

__all__ = ["OpenWork", "open_work", "pinned_version", "started_under"]


def open_work(*, authority_id: UUID, process_key: str) -> list[OpenWork]:
    """Return an authority's open worksteps of a process, in one query."""
    rows = (
        Workstep.objects.filter(authority_id=authority_id, process_key=process_key, state__in=("incoming", "started"))
        .values("step_type", "title", "process_version_id")
        .annotate(number=Count("id"))
        .order_by("step_type", "process_version_id")
    )
    return [
        OpenWork(
            step_type=row["step_type"],
            title=row["title"],
            version_id=row["process_version_id"],
            number=row["number"],
        )
        for row in rows
    ]


def started_under(standing: Iterable[OpenWork]) -> dict[UUID, Process]:
    """Return, by id, the versions under which open work was started."""
    return {work.version_id: process_version(work.version_id) for work in standing if work.version_id}


def pinned_version(step_id: UUID) -> tuple[UUID | None, int]:
    """Return the id and the number of the version that a workstep was started under; None and 0 before its start."""
    found = Workstep.objects.values("process_version_id", "process_version__number").get(id=step_id)
    return found["process_version_id"], found["process_version__number"] or 0
