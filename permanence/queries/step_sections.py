"""The sections of a workstep's form as a task list: each in words what is missing, and where the reader goes on."""

from dataclasses import dataclass, replace
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.asked_now import asked_now
from permanence.kernel.asking import asked_next
from permanence.kernel.facts import StepFacts
from permanence.kernel.form_definitions import Section
from permanence.kernel.sections import is_written_by, lacks, section_status
from permanence.kernel.taking_part import as_worker, is_addressed, is_me
from permanence.kernel.worksteps import reasons_against_finishing


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionTask:
    """A section: its title with its number, where it is, and its status with the class of its tag."""

    title: str
    href: str
    status: str
    tag: str | None
    hint: str = ""


def section_tasks(facts: StepFacts, actor: Actor) -> tuple[SectionTask, ...]:
    """Return the sections in the order of the form."""
    found = [(section, section_status(section, facts=facts, actor=actor)) for section in facts.form.sections]
    return tuple(
        SectionTask(
            title=f"{section.number}. {section.title}",
            href=section_href(facts.id, section),
            status="✓ Completed" if words == "Completed" else words,
            tag=_tag(words),
        )
        for section, words in found
    )


def completed_words(facts: StepFacts, actor: Actor) -> str:
    """Return how many sections are completed: "14 of 18 completed. Any order."."""
    words = [section_status(section, facts=facts, actor=actor) for section in facts.form.sections]
    return f"{words.count('Completed')} of {len(words)} completed. Any order."


def section_href(step_id: UUID, section: Section) -> str:
    """Return the address of a section; the Next actions have a page of their own."""
    page = "next-actions" if section.is_next_actions else f"sections/{section.key}"
    return f"/steps/{step_id}/{page}/"


def goes_on_at(facts: StepFacts, actor: Actor, *, stopped_at: str) -> tuple[str, str]:
    """Return where the reader goes on, and that place in words: a section to write, else the summary (pages, 8).

    Args:
        stopped_at: key of the section the reader saved last, "" for none.
    """
    mine = replace(facts, assigned_worker=as_worker(actor)) if facts.state == "incoming" else facts
    own = [each for each in facts.form.sections if not each.is_next_actions and is_written_by(mine, each, actor)]
    open_ones = [section for section in own if lacks(facts, section)]
    here = next((section for section in own if section.key == stopped_at), None)
    waits = any(each.state == "sent" and is_addressed(each, actor) and not is_me(actor, each.sent_by)
                for each in facts.requests)  # fmt: skip
    section = here if here in open_ones else next(iter(open_ones), None)
    if section is not None and (not waits or _is_for_them(facts, section)):
        return section_href(facts.id, section), f"section {section.number}"
    if waits or not own or _is_asked_more(facts, actor):
        return summary_href(facts.id), "this page"
    return section_href(facts.id, own[0]), f"section {own[0].number}"


def summary_href(step_id: UUID) -> str:
    """Return the address of the workstep's summary, where the next act is offered once the form is written."""
    return f"/steps/{step_id}/"


def has_more_to_write(facts: StepFacts, actor: Actor) -> bool:
    """Return whether a section that the reader writes here is not complete."""
    return any(
        lacks(facts, section)
        for section in facts.form.sections
        if not section.is_next_actions and is_written_by(facts, section, actor)
    )


def _is_asked_more(facts: StepFacts, actor: Actor) -> bool:
    asked = asked_next(facts, actor) or asked_now(facts, actor)
    return asked is not None or next(reasons_against_finishing(facts, actor), None) is None


def _is_for_them(facts: StepFacts, section: Section) -> bool:
    """Return whether a request must find this section complete: whoever was asked writes it first (R107)."""
    return any(section.key in request.completed_with_sections for request in facts.step.requests)


def _tag(words: str) -> str | None:
    if words == "Completed":
        return None
    if words == "Not started":
        return ""
    return "govuk-tag--yellow" if words.endswith("missing") else "govuk-tag--grey"
