"""Every request of a workstep in the order of the procedure, with its state in words and times."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.asking import Standing, standing
from permanence.kernel.facts import RequestFacts, StepFacts
from permanence.kernel.passing import destination
from permanence.kernel.requests import reasons_against_withdrawing
from permanence.kernel.wording import role_titles, upper_first
from permanence.queries.statuses import Status, request_status, when
from permanence.queries.words_of_requests import tag_of
from permanence.records.requests import Request

KINDS = {
    "authorisation": "Authorisation: completed before the finish",
    "notification": "Notification: sent before the finish, read at any time",
    "plain": "Does not hold up the finish",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestRow:
    """A request type, or one request sent of it.

    Args:
        order: its number, or "Any time". lines: when it was sent, delivered, seen, started, completed.
        can_send: the reader may send it now. withdraw: id of the request the reader may withdraw, or None.
        words: the note it was sent with, or the reason it came back with.
    """

    key: str
    order: str
    title: str
    kind: str
    sender: str
    to: str
    status: Status
    lines: tuple[str, ...]
    words: str
    can_send: bool
    withdraw: UUID | None
    waits_for_you: bool
    anchor: str = ""


def request_rows(facts: StepFacts, actor: Actor, rows: Mapping[UUID, Request]) -> tuple[RequestRow, ...]:
    """Return every request type of the workstep as the actor sees it, and each request sent of it."""
    return tuple(row for each in standing(facts, actor) for row in _rows(facts, actor, each, rows))


def _rows(facts: StepFacts, actor: Actor, each: Standing, rows: Mapping[UUID, Request]) -> Iterator[RequestRow]:
    sent = list(each.everything_sent)
    newest = each.sent
    for earlier in sent:
        if newest is None or earlier.id != newest.id:
            yield _sent(facts, actor, each, earlier, rows, Status(text="", tag=None), can_send=False)
    if newest is None:
        yield _not_sent(facts, each)
        return
    status = Status(text=each.status, tag=tag_of(each.status))
    yield _sent(facts, actor, each, newest, rows, status, can_send=each.may_send)


def _not_sent(facts: StepFacts, each: Standing) -> RequestRow:
    why = each.why_not[0].sentence if each.why_not and each.status.startswith("After") else ""
    return RequestRow(
        key=each.request.key,
        order=_order(each),
        title=each.request.title,
        kind=KINDS[each.request.kind],
        sender=upper_first(role_titles(facts.process, each.request.sent_by)),
        to=each.to.name if each.to else upper_first(destination(facts, each.request.to)),
        status=Status(text=each.status, tag=tag_of(each.status)),
        lines=(why,) if why else (),
        words="",
        can_send=each.may_send,
        withdraw=None,
        waits_for_you=False,
        anchor=each.request.key,
    )


def _sent(
    facts: StepFacts,
    actor: Actor,
    each: Standing,
    sent: RequestFacts,
    rows: Mapping[UUID, Request],
    status: Status,
    *,
    can_send: bool,
) -> RequestRow:
    row = rows[sent.id]
    may_withdraw = sent.state == "sent" and not any(True for _ in reasons_against_withdrawing(facts, actor, sent.id))
    return RequestRow(
        key=each.request.key,
        order=_order(each),
        title=sent.title,
        kind=KINDS[each.request.kind],
        sender=sent.sent_by.name,
        to=sent.to_name,
        status=status if status.text else request_status(sent.state),
        lines=tuple(_times(sent, row)),
        words=row.reason or row.note,
        can_send=can_send,
        withdraw=sent.id if may_withdraw else None,
        waits_for_you=status.text == "Waiting for you",
        anchor=each.request.key if each.sent is not None and each.sent.id == sent.id else "",
    )


def _order(each: Standing) -> str:
    return str(each.order) if each.order is not None else "Any time"


def _times(sent: RequestFacts, row: Request) -> Iterator[str]:
    yield f"Sent {when(sent.sent_at)}"
    if row.picked_up_at and sent.picked_up_by:
        yield f"{sent.picked_up_by.name} picked it up {when(row.picked_up_at)}"
    if row.resumed_at:
        yield f"Started {when(row.resumed_at)}"
    elif row.seen_at:
        yield f"Seen {when(row.seen_at)}"
    elif sent.state == "sent":
        yield "Delivered, not seen yet" if sent.to_worker or sent.picked_up_by else "Nobody has picked it up"
    if sent.completed_at and sent.completed_by:
        version = f": version {sent.form_version}" if row.kind == "authorisation" and sent.form_version else ""
        yield f"{sent.state.capitalize()} by {sent.completed_by.name}, {when(sent.completed_at)}{version}"
