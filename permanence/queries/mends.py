"""Mending a workstep: which mendings the reader is offered, and the page of each, with what it will do."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.facts import StepFacts
from permanence.kernel.moving import reasons_it_is_not_theirs_to_move
from permanence.kernel.reasons import refuse_if
from permanence.kernel.reopening import asked_anew, reasons_it_stays_closed
from permanence.kernel.replacing import reasons_it_is_not_theirs_to_replace
from permanence.kernel.undoing import reasons_against_undoing, reasons_it_is_not_theirs_to_undo
from permanence.kernel.withdrawing import reasons_against_taking_back
from permanence.kernel.wrong_child import reasons_against_closing_as_wrong
from permanence.queries.access import see_facts
from permanence.queries.child_bar import ChildBar
from permanence.queries.child_bars import child_bar
from permanence.queries.statuses import Status, step_status, when
from permanence.queries.worklist_rows import name_of, step_holder
from permanence.records.catalogue import process
from permanence.records.done_since import done_since, with_those_in_their_place
from permanence.records.finishes import begun_anew, finish_of
from permanence.records.ledger import Ledger
from permanence.records.requests import NextAction, Request
from permanence.records.step_facts import step_facts
from permanence.records.worksteps import Workstep

SOME_REASON = "a reason"


@dataclass(frozen=True, slots=True, kw_only=True)
class MendLink:
    """A mending that the reader is offered: where it is asked, and what it is called."""

    href: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed:
    """A workstep that followed from another, and where that is now."""

    id: UUID
    title: str
    status: Status
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MendPage:
    """A workstep about to be mended.

    Args:
        has_it: who has it now, in words, "" where nobody has. will_do: what the mending does, in sentences.
        followed: what followed from it, and stays.
    """

    id: UUID
    version: int
    title: str
    bar: ChildBar
    why: str
    has_it: str
    will_do: tuple[str, ...] = ()
    followed: tuple[Followed, ...] = ()


def mends_of(facts: StepFacts, actor: Actor) -> tuple[MendLink, ...]:
    """Return what the reader may mend of the workstep, as far as its own page can tell."""
    here = f"/steps/{facts.id}"
    return tuple(MendLink(href=f"{here}/{place}/", text=text) for place, text in _offered(facts, actor))


def _offered(facts: StepFacts, actor: Actor) -> Iterator[tuple[str, str]]:
    if facts.state == "finished":
        if not any(reasons_it_is_not_theirs_to_undo(facts, actor)) and finish_of(facts):
            yield "undo-finish", "Undo finish"
        if not any(reasons_it_stays_closed(facts, actor)):
            yield "reopen", "Reopen"
    else:
        yield from _offered_of_open(facts, actor)


def _offered_of_open(facts: StepFacts, actor: Actor) -> Iterator[tuple[str, str]]:
    if not any(reasons_it_is_not_theirs_to_replace(facts, actor)):
        yield "replace", "Cancel and replace"
    if not any(reasons_against_closing_as_wrong(facts, actor)):
        yield "wrong-child", "Wrong child"
    if _may_go_on(facts, actor):
        yield "move", "Move to the newest version of the process"
    for proposal in facts.proposals:
        if not any(reasons_against_taking_back(facts, actor, proposal.id, reason=SOME_REASON)):
            yield f"next-actions/{proposal.id}/take-back", f"Take back {proposal.title}"


def _may_go_on(facts: StepFacts, actor: Actor) -> bool:
    """Return whether the reader moves it to a later version than the one it was started under. At most one query."""
    if facts.state != "started" or any(reasons_it_is_not_theirs_to_move(facts, actor)):
        return False
    return process(facts.child.authority_id, facts.process.key)[1] is not facts.process


def undo_page(*, step_id: UUID, actor: Actor, at: datetime) -> MendPage:
    """Return the page that undoes a finish, with all that goes back.

    Raises:
        Refused: somebody has gone on from it, or it is not the actor's to undo; and what `step_page` raises.
    """
    facts, why = _seen(step_id, actor=actor, at=at)
    finish = finish_of(facts)
    passed_on = with_those_in_their_place(finish.ledger.made["workstep"] if finish else ())
    since = done_since(passed_on)
    refuse_if(reasons_against_undoing(facts, actor, reason=SOME_REASON, since=since, begun_anew=begun_anew(facts)))
    again = f"{facts.step.title} is started again, with {_holder(facts)}."
    will_do = (again, *(_goes_back(finish.ledger) if finish else ()))
    return mend_page(facts, why, will_do=will_do)


def _goes_back(ledger: Ledger) -> Iterator[str]:
    for title, holder in _steps(ledger.made["workstep"]):
        yield f"{title} in {holder} is cancelled; nobody has begun it." if holder else f"{title} is cancelled."
    for title, holder in _steps(ledger.changed["workstep"]):
        yield f"{title}, which it had cancelled, is open again{f' with {holder}' if holder else ''}."
    actions = NextAction.objects.filter(id__in=list(ledger.changed["nextaction"]))
    for title in actions.filter(state="sent").order_by("position", "id").values_list("title", flat=True):
        yield f"{title} is a proposal again."
    for title in Request.objects.filter(id__in=list(ledger.changed["request"])).values_list("title", flat=True):
        yield f"“{title}” is asked again."
    yield from _of_the_record(ledger)


def _of_the_record(ledger: Ledger) -> Iterator[str]:
    if any(after["closed_at"] for _, after in ledger.changed["pathway"].values()):
        yield "The pathway is open again."
    if ledger.made["due"] or ledger.changed["due"]:
        yield "The dates that it started stop, and those that it met stand again."
    if ledger.made["review"]:
        yield "The review that it recorded counts as not held."


def _steps(ids: Iterable[str]) -> list[tuple[str, str]]:
    rows = Workstep.objects.filter(id__in=list(ids)).select_related("assigned_worker__person", "assigned_inbox")
    return [(row.title, step_holder(row)) for row in rows.order_by("id")]


def take_back_page(*, step_id: UUID, action_id: UUID, actor: Actor, at: datetime) -> MendPage:
    """Return the page that takes back a next action that was sent at once.

    Raises:
        Refused: its work has begun, or it is not the actor's to take back; and what `step_page` raises.
    """
    facts, why = _seen(step_id, actor=actor, at=at)
    proposal = next((each for each in facts.proposals if each.id == action_id), None)
    created = proposal.created_step_id if proposal else None
    made = with_those_in_their_place([created] if created else ())
    refuse_if(reasons_against_taking_back(facts, actor, action_id, reason=SOME_REASON, since=done_since(made)))
    to = f" leaves the list of {proposal.to_name}" if proposal and proposal.to_name else " is cancelled"
    return mend_page(facts, why, will_do=tuple(f"{step.title}{to}." for step in made if step.closed_at is None))


def wrong_child_page(*, step_id: UUID, actor: Actor, at: datetime) -> MendPage:
    """Return the page that closes a workstep begun on the wrong child. Raises what `undo_page` raises."""
    facts, why = _seen(step_id, actor=actor, at=at)
    refuse_if(reasons_against_closing_as_wrong(facts, actor))
    return mend_page(facts, why)


def mend_page(facts: StepFacts, why: str, *, will_do: tuple[str, ...] = ()) -> MendPage:
    """Return what every page of a mending shows of its workstep."""
    return MendPage(
        id=facts.id,
        version=facts.version,
        title=facts.step.title,
        bar=child_bar(facts.child, today=facts.today),
        why=why,
        has_it=_holder(facts),
        will_do=will_do,
        followed=followed_from(facts),
    )


def reopening_does(facts: StepFacts) -> tuple[str, ...]:
    """Return what reopening does besides: which authorisations are asked for anew."""
    done = [
        f"{request.title} is asked for anew: {request.completed_by.name} completed it {when(request.completed_at)}."
        for request in asked_anew(facts)
        if request.completed_by and request.completed_at
    ]
    return ("The form can be written again; its finish stays in its history.", *done)


def followed_from(facts: StepFacts) -> tuple[Followed, ...]:
    """Return what followed from a workstep, and where that is now. One query."""
    created = [each.created_step_id for each in facts.proposals if each.created_step_id]
    people = ("assigned_worker__person", "assigned_inbox", "finished_by__person")
    rows = Workstep.objects.filter(id__in=created).select_related(*people).order_by("passed_at", "id")
    return tuple(
        Followed(
            id=row.id,
            title=row.title,
            status=step_status(row.state, sent_early=row.sent_early),
            who=name_of(row.finished_by) or step_holder(row),
        )
        for row in rows
    )


def _seen(step_id: UUID, *, actor: Actor, at: datetime) -> tuple[StepFacts, str]:
    facts = step_facts(step_id, actor=actor, at=at)
    return facts, see_facts(facts, actor=actor).why


def _holder(facts: StepFacts) -> str:
    inbox = facts.inboxes.get(facts.assigned_inbox_key or "")
    return facts.assigned_worker.name if facts.assigned_worker else (inbox.inbox_name if inbox else "nobody")
