"""Closing a workstep that was begun on the wrong child: nobody reads its text there any more (ADR 30)."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.facts import PassedTo, StepFacts
from permanence.kernel.form_definitions import Form
from permanence.kernel.left_open import is_carried_by_others
from permanence.kernel.london import london_date
from permanence.kernel.rule_help import open_elsewhere
from permanence.kernel.wrong_child import WRONG_CHILD, reasons_against_closing_as_wrong
from permanence.operations.acting import Acted, practice_act
from permanence.operations.cancelling import end_step
from permanence.operations.done import Done
from permanence.operations.loading import LoadedStep, load_step
from permanence.operations.notices import tell
from permanence.operations.pathways import close_pathway
from permanence.operations.replacing import put_in_its_place
from permanence.operations.telling import people_of
from permanence.operations.writing import event, refuse_or_stale
from permanence.records.base import holding
from permanence.records.children import Child
from permanence.records.forms import Revision
from permanence.records.people import Membership, Relationship, RoleHeld
from permanence.records.step_readers import writers_of
from permanence.records.worksteps import StepEvent, Workstep

GUARDIANS = "information_governance"


@practice_act("close_wrong_child")
def close_wrong_child(
    *, step_id: UUID, version: int, actor: Actor, at: datetime, key: str | None = None
) -> Acted[Done]:
    """Close a workstep that was begun on the wrong child: it is cancelled, and its text closed to the child's readers.

    Whoever wrote it, their manager and information governance read it still. People who came onto the child's record
    with it leave it. A pathway that only this workstep had opened ends with it; work that was passed on for this child
    is put there again, empty.

    Raises:
        Refused: it is not the actor's to close, or something was sent on from it. Stale: it was changed.
    """
    loaded = load_step("close_wrong_child", step_id=step_id, actor=actor, at=at, pathway_first=True)
    facts = loaded.facts
    refuse_or_stale(facts, reasons_against_closing_as_wrong(facts, actor), version=version, at=at)
    end_step(facts, reason=WRONG_CHILD, actor=actor, at=at, stops=WRONG_CHILD)
    again = _carry_on(facts, actor=actor, at=at)
    people = _take_people_off(facts)
    detail = {"people": people}
    said = f"{actor.name} closed its text to the readers of this record."
    event(step_id, act="close_wrong_child", said=said, actor=actor, at=at, detail=detail)
    Workstep.objects.filter(id=step_id).update(withheld_at=at)
    _say(facts, actor=actor, at=at)
    return _acted(loaded, again, people)


def _carry_on(facts: StepFacts, *, actor: Actor, at: datetime) -> tuple[UUID, ...]:
    """End the pathway that only this workstep had opened; else leave in its place what carries the pathway on."""
    was_begun_here = StepEvent.objects.filter(step_id=facts.id, act="begin_step").exists()
    if was_begun_here and not open_elsewhere(facts):
        close_pathway(facts, outcome=WRONG_CHILD, reason="", at=at)
        return ()
    if is_carried_by_others(facts):
        return ()
    to = PassedTo(worker=facts.assigned_worker)
    return (put_in_its_place(facts, facts.step, to, reason=WRONG_CHILD, actor=actor, at=at).id,)


def _take_people_off(facts: StepFacts) -> list[dict[str, str]]:
    """End what people are to the child who came onto the record with this text alone; return who they are."""
    child = Child.objects.get(id=facts.child.id)
    begun = london_date(Workstep.objects.values_list("started_at", flat=True).get(id=facts.id) or facts.at)
    came = Relationship.objects.filter(of=child.person_id, to_on=None, from_on__gte=begun)
    here = set(_named_in(facts.form, Revision.objects.filter(step_id=facts.id).values_list("section", "answers")))
    others = Revision.objects.filter(step__child_id=facts.child.id).exclude(step_id=facts.id)
    elsewhere = str(list(others.values_list("answers", flat=True)))
    found = []
    for each in came.filter(person__in=here).select_related("person").order_by("id"):
        if str(each.person_id) not in elsewhere:
            found.append({"id": str(each.person_id), "name": each.person.name, "relation": each.relation})
            Relationship.objects.filter(id=each.id).update(to_on=max(facts.today, each.from_on or facts.today))
    return found


def _named_in(form: Form, saved: Any) -> Iterator[UUID]:
    """Yield the people that saved answers point to."""
    people = {question.key for _, question in form.questions() if question.kind == "person"}
    columns = {column.key for _, question in form.questions() for column in question.columns if column.kind == "person"}
    for _, answers in saved:
        yield from (UUID(str(answers[key])) for key in people if answers.get(key))
        for value in answers.values():
            for row in _rows(value):
                yield from (UUID(str(row[key])) for key in columns if row.get(key))


def _rows(value: Any) -> list[Mapping[str, Any]]:
    rows = value if isinstance(value, list) else value.values() if isinstance(value, dict) else ()
    return [row for row in rows if isinstance(row, dict)]


def _say(facts: StepFacts, *, actor: Actor, at: datetime) -> None:
    """Tell the child's managers, whoever manages the writers, and information governance."""
    step = Workstep.objects.get(id=facts.id)
    writers = writers_of(step)
    today = holding(facts.today)
    teams = Membership.objects.filter(today, worker__in=writers).values("team")
    held = RoleHeld.objects.filter(today, authority_id=facts.child.authority_id)
    managers = held.filter(team__in=teams, role__in=["practice_supervisor", "team_manager", "family_finding_manager"])
    guardians = held.filter(role=GUARDIANS)
    told = {
        *writers,
        *people_of(["team_manager"], child=facts.child, today=facts.today),
        *managers.values_list("worker_id", flat=True),
        *guardians.values_list("worker_id", flat=True),
    }
    says = (
        f"{actor.name} closed {facts.step.title} for {facts.child.name}: begun on the wrong child. "
        "Its text is closed to the readers of the record."
    )
    tell(
        told,
        authority_id=facts.child.authority_id,
        kind="wrong_child",
        says=says,
        at=at,
        child_id=facts.child.id,
        step_id=facts.id,
        but_not=actor.worker_id,
    )


def _acted(loaded: LoadedStep, again: tuple[UUID, ...], people: list[dict[str, str]]) -> Acted[Done]:
    facts = loaded.facts
    says = f"{facts.step.title} is closed here. Its text is kept for you: bring it over to the right child."
    return Acted(
        done=Done(says=says, step_id=facts.id, next_where=f"/steps/{facts.id}/withheld/"),
        child_id=facts.child.id,
        object_type="workstep",
        object_id=facts.id,
        why=loaded.why,
        said={"step": facts.step.key, "people": [person["id"] for person in people]},
        ids=again,
    )
