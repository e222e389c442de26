"""Bringing the text of a workstep begun on the wrong child over to the right one, as drafts of whoever wrote it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.bringing_over import Carried, NamedWith, carried
from permanence.kernel.dates import count_of
from permanence.kernel.facts import ChildFacts, StepFacts
from permanence.kernel.form_definitions import Form
from permanence.kernel.london import london_date
from permanence.kernel.reasons import Hidden, Refused
from permanence.kernel.worksteps import reasons_against_writing
from permanence.operations.acting import Acted, practice_act
from permanence.operations.allowed import refuse, worker_of
from permanence.operations.done import Done
from permanence.operations.drafts import keep_draft
from permanence.operations.loading import load_child, load_step
from permanence.operations.worksteps import begin_step, start_step
from permanence.operations.writing import event, refuse_or_stale
from permanence.records import catalogue
from permanence.records.forms import SectionAnswers
from permanence.records.step_readers import text_relations
from permanence.records.worksteps import StepEvent, Workstep


@dataclass(frozen=True, slots=True, kw_only=True)
class Withheld:
    """A workstep whose text is closed, as its writer finds it: its form, what was saved, who was named in it."""

    step: Workstep
    form: Form
    saved: dict[str, dict[str, Any]]
    named: dict[str, NamedWith]

    def sections(self) -> dict[str, Carried]:
        """Return what goes along, by section; a section of which nothing does is left out."""
        found = {
            section.key: carried(section, self.saved.get(section.key, {}), named=self.named)
            for section in self.form.sections
        }
        return {key: each for key, each in found.items() if each.says_something}


@practice_act("bring_text_over")
def bring_text_over(
    *, step_id: UUID, child_id: UUID | None, actor: Actor, at: datetime, key: str | None = None
) -> Acted[Done]:
    """Bring the text over to the right child: a draft of each section, which the writer reads and saves.

    It goes into the workstep of the same kind that is with them there; where they begin such worksteps, one is begun.

    Args:
        step_id: of the withheld workstep. child_id: the right child, whom the actor must be able to see.

    Raises:
        Refused: no such workstep is with them there. Hidden: it is not their text, or the child not theirs to see.
    """
    source = _withheld(step_id, actor=actor, at=at)
    if child_id is None:
        raise refuse("Find the right child and choose them.")
    right = load_child("see_child", child_id=child_id, actor=actor, at=at)
    if source.step.child_id == child_id:
        raise refuse("This is the child on whom it was begun. Choose the right one.")
    target_id = _target(source, right.facts, actor=actor, at=at)
    loaded = load_step("save_section", step_id=target_id, actor=actor, at=at)
    facts = loaded.facts
    refuse_or_stale(facts, (), version=None, at=at)
    brought = _keep_drafts(source, facts, actor=actor, at=at)
    if not brought:
        raise refuse("No section of this text is yours to write there, so nothing is brought over.")
    _keep_where_from(source, facts, brought, actor=actor, at=at)
    says = f"{count_of(len(brought), 'section')} brought over as drafts, which only you see. Read each and save it."
    return Acted(
        done=Done(says=says, step_id=facts.id, child_id=child_id, next_where=f"/steps/{facts.id}/brought-over/"),
        child_id=child_id,
        object_type="workstep",
        object_id=facts.id,
        why=loaded.why,
        said={"sections": sorted(brought)},
        ids=(step_id,),
    )


def _withheld(step_id: UUID, *, actor: Actor, at: datetime) -> Withheld:
    """Return the withheld workstep, where the actor wrote it. Raises Hidden."""
    step = Workstep.objects.filter(id=step_id, authority_id=actor.authority_id, withheld_at__isnull=False).first()
    if step is None or "wrote_it" not in text_relations(step, actor=actor, today=london_date(at)):
        raise Hidden
    process = catalogue.process_version(step.process_version_id) if step.process_version_id else None
    if process is None:
        raise Hidden
    closed = StepEvent.objects.filter(step=step, act="close_wrong_child").values_list("detail", flat=True).first()
    people = (closed or {}).get("people", [])
    return Withheld(
        step=step,
        form=process.form(process.step(step.step_type).form),
        saved=dict(SectionAnswers.objects.filter(step=step).values_list("section", "answers")),
        named={person["id"]: NamedWith(name=person["name"], relation=person["relation"]) for person in people},
    )


def _target(source: Withheld, right: ChildFacts, *, actor: Actor, at: datetime) -> UUID:
    """Return the workstep of that kind which is with the actor on the right child, started; begin it where they may."""
    mine = Workstep.objects.filter(
        child_id=right.id, step_type=source.step.step_type, closed_at=None, assigned_worker_id=worker_of(actor)
    )
    step = mine.order_by("passed_at", "id").first()
    if step is None:
        return _begun(source, right, actor=actor, at=at)
    if step.state == "incoming":
        start_step(step_id=step.id, version=step.version, actor=actor, at=at)
    return step.id


def _begun(source: Withheld, right: ChildFacts, *, actor: Actor, at: datetime) -> UUID:
    try:
        begun = begin_step(child_id=right.id, step_type=source.step.step_type, actor=actor, at=at)
    except Refused as refused:
        title, name = source.step.title, right.known_as
        why = f" {refused}" if refused.status != Hidden().status else ""
        raise refuse(
            f"No {title} of {name}'s is with you.{why} The text stays kept for you: bring it over once one is."
        ) from None
    if begun.step_id is None:
        raise Hidden
    return begun.step_id


def _keep_drafts(source: Withheld, facts: StepFacts, *, actor: Actor, at: datetime) -> dict[str, list[str]]:
    """Keep a draft of each section that the actor writes there; return what each of them leaves out."""
    there = {section.key for section in facts.form.sections}
    versions = dict(SectionAnswers.objects.filter(step_id=facts.id).values_list("section", "version"))
    kept: dict[str, list[str]] = {}
    for section, text in source.sections().items():
        if section not in there or any(reasons_against_writing(facts, actor, section)):
            continue
        keep_draft(
            step_id=facts.id,
            section=section,
            base_version=versions.get(section, 0),
            typed=text.typed,
            actor=actor,
            at=at,
            key=f"brought over {source.step.id}",
        )
        kept[section] = list(text.left_out)
    return kept


def _keep_where_from(
    source: Withheld, facts: StepFacts, brought: dict[str, list[str]], *, actor: Actor, at: datetime
) -> None:
    """Write down on both sides that the text went over: neither side names the other child."""
    head = Workstep.objects.values_list("head", flat=True).get(id=facts.id)
    kept = {"from": str(source.step.id), "by": str(actor.worker_id), "at": at.isoformat(), "sections": brought}
    Workstep.objects.filter(id=facts.id).update(head={**head, "brought": kept})
    said = f"{actor.name} brought {count_of(len(brought), 'section')} over that they had begun on another child."
    event(facts.id, act="bring_text_over", said=said, actor=actor, at=at, detail={"from": str(source.step.id)})
    said = f"{actor.name} brought its text over to the right child."
    event(source.step.id, act="text_brought_over", said=said, actor=actor, at=at, detail={"to": str(facts.id)})
