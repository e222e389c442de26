"""A team inbox: what waits in it, for how long, and who has taken what today (R88)."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db.models import Min, Q

from permanence.kernel.actors import Actor
from permanence.kernel.dates import count_of, short_date_without_year
from permanence.kernel.london import london_date
from permanence.kernel.reasons import Hidden, Reason, Refused
from permanence.kernel.wording import listed, since
from permanence.outside.bank_holidays import england
from permanence.queries.facts_shown import Fact
from permanence.queries.folders import REQUEST_PEOPLE, STEP_PEOPLE
from permanence.queries.inbox_rows import InboxRow, request_row, step_row
from permanence.queries.listings import COUNTED_TO, Asked, Heading, Pager, pager, window
from permanence.queries.worklist_rows import Reader
from permanence.records.authorities import Inbox, InboxMember
from permanence.records.base import holding
from permanence.records.notices import Notice
from permanence.records.people import Leave, Worker
from permanence.records.register import amount_of
from permanence.records.requests import Request
from permanence.records.worksteps import Workstep

PICK_UP = "inbox_pick_up"
TOLD_OF_WAITING = ("not_picked_up", "nobody")
COLUMNS = ("Child", "Workstep or request", "From", "In the inbox", "Due", "Who has it")
HEAD = (
    Heading(text="Choose", hidden=True),
    *(Heading(text=text) for text in COLUMNS),
    Heading(text="What you can do", hidden=True),
)
MANAGERS = ("team_manager", "service_manager", "family_finding_manager")


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxPage:
    """A team inbox as its members, owner and deputy see it."""

    id: UUID
    title: str
    facts: tuple[Fact, ...]
    alert: str
    has_no_owner: bool
    rows: tuple[InboxRow, ...]
    pager: Pager
    may_pick_up: bool
    head: tuple[Heading, ...] = HEAD

    @property
    def child_ids(self) -> tuple[UUID, ...]:
        """Return whom the page shows, for its audit row."""
        return tuple(dict.fromkeys(row.row.child_id for row in self.rows if not row.row.restricted))


def inbox_page(*, inbox_id: UUID, asked: Asked, actor: Actor, at: datetime) -> InboxPage:
    """Return a team inbox, longest waiting first; what a colleague picked up today stays below it until tomorrow.

    Raises:
        Hidden: there is no such inbox in the actor's authority.
        Refused: the actor is not one of its people (403).
    """
    today = london_date(at)
    inbox = _inbox(inbox_id, actor)
    _refuse_strangers(inbox, actor)
    rows = _rows(inbox, me=actor.worker_id, today=today)
    waiting = [row for row in rows if not row.taken_by]
    return InboxPage(
        id=inbox.id,
        title=inbox.title,
        facts=_facts(inbox, waiting, today=today),
        alert=_alert(waiting, today=today, limit=amount_of(PICK_UP, authority_id=inbox.authority_id)),
        has_no_owner=inbox.owner_id is None,
        rows=tuple(rows[window(asked, count=len(rows))]),
        pager=pager(asked, count=len(rows), order="Longest waiting first."),
        may_pick_up=inbox.id in actor.inboxes and bool(waiting),
    )


def _inbox(inbox_id: UUID, actor: Actor) -> Inbox:
    inboxes = Inbox.objects.select_related("owner__person", "deputy__person", "team")
    found = inboxes.filter(id=inbox_id, authority_id=actor.authority_id).first()
    if found is None:
        raise Hidden
    return found


def _refuse_strangers(inbox: Inbox, actor: Actor) -> None:
    is_theirs = inbox.id in actor.inboxes or actor.worker_id in {inbox.owner_id, inbox.deputy_id}
    if not is_theirs and not actor.holds_in(inbox.team_id, *MANAGERS):
        sentence = f"Only the people of {inbox.title} see what is in it."
        raise Refused([Reason(sentence=sentence, whose="others", status=403)])


def _rows(inbox: Inbox, *, me: UUID | None, today: date) -> list[InboxRow]:
    reader = Reader(today=today, holidays=england())
    steps = [step_row(step, reader, me=me) for step in _steps(inbox, today=today)]
    requests = [request_row(request, reader) for request in _requests(inbox, today=today)]
    rows = sorted((*steps, *requests), key=lambda row: (bool(row.taken_by), row.row.moment, row.id))
    of_child = Counter(row.row.child_id for row in rows if not row.taken_by)
    return [replace(row, beside=_beside(of_child[row.row.child_id], taken=bool(row.taken_by))) for row in rows]


def _steps(inbox: Inbox, *, today: date) -> list[Workstep]:
    taken_today = Q(came_from_inbox=inbox, picked_up_at__date=today, assigned_worker__isnull=False)
    waiting = Q(assigned_inbox=inbox, closed_at__isnull=True)
    found = Workstep.objects.filter(waiting | taken_today, authority_id=inbox.authority_id)
    return list(found.exclude(access_class="sealed").select_related(*STEP_PEOPLE).order_by("passed_at")[:COUNTED_TO])


def _requests(inbox: Inbox, *, today: date) -> list[Request]:
    waiting = Q(closed_at__isnull=True, picked_up_by__isnull=True)
    found = Request.objects.filter(
        waiting | Q(picked_up_at__date=today), to_inbox=inbox, authority_id=inbox.authority_id
    )
    open_to_all = found.exclude(step__access_class="sealed")
    return list(open_to_all.select_related(*REQUEST_PEOPLE).order_by("sent_at")[:COUNTED_TO])


def _beside(count: int, *, taken: bool) -> str:
    return f"{count} items of this child are here" if count > 1 and not taken else ""


def _alert(waiting: list[InboxRow], *, today: date, limit: int | None) -> str:
    """Say what waited longer than the register allows."""
    late = [row for row in waiting if limit is not None and row.waited_days > limit]
    if limit is None or not late:
        return ""
    has = "item has" if len(late) == 1 else "items have"
    said = f"{len(late)} {has} waited longer than {count_of(limit, 'working day')}."
    return f"{said} {_told(late, today=today)}"


def _told(late: list[InboxRow], *, today: date) -> str:
    """Return who was told that nobody picks these up, and on which day first. One query."""
    of_these = {"step_id__in": [row.row.step_id for row in late], "kind__in": TOLD_OF_WAITING}
    standing = Notice.objects.filter(due__met_on=None, due__superseded_by=None, **of_these)
    first = standing.values("worker__person__name").annotate(first=Min("at")).order_by("first", "worker__person__name")
    told = [(name, since(at, today=today)) for name, at in first.values_list("worker__person__name", "first")]
    if not told:
        return "Nobody has been told yet."
    return f"Told: {listed(f'{name} on {day}' for name, day in told)}."


def _facts(inbox: Inbox, waiting: list[InboxRow], *, today: date) -> tuple[Fact, ...]:
    members = InboxMember.objects.filter(holding(today), inbox=inbox, worker__disabled_at__isnull=True)
    people = sorted(members.values_list("worker__person__name", flat=True))
    away = _away([each for each in (inbox.owner_id, inbox.deputy_id) if each], today=today)
    oldest = f", oldest {count_of(max(row.waited_days for row in waiting), 'working day')}" if waiting else ""
    return (
        Fact(name="Owner", text=_here(inbox.owner, away)),
        Fact(name="Deputy", text=_here(inbox.deputy, away)),
        Fact(name="Nobody has picked up", text=f"{count_of(len(waiting), 'item')}{oldest}"),
        Fact(name="May pick up", text=f"{', '.join(people) or 'Nobody'}"),
    )


def _away(worker_ids: list[UUID], *, today: date) -> dict[UUID, date | None]:
    leave = Leave.objects.filter(holding(today), worker_id__in=worker_ids)
    return dict(leave.values_list("worker_id", "to_on"))


def _here(worker: Worker | None, away: dict[UUID, date | None]) -> str:
    if worker is None:
        return "Nobody"
    if worker.disabled_at is not None:
        return f"{worker.person.name}, who has left"
    if worker.id not in away:
        return f"{worker.person.name}, here today"
    back = away[worker.id]
    return f"{worker.person.name}, on leave" + (f", back {short_date_without_year(back)}" if back else "")
