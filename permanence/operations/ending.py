"""Ending a child's pathway by one act: all that stands open on it ends with it (ADR 30; Q18, C2)."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db.models import F

from permanence.kernel.actors import Actor
from permanence.kernel.dates import count_of, plain_date
from permanence.kernel.endings import (
    GROUNDS,
    EndFacts,
    Ground,
    reasons_against_answering_the_end,
    reasons_against_declining_the_end,
    reasons_against_ending,
)
from permanence.kernel.mending import TEAM_MANAGERS
from permanence.kernel.reasons import Hidden, Reason, Stale, refuse_if
from permanence.operations.acting import Acted, practice_act
from permanence.operations.allowed import refuse, worker_of
from permanence.operations.closing import Closed, close_all
from permanence.operations.done import Done
from permanence.operations.loading import LoadedChild, load_child, lock_pathway
from permanence.operations.notices import end_alerts, tell
from permanence.operations.telling import people_of
from permanence.records.base import holding
from permanence.records.end_facts import end_facts
from permanence.records.pathways import Pathway, PathwayEnding
from permanence.records.people import RoleHeld

ASKED = "end_asked"
FORBIDDEN = 403


@practice_act("end_pathway")
def end_pathway(
    *,
    child_id: UUID,
    version: int,
    ground: str,
    on: date | None,
    reason: str,
    evidence: str,
    actor: Actor,
    at: datetime,
    key: str | None = None,
) -> Acted[Done]:
    """End the child's pathway; where permanence is no longer required, ask a manager who authorises that (Q18).

    Args:
        version: of the pathway as it was shown. ground: key of `kernel.endings.GROUNDS`. on: the day it happened.
        evidence: the document that shows it, and its date.

    Raises:
        Refused: it is not the actor's to end, or something is missing. Stale: the pathway was changed meanwhile.
    """
    loaded, facts = _loaded("end_pathway", child_id, actor=actor, at=at)
    reasons = reasons_against_ending(facts, actor, ground=ground, on=on, reason=reason, evidence=evidence)
    _refuse(facts, reasons, version=version)
    if on is None:
        raise refuse("Enter the day from which it is so.")
    chosen = GROUNDS[ground]
    row = PathwayEnding(
        authority_id=actor.authority_id,
        pathway_id=_open(facts),
        ground=ground,
        on=on,
        reason=reason.strip(),
        evidence=evidence.strip(),
        asked_by_id=worker_of(actor),
        asked_at=at,
        state="asked" if chosen.needs_second else "ended",
    )
    if chosen.needs_second:
        row.save()
        return _asked(loaded, facts, row, actor=actor, at=at)
    _withdraw_what_was_asked(facts, actor=actor, at=at)
    row.answered_by_id, row.answered_at = worker_of(actor), at
    row.save()
    return _ended(loaded, facts, row, actor=actor, at=at)


@practice_act("answer_the_end")
def authorise_end(*, child_id: UUID, version: int, actor: Actor, at: datetime, key: str | None = None) -> Acted[Done]:
    """Authorise the end that somebody else asked for: the pathway ends (Q18, R173).

    Raises:
        Refused: nobody asks for it, the actor asked for it themselves, or is no manager. Stale: it was changed.
    """
    loaded, facts = _loaded("answer_the_end", child_id, actor=actor, at=at)
    _refuse(facts, reasons_against_answering_the_end(facts, actor), version=version)
    row = _answered(facts, state="ended", actor=actor, at=at)
    return _ended(loaded, facts, row, actor=actor, at=at)


@practice_act("answer_the_end")
def decline_end(
    *, child_id: UUID, version: int, reason: str, actor: Actor, at: datetime, key: str | None = None
) -> Acted[Done]:
    """Decline the end that somebody asked for; whoever asked for it may withdraw it. The pathway goes on.

    Raises:
        Refused: nobody asks for it, it is not the actor's to answer, or there is no reason. Stale: it was changed.
    """
    loaded, facts = _loaded("answer_the_end", child_id, actor=actor, at=at)
    _refuse(facts, reasons_against_declining_the_end(facts, actor, reason), version=version)
    mine = facts.asked is not None and facts.asked.asked_by.id == actor.worker_id
    row = _answered(facts, state="withdrawn" if mine else "declined", actor=actor, at=at, answer=reason.strip())
    did = "withdrew" if mine else "declined"
    says = f"{actor.name} {did} the end of the pathway of {facts.child.name}: {reason.strip()} It goes on."
    _tell(facts, [row.asked_by_id, *_managers(facts)], kind="end_declined", says=says, actor=actor, at=at)
    done = Done(says=f"{did.capitalize()}. The pathway goes on.", child_id=child_id)
    return _acted(loaded, done, row, ())


def _loaded(act: str, child_id: UUID, *, actor: Actor, at: datetime) -> tuple[LoadedChild, EndFacts]:
    """Lock the child's open pathway, if there is one, and return what bears on its end."""
    loaded = load_child(act, child_id=child_id, actor=actor, at=at)
    open_one = Pathway.objects.filter(child_id=child_id, closed_at=None).values_list("id", flat=True).first()
    if open_one:
        lock_pathway(open_one)
    return loaded, end_facts(loaded.facts, at=at)


def _open(facts: EndFacts) -> UUID:
    """Return the id of the open pathway. Raises Hidden where none is open."""
    if facts.pathway_id is None:
        raise Hidden
    return facts.pathway_id


def _refuse(facts: EndFacts, reasons: Iterable[Reason], *, version: int) -> None:
    """Refuse: first whom it is not for, then whoever saw an older pathway, then whatever else stands against it."""
    found = tuple(reasons)
    if any(each.status == FORBIDDEN for each in found):
        refuse_if(found)
    if facts.pathway_id and version != facts.version:
        raise Stale("The pathway was changed while you had this page open. Look at what would end now.")
    refuse_if(found)


def _asked(loaded: LoadedChild, facts: EndFacts, row: PathwayEnding, *, actor: Actor, at: datetime) -> Acted[Done]:
    Pathway.objects.filter(id=_open(facts)).update(version=F("version") + 1)
    says = (
        f'{actor.name} asks to end the pathway of {facts.child.name} as "{GROUNDS[row.ground].outcome}": {row.reason} '
        "Open the child's Pathway page to answer."
    )
    _tell(facts, _managers(facts), kind=ASKED, says=says, actor=actor, at=at, is_alert=True)
    done = Done(says="Asked. The pathway goes on until a manager authorises its end.", child_id=facts.child.id)
    return _acted(loaded, done, row, ())


def _answered(facts: EndFacts, *, state: str, actor: Actor, at: datetime, answer: str = "") -> PathwayEnding:
    row = PathwayEnding.objects.select_for_update().get(pathway_id=_open(facts), state="asked")
    row.state, row.answered_by_id, row.answered_at, row.answer = state, worker_of(actor), at, answer
    row.save(update_fields=["state", "answered_by", "answered_at", "answer"])
    Pathway.objects.filter(id=_open(facts)).update(version=F("version") + 1)
    end_alerts(child_id=facts.child.id, kind=ASKED, at=at)
    return row


def _withdraw_what_was_asked(facts: EndFacts, *, actor: Actor, at: datetime) -> None:
    """Withdraw the end that was asked for on another ground: the pathway ends on this one."""
    if facts.asked:
        _answered(facts, state="withdrawn", actor=actor, at=at, answer="The pathway ended on another ground.")


def _ended(loaded: LoadedChild, facts: EndFacts, row: PathwayEnding, *, actor: Actor, at: datetime) -> Acted[Done]:
    ground = GROUNDS[row.ground]
    closed = close_all(
        child=facts.child,
        pathway_id=row.pathway_id,
        ground=ground,
        words=ending_words(ground, row.on),
        on=row.on,
        reason=row.reason,
        actor=actor,
        at=at,
    )
    if ground.leaves_care:
        end_alerts(child_id=facts.child.id, kind="alert", at=at)
    says = (
        f'{actor.name} ended the pathway of {facts.child.name}: "{ground.outcome}", {plain_date(row.on)}. {row.reason}'
    )
    concerned = {*closed.concerned, row.asked_by_id, *_managers(facts), *_own_workers(facts)}
    _tell(facts, concerned, kind="pathway_ended", says=says, actor=actor, at=at)
    done = Done(says=_says(closed, ground), child_id=facts.child.id, next_where=f"/children/{facts.child.id}/pathway/")
    return _acted(loaded, done, row, closed.ids)


def ending_words(ground: Ground, on: date) -> str:
    """Return why what ended with the pathway ended: "Ceased to be looked after, 12 November 2026"."""
    return f"{ground.outcome}, {plain_date(on)}"


def _says(closed: Closed, ground: Ground) -> str:
    parts = [(closed.steps, "workstep"), (closed.requests, "request"), (closed.actions, "next action")]
    ended = [count_of(number, noun) for number, noun in (*parts, (closed.dues, "date")) if number]
    with_it = f" With it ended {', '.join(ended)}." if ended else ""
    return f'The pathway is ended: "{ground.outcome}".{with_it}'


def _managers(facts: EndFacts) -> list[UUID]:
    """Return every PS/TM of the child's team: whoever asks among them is not who answers."""
    held = RoleHeld.objects.filter(holding(facts.today), authority_id=facts.child.authority_id, role__in=TEAM_MANAGERS)
    own = held.filter(team_id__in=[facts.child.team_id], worker__disabled_at=None).order_by("worker_id")
    return [
        *own.values_list("worker_id", flat=True),
        *people_of(["team_manager"], child=facts.child, today=facts.today),
    ]


def _own_workers(facts: EndFacts) -> list[UUID]:
    return [worker.id for worker in facts.child.allocated.values()]


def _tell(
    facts: EndFacts,
    workers: Iterable[UUID],
    *,
    kind: str,
    says: str,
    actor: Actor,
    at: datetime,
    is_alert: bool = False,
) -> None:
    tell(
        workers,
        authority_id=facts.child.authority_id,
        kind=kind,
        says=says,
        at=at,
        child_id=facts.child.id,
        is_alert=is_alert,
        but_not=actor.worker_id,
    )


def _acted(loaded: LoadedChild, done: Done, row: PathwayEnding, ids: tuple[UUID, ...]) -> Acted[Done]:
    return Acted(
        done=done,
        child_id=loaded.facts.id,
        object_type="pathway",
        object_id=row.pathway_id,
        why=loaded.why,
        said={"ground": row.ground, "on": row.on.isoformat(), "state": row.state},
        ids=(row.id, *ids),
    )
