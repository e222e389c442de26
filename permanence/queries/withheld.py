"""A workstep begun on the wrong child: that it is closed, for the child's readers; its text, for those let near it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.definitions import Process
from permanence.kernel.finding import read_sought
from permanence.kernel.london import london_date
from permanence.kernel.reading import NotRead
from permanence.kernel.reasons import Hidden
from permanence.queries.access import see_child, see_step
from permanence.queries.answers_shown import AnswersShown
from permanence.queries.child_bar import ChildBar
from permanence.queries.child_bars import child_bar
from permanence.queries.finding_children import found_ids
from permanence.queries.listings import Heading
from permanence.queries.section_pages import QuestionShown
from permanence.queries.statuses import when
from permanence.queries.worklist_rows import name_of
from permanence.records.catalogue import process, process_version
from permanence.records.child_facts import child_facts
from permanence.records.children import Child
from permanence.records.forms import Draft, SectionAnswers
from permanence.records.names import names_of
from permanence.records.people import Worker
from permanence.records.step_readers import may_read_text, text_relations, why_text_is_read, writers_of
from permanence.records.worksteps import Workstep

MOST = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionKept:
    """A section of the closed text, read-only."""

    title: str
    questions: tuple[QuestionShown, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildFound:
    """A child to whom the text may be brought over: one the reader may see. `value` as the form sends it."""

    value: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WithheldPage:
    """A closed workstep.

    Args:
        closed: who closed it and when. readers: who reads the text, in words.
        sections: the text, for those let near it; else none, and `reads` is False.
        brings: whether the reader wrote it, and so brings it over. children: whom their search found.
    """

    id: UUID
    title: str
    bar: ChildBar | None
    why: str
    closed: str
    readers: str
    reads: bool
    brings: bool
    sections: tuple[SectionKept, ...]
    searched: str
    says: str
    children: tuple[ChildFound, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtSection:
    """A section that was brought over: where it is read and saved, whether it was, and what is left to answer."""

    href: str
    title: str
    is_saved: bool
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BroughtPage:
    """The text that was brought over to a workstep from one begun on another child."""

    id: UUID
    title: str
    bar: ChildBar
    why: str
    says: str
    sections: tuple[BroughtSection, ...]
    head: tuple[Heading, ...] = (Heading(text="Section"), Heading(text="How it stands"), Heading(text="To answer anew"))


def withheld_page(*, step_id: UUID, searched: str, actor: Actor, at: datetime) -> WithheldPage:
    """Return a closed workstep: to the child's readers that it is, to those let near it the text as well.

    Raises:
        Hidden: it is not closed, or the actor may neither know of the child nor read the text.
    """
    today = london_date(at)
    step = _step(step_id, actor=actor)
    if step.withheld_at is None:
        raise Hidden
    reads = may_read_text(step, actor=actor, today=today)
    why = why_text_is_read(step, actor=actor, today=today) if reads else ""
    bar = None
    if not reads:
        seen = see_child(step.child_id, actor=actor, at=at)
        why, bar = seen.why, child_bar(seen.facts, today=today)
    brings = reads and "wrote_it" in text_relations(step, actor=actor, today=today)
    found, says = _children(searched, but=step.child_id, actor=actor, today=today) if brings else ((), "")
    return WithheldPage(
        id=step.id,
        title=step.title,
        bar=bar,
        why=why,
        closed=f"{name_of(step.cancelled_by)} closed it, {when(step.withheld_at)}.",
        readers=_readers(step),
        reads=reads,
        brings=brings,
        sections=_sections(step) if reads else (),
        searched=searched if brings else "",
        says=says,
        children=found,
    )


def _step(step_id: UUID, *, actor: Actor) -> Workstep:
    rows = Workstep.objects.filter(id=step_id, authority_id=actor.authority_id)
    step = rows.select_related("cancelled_by__person").first()
    if step is None:
        raise Hidden
    return step


def _readers(step: Workstep) -> str:
    writers = Worker.objects.filter(id__in=writers_of(step)).select_related("person").order_by("person__name")
    names = ", ".join(worker.person.name for worker in writers) or "Whoever began it"
    return f"{names}, their manager and information governance read its text."


def _sections(step: Workstep) -> tuple[SectionKept, ...]:
    definition = _process(step)
    form = definition.form(definition.step(step.step_type).form)
    saved = dict(SectionAnswers.objects.filter(step=step).values_list("section", "answers"))
    names = names_of(saved, authority_id=step.authority_id)
    known = {key: value for answers in saved.values() for key, value in answers.items()}
    return tuple(
        SectionKept(
            title=f"{section.number}. {section.title}",
            questions=AnswersShown(answers=saved[section.key], known=known, names=names, carried={}, files={}).of(
                section
            ),
        )
        for section in form.sections
        if section.key in saved
    )


def _process(step: Workstep) -> Process:
    if step.process_version_id:
        return process_version(step.process_version_id)
    return process(step.authority_id, step.process_key)[1]


def _children(searched: str, *, but: UUID, actor: Actor, today: date) -> tuple[tuple[ChildFound, ...], str]:
    """Return the children the reader may see who could be meant, and what to say of them; none for no words."""
    if not searched.strip():
        return (), ""
    try:
        ids = found_ids(read_sought(searched, today=today), actor=actor, today=today)
    except NotRead as wrong:
        return (), str(wrong)
    rows = Child.objects.filter(id__in=ids).exclude(id=but).select_related("person")
    found = tuple(
        ChildFound(value=str(row.id), text=f"{row.person.name}, {row.person.number}")
        for row in sorted(rows, key=lambda row: ids.index(row.id))[:MOST]
    )
    nobody = f"No child you may see matches “{searched}”. Try part of a name or the number."
    return found, f"{len(found)} found." if found else nobody


def brought_page(*, step_id: UUID, actor: Actor, at: datetime) -> BroughtPage:
    """Return what was brought over to a workstep. Raises Hidden where nothing was."""
    step = _step(step_id, actor=actor)
    brought = step.head.get("brought")
    seen = see_step(step.id, actor=actor, at=at)
    if not brought or step.withheld_at:
        raise Hidden
    definition = _process(step)
    form = definition.form(definition.step(step.step_type).form)
    saved = set(SectionAnswers.objects.filter(step=step, saved_at__gte=brought["at"]).values_list("section", flat=True))
    waiting = set(Draft.objects.filter(step=step, worker=actor.worker_id).values_list("section", flat=True))
    by = Worker.objects.filter(id=brought["by"]).select_related("person").first()
    return BroughtPage(
        id=step.id,
        title=step.title,
        bar=child_bar(child_facts([step.child_id], london_date(at))[step.child_id], today=london_date(at)),
        why=seen.why,
        says=f"{name_of(by)} brought it over on {when(datetime.fromisoformat(brought['at']))}, begun on another child.",
        sections=tuple(
            BroughtSection(
                href=f"/steps/{step.id}/sections/{section.key}/",
                title=f"{section.number}. {section.title}",
                is_saved=section.key in saved and section.key not in waiting,
                left_out=tuple(brought["sections"][section.key]),
            )
            for section in form.sections
            if section.key in brought["sections"]
        ),
    )
