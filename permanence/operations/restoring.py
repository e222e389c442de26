"""Undoing an edit: what a section said before, saved again as a version of its own."""

from collections.abc import Collection, Iterator
from datetime import datetime
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.answers import typed_of
from permanence.kernel.covering import standing_authorisations
from permanence.kernel.facts import RequestFacts, StepFacts
from permanence.kernel.form_definitions import Section
from permanence.kernel.london import london_time
from permanence.kernel.reasons import Hidden, Reason, refuse_if
from permanence.kernel.worksteps import reasons_against_writing
from permanence.operations.acting import Acted, practice_act
from permanence.operations.allowed import refuse
from permanence.operations.done import Done
from permanence.operations.forms import Page, save_loaded
from permanence.operations.loading import load_step
from permanence.operations.writing import event, refuse_or_stale
from permanence.records.forms import Revision, SectionAnswers

WHY = "Say why {who}’s text is replaced: its writer reads it."
LONGEST_REASON = 300
NO_SUCH_SECTION = (
    "Version {number} is of a section that this workstep no longer has: it was moved to a later version of its process."
)


@practice_act("restore_version")
def restore_version(
    *,
    step_id: UUID,
    number: int,
    version: int,
    reason: str = "",
    authorised: Collection[UUID] | None = None,
    actor: Actor,
    at: datetime,
    key: str | None = None,
) -> Acted[Done]:
    """Save again what a section said in an earlier version; the versions since then stay.

    Args:
        number: of the version, as "version 14". version: of the section as the page showed it.
        reason: asked of whoever replaces another worker's text; who saved the present one gives none.
        authorised: ids of the authorisations that the page warned of, which this voids; None: no page was read.

    Raises:
        Refused: the actor may not write the section now, a reason is missing, nothing would change, or it was
            authorised after the page was opened, so that whoever brings it back knows nothing of it.
        Stale: somebody saved the section meanwhile. Hidden: there is no such version.
    """
    loaded = load_step("save_section", step_id=step_id, actor=actor, at=at)
    facts = loaded.facts
    old = Revision.objects.filter(step_id=step_id, number=number).first()
    if old is None:
        raise Hidden
    if old.section not in {each.key for each in facts.form.sections}:
        raise refuse(NO_SUCH_SECTION.format(number=number))
    refuse_or_stale(facts, reasons_against_writing(facts, actor, old.section), version=None, at=at)
    _refuse_without_reason(old, reason, actor=actor)
    section = facts.form.section(old.section)
    if authorised is not None:
        refuse_if(_unwarned(facts, section, authorised))
    typed, page = typed_of(section, old.answers), Page(key=f"restore {key}")
    saved = save_loaded(loaded, section=old.section, version=version, typed=typed, actor=actor, at=at, page=page).done
    if saved.errors:
        raise refuse(f"Version {number} holds what can no longer be saved: {' '.join(saved.errors.values())}")
    if saved.version == version:
        raise refuse(f"Section {section.number} says already what it said in version {number}.")
    _tell(facts, old, reason=reason.strip(), actor=actor, at=at)
    says = f"Section {section.number} says again what it said in version {number}. {saved.says}"
    return Acted(
        done=Done(says=says, step_id=step_id, next_where=f"/steps/{step_id}/sections/{old.section}/"),
        child_id=facts.child.id,
        object_type="workstep",
        object_id=step_id,
        why=loaded.why,
        said={"section": old.section, "restored": number, "version": saved.version},
    )


def _unwarned(facts: StepFacts, section: Section, known: Collection[UUID]) -> Iterator[Reason]:
    for each in standing_authorisations(facts, section.key):
        if each.id not in known:
            yield Reason(sentence=_since_opened(each))


def _since_opened(request: RequestFacts) -> str:
    who = request.completed_by.name if request.completed_by else request.to_name
    on = f" at {london_time(request.completed_at)}" if request.completed_at else ""
    return (
        f"{who} authorised version {request.form_version}{on}, after you opened this page. If an earlier version must "
        "still come back, bring it back again: the authorisation then no longer stands."
    )


def _refuse_without_reason(old: Revision, reason: str, *, actor: Actor) -> None:
    """Ask for a reason where the present text is another worker's (its own writer gives none)."""
    present = SectionAnswers.objects.filter(step_id=old.step_id, section=old.section).select_related("saved_by__person")
    row = present.get()
    if row.saved_by is None or row.saved_by_id == actor.worker_id:
        return
    if not reason.strip():
        raise refuse(WHY.format(who=row.saved_by.person.name))
    if len(reason) > LONGEST_REASON:
        over = len(reason) - LONGEST_REASON
        raise refuse(f"The reason is {over} characters over the {LONGEST_REASON} that fit. Nothing was cut.")


def _tell(facts: StepFacts, old: Revision, *, reason: str, actor: Actor, at: datetime) -> None:
    section = facts.form.section(old.section)
    because = f": {reason}" if reason else "."
    said = f"{actor.name} brought back version {old.number} of section {section.number}{because}"
    event(facts.id, act="restore_version", said=said, actor=actor, at=at, detail={"version": old.number})
