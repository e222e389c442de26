"""Notices: what a worker was told, and the alerts that stand (Q28)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from permanence.kernel.actors import Actor
from permanence.queries.listings import COUNTED_TO, Asked, Heading, Pager, count_words, pager, window
from permanence.records.notices import Notice

ON_TOP = 3
NOT_SHOWN = {"child__access_class__in": ["restricted", "sealed"]}
HEAD = (
    Heading(text="When"),
    Heading(text="Child"),
    Heading(text="What"),
    Heading(text="What you can do", hidden=True),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeShown:
    """Something a worker was told: the sentence, about whom, when, and where it leads."""

    id: UUID
    child_id: UUID | None
    says: str
    child: str
    at: datetime
    href: str
    is_alert: bool
    is_read: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What stands on top of Current work: every alert in force, the newest unread notices, and how many there are."""

    alerts: tuple[NoticeShown, ...]
    newest: tuple[NoticeShown, ...]
    unread: int

    @property
    def more(self) -> int:
        """Return how many unread notices are not shown here."""
        return max(self.unread - len(self.newest), 0)

    @property
    def child_ids(self) -> tuple[UUID, ...]:
        """Return whom they name, for the audit row of the page they stand on."""
        return _children((*self.alerts, *self.newest))


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticesPage:
    """A worker's notices, newest first."""

    notices: tuple[NoticeShown, ...]
    unread: str
    pager: Pager
    head: tuple[Heading, ...] = HEAD
    empty: str = "You have been told nothing yet. What changes on your children appears here."

    @property
    def child_ids(self) -> tuple[UUID, ...]:
        """Return whom the page names, for its audit row."""
        return _children(self.notices)


def _children(notices: tuple[NoticeShown, ...]) -> tuple[UUID, ...]:
    return tuple(dict.fromkeys(each.child_id for each in notices if each.child_id))


def standing_notices(*, actor: Actor) -> Told:
    """Return the alerts in force and the newest unread notices of a worker. Three queries."""
    mine = _mine(actor)
    unread = mine.filter(is_alert=False, read_at=None)
    return Told(
        alerts=tuple(map(_shown, mine.filter(is_alert=True, ended_at=None)[:ON_TOP])),
        newest=tuple(map(_shown, unread[:ON_TOP])),
        unread=unread[:COUNTED_TO].count(),
    )


def notices_page(*, asked: Asked, actor: Actor, at: datetime) -> NoticesPage:  # noqa: ARG001  # every page takes both
    """Return a worker's notices, newest first."""
    mine = _mine(actor)
    count = mine[: COUNTED_TO + 1].count()
    unread = mine.filter(read_at=None)[: COUNTED_TO + 1].count()
    return NoticesPage(
        notices=tuple(map(_shown, mine[window(asked, count=count)])),
        unread=count_words(unread),
        pager=pager(asked, count=count, order="Newest first."),
    )


def child_alerts(*, child_id: UUID, actor: Actor) -> tuple[NoticeShown, ...]:
    """Return the alerts in force on a child, each said once however many were told."""
    alerts = Notice.objects.filter(authority_id=actor.authority_id, child_id=child_id, is_alert=True, ended_at=None)
    found = alerts.select_related("child__person").order_by("says", "at").distinct("says")
    return tuple(map(_shown, found))


def _mine(actor: Actor) -> "QuerySet[Any]":
    mine = Notice.objects.filter(authority_id=actor.authority_id, worker_id__in=[actor.worker_id]).exclude(**NOT_SHOWN)
    return mine.select_related("child__person").order_by("-at", "id")


def _shown(notice: Notice) -> NoticeShown:
    child = notice.child.person.name if notice.child else ""
    where = (
        f"/steps/{notice.step_id}/" if notice.step_id else f"/children/{notice.child_id}/" if notice.child_id else ""
    )
    return NoticeShown(
        id=notice.id,
        child_id=notice.child_id,
        says=notice.says.removeprefix(f"{child}: ") if child else notice.says,
        child=child,
        at=notice.at,
        href=where,
        is_alert=notice.is_alert,
        is_read=notice.read_at is not None,
    )
