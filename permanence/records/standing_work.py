"""Open work by the version of the process that it was started with."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count

from permanence.records.worksteps import Workstep


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenWork:
    """So many open worksteps of one kind, all incoming, or all started under one version."""

    step_type: str
    title: str
    version_id: UUID | None
    number: int

    @property
    def is_started(self) -> bool:
        """Return whether they were started: Start pins the version."""
        return self.version_id is not None


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
