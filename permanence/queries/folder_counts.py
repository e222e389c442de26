"""How many items each folder of Current work holds: one statement for all of them."""

from functools import partial
from typing import Any, NamedTuple, cast

from permanence.kernel.actors import Actor
from permanence.queries.folder_catalogue import FOLDERS
from permanence.queries.folders import COUNTED, Folder
from permanence.records.counted import Counted
from permanence.records.prepared import Given, Prepared, given_id


class _Whoever(NamedTuple):
    """An actor, as far as a folder asks for one, who is named when the counts are."""

    authority_id: Given
    worker_id: Given


WHOEVER = cast("Actor", _Whoever(authority_id=given_id("authority"), worker_id=given_id("worker")))


def folder_counts(actor: Actor) -> dict[str, int]:
    """Return how many items each folder holds, by its key, counted to 501 at most. One query."""
    return _COUNTED.counts(authority=actor.authority_id, worker=actor.worker_id)


def _everything(folder: Folder) -> Any:
    first, *others = (part.found(WHOEVER).order_by().values("id") for part in folder.parts)
    return (first.union(*others, all=True) if others else first)[:COUNTED]


_COUNTED = Counted(**{key: Prepared(partial(_everything, folder)) for key, folder in FOLDERS.items()})
