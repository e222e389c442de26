"""Whether an earlier version of a section may be brought back, by whom, and what it takes."""

from dataclasses import dataclass

from permanence.kernel.actors import Actor
from permanence.kernel.facts import StepFacts
from permanence.kernel.worksteps import reasons_against_writing
from permanence.queries.section_notes import ids_in_words, what_a_change_voids
from permanence.records.forms import Revision, SectionAnswers


@dataclass(frozen=True, slots=True, kw_only=True)
class Restoring:
    """What the page of an earlier version offers.

    Args:
        version: of the section as it stands. against: why the reader cannot bring it back; empty: they can.
        writer: whose text it would replace, where that is another's and a reason is asked; "" for the reader's own.
        voids: which authorisation bringing it back voids, in words, or ""; `authorised` holds the ids of all it voids.
    """

    version: int
    section_number: int
    against: tuple[str, ...]
    writer: str = ""
    voids: str = ""
    authorised: str = ""


def restoring(facts: StepFacts, actor: Actor, row: Revision) -> Restoring | None:
    """Return what is offered of this version; None for the one that stands. One query."""
    found = SectionAnswers.objects.filter(step_id=facts.id, section=row.section).select_related("saved_by__person")
    present = found.first()
    if present is None or present.version == row.section_version:
        return None
    is_own = present.saved_by is None or present.saved_by_id == actor.worker_id
    section = next((each for each in facts.form.sections if each.key == row.section), None)
    if section is None:  # the workstep was moved to a version of its process that has no such section
        return None
    voids, authorised = what_a_change_voids(facts, section=section)
    return Restoring(
        version=present.version,
        section_number=section.number,
        against=tuple(reason.sentence for reason in reasons_against_writing(facts, actor, row.section)),
        writer="" if is_own or present.saved_by is None else present.saved_by.person.name,
        voids=voids,
        authorised=ids_in_words(authorised),
    )
