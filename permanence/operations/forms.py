"""Writing a form: a save keeps all that can be read, a draft keeps what was typed, and nothing typed is lost (P11)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.answers import Read, Typed, is_typed, read_answers
from permanence.kernel.completeness import known
from permanence.kernel.covering import answered
from permanence.kernel.facts import StepFacts
from permanence.kernel.field_names import refuse_strangers
from permanence.kernel.form_definitions import Section
from permanence.kernel.london import london_time
from permanence.kernel.reasons import Hidden, KeyReused, Refused, Stale
from permanence.kernel.worksteps import reasons_against_writing
from permanence.operations.acting import Acted, practice_act
from permanence.operations.attaching import attach_file, open_file, remove_file
from permanence.operations.done import Done
from permanence.operations.drafts import drop_draft, keep_draft, save_draft
from permanence.operations.loading import LoadedStep, load_step
from permanence.operations.naming import with_new_people
from permanence.operations.pointers import check_pointers
from permanence.operations.saving import Saving, say_stale, write_section
from permanence.operations.step_timescales import at_moment
from permanence.operations.voiding import void_what_changed
from permanence.operations.writing import refuse_or_stale, write_move

__all__ = ["Saved", "attach_file", "open_file", "remove_file", "save_draft", "save_section"]

LAST_TURN = 2**31 - 1
"""A page that was saved keeps what it was saved with, whatever of it arrives later."""

PASSES = 4
"""How often what was typed is read: an answer computed from it may ask more, which may ask more again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The page a save comes from: its key, and `Draft.page` of the draft it was opened with ("": none).

    `authorised`: ids of the authorisations that it warned of, which a change voids; None where no page was read.
    """

    key: str | None = None
    over: str = ""
    authorised: Collection[UUID] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved(Done):
    """What a save led to.

    Args:
        version: of the section, after the save.
        errors: HTML field to the sentence that says how to mend it; empty when everything typed was read.
    """

    version: int = 0
    errors: Mapping[str, str] = field(default_factory=dict)


def save_section(
    *,
    step_id: UUID,
    section: str,
    version: int,
    typed: Typed,
    actor: Actor,
    at: datetime,
    key: str | None = None,
    over: str = "",
    turn: int = 0,
    authorised: Collection[UUID] | None = None,
) -> Saved:
    """Save what was typed into a section. What can be read is stored; what cannot stays in the writer's draft, named.

    Args:
        section: its key. version: of the section as it was shown; 0 before its first save.
        typed: HTML field name to what was typed. A new person is `<field>-new-name` and `<field>-new-relation`.
        over, turn: of the page, as `save_draft` has them.
        authorised: ids of the authorisations that the page warned of, which a change voids; None: no page was read.

    Raises:
        Refused: the actor may not write the section now, or it does not ask what came (422), or it was authorised after
            the page was opened.
        Stale: somebody saved it after `version`. KeyReused: the page was saved before, with something else in it.
        After any of them, what was typed stands in the actor's draft.
    Source: architecture.md section 3, point 8; P11.
    """
    given: dict[str, Any] = {"step_id": step_id, "section": section, "actor": actor, "at": at}
    kept: dict[str, Any] = {"base_version": version, "typed": typed, "turn": turn}
    try:
        return _save(version=version, typed=typed, key=key, over=over, authorised=authorised, **given)
    except Hidden:
        raise
    except (Refused, Stale):
        keep_draft(**kept, key=key, over=over, **given)
        raise
    except KeyReused:
        keep_draft(**kept, key=f"{key} again", over=over, **given)
        raise


@practice_act("save_section", gives=Saved, locks="step")
def _save(
    *,
    step_id: UUID,
    section: str,
    version: int,
    typed: Typed,
    actor: Actor,
    at: datetime,
    key: str | None,
    over: str,
    authorised: Collection[UUID] | None,
) -> Acted[Saved]:
    loaded = load_step("save_section", step_id=step_id, actor=actor, at=at)
    page = Page(key=key, over=over, authorised=authorised)
    return save_loaded(loaded, section=section, version=version, typed=typed, actor=actor, at=at, page=page)


def save_loaded(
    loaded: LoadedStep,
    *,
    section: str,
    version: int,
    typed: Typed,
    actor: Actor,
    at: datetime,
    page: Page | None = None,
) -> Acted[Saved]:
    """Save a section of a workstep that the act under way has loaded and locked; the draft of its page goes."""
    facts = loaded.facts
    refuse_or_stale(facts, reasons_against_writing(facts, actor, section), version=None, at=at)
    asked = facts.form.section(section)
    refuse_strangers(asked, typed)
    saving = Saving.of(facts, section=section)
    if saving.version != version:
        raise say_stale(facts, section=section, at=at)
    named = with_new_people(asked, typed, facts=facts, actor=actor)
    read = _read(facts, asked, named.typed)
    kept = _to_keep(facts, asked, read, saving)
    new_version = write_section(facts, saving, answers=kept, actor=actor, at=at)
    after = answered(facts, section=section, answers=kept)
    write_move(after, at=at)
    voided = void_what_changed(after, section=asked, actor=actor, at=at, known=page.authorised if page else None)
    at_moment(after, "saved", at=at)
    errors = {**read.errors, **named.errors}
    settling: dict[str, Any] = {"step_id": facts.id, "section": section, "actor": actor}
    if errors:
        keep_draft(base_version=new_version, typed=named.typed, at=at, turn=LAST_TURN, **settling, **_of(page))
    else:
        drop_draft(**settling, **_of(page))
    says = f"{_says(errors, at=at)} {voided.says}".rstrip()
    done = Saved(says=says, step_id=facts.id, version=new_version, errors=errors)
    return _acted(loaded, done, section=section, people=named.added, voided=voided.keys)


def _read(facts: StepFacts, section: Section, typed: Typed) -> Read:
    read = _as_computed(facts, section, typed)
    checked = check_pointers(section, read.answers, child=facts.child)
    return Read(answers=checked.answers, errors={**read.errors, **checked.errors})


def _as_computed(facts: StepFacts, section: Section, typed: Typed) -> Read:
    """Read what was typed, with what is computed from it: an answer may open a question answered on the same page."""
    people_type = {question.key for question in section.questions if is_typed(question, copied=facts.copied)}
    read = Read(answers=facts.answers.get(section.key, {}))
    for _ in range(PASSES):
        as_read = replace(facts, answers={**facts.answers, section.key: read.answers})
        elsewhere = {name: answer for name, answer in known(as_read).items() if name not in people_type}
        before, read = read, read_answers(section, typed, known=elsewhere, copied=facts.copied)
        if read.answers == before.answers:
            break
    return read


def _to_keep(facts: StepFacts, section: Section, read: Read, saving: Saving) -> dict[str, Any]:
    """Return the section's answers after the save; of a finished form only what is still answered may differ."""
    if facts.state != "finished":
        return dict(read.answers)
    later = {question.key for question in section.questions if question.kept_after_finish}
    names = {name for one in later for name in (one, f"{one}_missing", f"{one}_missing_why")}
    frozen = {name: answer for name, answer in saving.answers.items() if name not in names}
    return {**frozen, **{name: answer for name, answer in read.answers.items() if name in names}}


def _of(page: Page | None) -> dict[str, Any]:
    return {"key": page.key, "over": page.over} if page else {}


def _says(errors: Mapping[str, str], *, at: datetime) -> str:
    if not errors:
        return f"Saved {london_time(at)}."
    if len(errors) == 1:
        return "Saved as a draft. One answer needs mending before the section is complete."
    return f"Saved as a draft. {len(errors)} answers need mending before the section is complete."


def _acted(
    loaded: LoadedStep, done: Saved, *, section: str, people: tuple[UUID, ...], voided: tuple[str, ...]
) -> Acted[Saved]:
    return Acted(
        done=done,
        child_id=loaded.facts.child.id,
        object_type="workstep",
        object_id=loaded.facts.id,
        why=loaded.why,
        said={"section": section, "version": done.version, "unread": sorted(done.errors)}
        | ({"voided": list(voided)} if voided else {}),
        ids=people,
    )
