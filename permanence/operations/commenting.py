"""Commenting on a section without editing it, and settling a comment with a word; both stay for ever."""

from datetime import datetime
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.commenting import reasons_against_commenting, reasons_against_settling
from permanence.kernel.facts import StepFacts
from permanence.kernel.reasons import Hidden, Stale
from permanence.operations.acting import Acted, practice_act
from permanence.operations.allowed import worker_of
from permanence.operations.done import Done
from permanence.operations.loading import LoadedStep, load_step
from permanence.operations.request_writing import tell_of
from permanence.operations.saving import say_stale
from permanence.operations.writing import event, refuse_or_stale
from permanence.records.comments import SectionComment
from permanence.records.forms import SectionAnswers


@practice_act("comment_on_section")
def comment_on_section(
    *, step_id: UUID, section: str, version: int, text: str, actor: Actor, at: datetime, key: str | None = None
) -> Acted[Done]:
    """Say something about a section to whoever writes it. It changes no answer, and nothing that is authorised.

    Args:
        section: its key. version: of the section as it was shown: the comment is on what was read.

    Raises:
        Refused: the actor does not review the form, writes the section, or says nothing. Stale: it was saved meanwhile.
    """
    loaded = load_step("comment_on_section", step_id=step_id, actor=actor, at=at)
    facts = loaded.facts
    refuse_or_stale(facts, reasons_against_commenting(facts, actor, section, text), version=None, at=at)
    if version != _version(step_id, section):
        raise say_stale(facts, section=section, at=at, doing="reading")
    row = SectionComment.objects.create(
        authority_id=actor.authority_id,
        step_id=step_id,
        section=section,
        section_version=version,
        text=text.strip(),
        by_id=worker_of(actor),
        acting_for_id=actor.acting_for,
        at=at,
    )
    number = facts.form.section(section).number
    _say(facts, row, act="comment_on_section", said=f"{actor.name} commented on section {number}", actor=actor, at=at)
    tell_of(facts, [*_writers(facts, section)], says=f"{actor.name} commented on section {number}", actor=actor, at=at)
    names = facts.assigned_worker.name if facts.assigned_worker else "Whoever writes it"
    return _acted(loaded, row, says=f"Your comment is kept. {names} is told.")


@practice_act("settle_comment")
def settle_comment(
    *, comment_id: UUID, version: int, word: str, actor: Actor, at: datetime, key: str | None = None
) -> Acted[Done]:
    """Settle a comment with a word; both stay to be read.

    Args:
        version: of the comment as it was shown.

    Raises:
        Refused: the actor does not write the section, it is settled already, or there is no word. Hidden: no such one.
    """
    row = SectionComment.objects.filter(id=comment_id, authority_id=actor.authority_id).first()
    if row is None:
        raise Hidden
    loaded = load_step("settle_comment", step_id=row.step_id, actor=actor, at=at)
    facts = loaded.facts
    row = SectionComment.objects.select_related("settled_by__person").get(id=comment_id)
    by = row.settled_by.person.name if row.settled_by else ""
    reasons = reasons_against_settling(facts, actor, row.section, word, settled_by=by)
    refuse_or_stale(facts, reasons, version=None, at=at)
    here = SectionComment.objects.filter(id=comment_id, version=version, settled_at=None)
    settled = {"settled_word": word.strip(), "settled_by_id": worker_of(actor), "settled_at": at}
    if not here.update(version=version + 1, **settled):
        raise Stale("This comment is not as it was shown. Look at it as it is now.")
    number = facts.form.section(row.section).number
    said = f"{actor.name} settled a comment on section {number}"
    _say(facts, row, act="settle_comment", said=said, actor=actor, at=at)
    tell_of(facts, [row.by_id], says=f"{actor.name} settled your comment on section {number}", actor=actor, at=at)
    return _acted(loaded, row, says="The comment is settled, and stays to be read.")


def _version(step_id: UUID, section: str) -> int:
    saved = SectionAnswers.objects.filter(step_id=step_id, section=section).values_list("version", flat=True)
    return saved.first() or 0


def _writers(facts: StepFacts, section: str) -> set[UUID | None]:
    """Return the ids of whoever has the workstep, and of those who saved the section."""
    has_it = facts.assigned_worker.id if facts.assigned_worker else None
    return {has_it, *facts.saved_by.get(section, frozenset())}


def _say(facts: StepFacts, row: SectionComment, *, act: str, said: str, actor: Actor, at: datetime) -> None:
    event(facts.id, act=act, said=f"{said}.", actor=actor, at=at, detail={"comment": str(row.id)})


def _acted(loaded: LoadedStep, row: SectionComment, *, says: str) -> Acted[Done]:
    return Acted(
        done=Done(says=says, step_id=row.step_id),
        child_id=loaded.facts.child.id,
        object_type="comment",
        object_id=row.id,
        why=loaded.why,
        said={"section": row.section},
        ids=(row.step_id,),
    )
