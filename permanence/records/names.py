"""What the ids in answers are called: workers, people, inboxes and files."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from permanence.records.authorities import Inbox
from permanence.records.documents import StoredFile
from permanence.records.gathered import looking_at, memory
from permanence.records.people import Person, Worker
from permanence.records.prepared import GivenIds, Prepared, given_id


def names_of(value: Any, *, authority_id: UUID) -> dict[str, str]:
    """Return the name of each worker, person, inbox and file whose id stands anywhere in a value. One query at most.

    Args:
        value: answers as kept: dicts, lists and scalars. Text that only looks like an id names nothing.
    """
    ids = set(_ids(value))
    known = _known(authority_id)
    names = {str(each): known[each] for each in ids & known.keys()}
    if asked := ids - known.keys():
        with looking_at(Worker, Person, Inbox, StoredFile):
            names |= {str(found_id): name for found_id, name in _NAMED.tuples(authority=authority_id, ids=asked)}
    return names


def _known(authority_id: UUID) -> dict[UUID, str]:
    """Return the names of the authority's workers and inboxes whom the act under way knows already."""
    here = memory()
    if here is None:
        return {}
    inboxes = {each: inbox.to.name for each, inbox in here.inboxes.items() if inbox.authority_id == authority_id}
    workers = {each: worker.name for (each, _), (whose, worker) in here.workers.items() if whose == authority_id}
    return {**inboxes, **workers}


def _named() -> Any:
    here: dict[str, Any] = {"authority_id": given_id("authority"), "id__in": GivenIds("ids")}
    named = Worker.objects.filter(**here).values_list("id", "person__name")
    others = (
        Person.objects.filter(**here).values_list("id", "name"),
        Inbox.objects.filter(**here).values_list("id", "title"),
        StoredFile.objects.filter(**here).values_list("id", "name"),
    )
    return named.union(*others, all=True)


_NAMED = Prepared(_named)


def _ids(value: Any) -> Iterator[UUID]:
    if isinstance(value, dict):
        for each in value.values():
            yield from _ids(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _ids(each)
    elif isinstance(value, UUID):
        yield value
    elif isinstance(value, str) and len(value) == 36 and value.count("-") == 4:
        try:
            yield UUID(value)
        except ValueError:
            return
