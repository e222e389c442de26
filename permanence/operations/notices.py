"""Telling workers: a notice in the act's transaction, and a mail with a link by a job deferred in it (C23, Q28)."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from permanence.kernel.london import london_date
from permanence.operations.mailing import later_mail, was_read
from permanence.records.base import new_id
from permanence.records.gathered import change, insert
from permanence.records.notices import Notice
from permanence.records.worker_facts import workers_of


def tell(
    worker_ids: Iterable[UUID | None],
    *,
    authority_id: UUID,
    kind: str,
    says: str,
    at: datetime,
    child_id: UUID | None = None,
    step_id: UUID | None = None,
    due_id: UUID | None = None,
    is_alert: bool = False,
    but_not: UUID | None = None,
) -> int:
    """Tell each of these workers once; return how many were told.

    Whoever is disabled is not told, nor whoever was told the same kind of thing about the same due date before.

    Args:
        worker_ids: None among them (nobody is allocated) is passed over.
        kind: what it is about, such as `passed`, `request`, `voided`, `overdue`.
        says: whole sentences; they stay inside, the mail carries only a link.
        is_alert: it stays on the child's page until it is ended (Q28).
        but_not: whoever did it and so knows.
    """
    wanted = {worker_id for worker_id in worker_ids if worker_id is not None and worker_id != but_not}
    if due_id is not None:
        wanted -= set(Notice.objects.filter(due_id=due_id, kind=kind).values_list("worker_id", flat=True))
    known = workers_of(wanted, london_date(at), authority_id=authority_id)
    here = sorted(worker_id for worker_id, worker in known.items() if not worker.disabled)
    notices = [
        Notice(
            id=new_id(),
            authority_id=authority_id,
            worker_id=worker_id,
            child_id=child_id,
            step_id=step_id,
            due_id=due_id,
            kind=kind,
            is_alert=is_alert,
            says=says,
            at=at,
            mail_sent_at=at if was_read(at) else None,
        )
        for worker_id in here
    ]
    for notice in notices:
        insert(notice)
    later_mail(notice.id for notice in notices if notice.mail_sent_at is None)
    return len(notices)


def end_alerts(*, child_id: UUID, kind: str, at: datetime) -> None:
    """End the alerts of a kind on a child, which no longer hold (Q28)."""
    change(Notice.objects.filter(child_id=child_id, kind=kind, is_alert=True, ended_at=None), ended_at=at)
