"""Workers found by name among those of certain roles, as of today."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from permanence.kernel.facts import WorkerFacts
from permanence.records.base import holding
from permanence.records.people import RoleHeld
from permanence.records.worker_facts import worker_facts

MOST = 20


def workers_matching(words: str, *, roles: Iterable[str], authority_id: UUID, today: date) -> tuple[WorkerFacts, ...]:
    """Return the workers in one of these roles in whose name every word stands, by name; none for no words."""
    held = RoleHeld.objects.filter(holding(today), authority_id=authority_id, role__in=set(roles))
    held = held.filter(worker__disabled_at__isnull=True)
    for word in words.split():
        held = held.filter(worker__person__name__icontains=word)
    ids = held.order_by("worker__person__name").values_list("worker_id", flat=True) if words.split() else []
    found = worker_facts(list(dict.fromkeys(ids))[:MOST], today)
    return tuple(sorted(found.values(), key=lambda each: each.name))
