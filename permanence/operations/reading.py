"""A read is on record before anything of it is shown (P19)."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from django.db import transaction

from permanence.kernel.actors import Actor
from permanence.records import audit

NOTHING: Mapping[str, str] = MappingProxyType({})


def read(
    *,
    actor: Actor,
    at: datetime,
    act: str,
    child_id: UUID | None = None,
    object_type: str,
    object_id: UUID | None = None,
    ids: Iterable[UUID] = (),
    why: str,
    said: Mapping[str, str] = NOTHING,
) -> None:
    """Write the audit row of a read, committed when this returns: call it before the first byte of the page is sent.

    If it cannot be written the error goes on to the page, which is then not shown.

    Args:
        act: what was read, such as `open_step` or `search_children`.
        child_id: the child whose record it is; None for a list of several, whose ids stand in `ids`.
        ids: public ids of what was shown: children, steps, files.
        said: what was asked for, such as the words of a search; of a paper, its version and its hashes.
    """
    with transaction.atomic(durable=True):
        audit.append(
            authority_id=actor.authority_id,
            act=act,
            user_id=actor.user_id,
            worker_id=actor.worker_id,
            acting_for_id=actor.acting_for,
            child_id=child_id,
            object_type=object_type,
            object_id=object_id,
            why=why,
            ids=ids,
            said=said,
            at=at,
            real_at=actor.real_at,
            request_id=actor.request_id,
        )
