"""Private drafts: what somebody typed and has not saved, exactly as typed; only they see it (P11)."""

import hashlib
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from permanence.kernel.actors import Actor
from permanence.kernel.answers import Typed, read_answers
from permanence.kernel.completeness import known
from permanence.kernel.drafts import SAVED_ALREADY, kept_line
from permanence.kernel.facts import StepFacts
from permanence.kernel.field_names import own_names, refuse_strangers
from permanence.kernel.form_definitions import Section
from permanence.kernel.reasons import Hidden, Refused, Stale
from permanence.kernel.worksteps import reasons_against_writing
from permanence.operations.acting import Acted, practice_act
from permanence.operations.allowed import worker_of
from permanence.operations.done import Done
from permanence.operations.loading import load_step
from permanence.operations.writing import refuse_or_stale
from permanence.records import catalogue
from permanence.records.acts import was_done
from permanence.records.forms import Draft
from permanence.records.gathered import remove
from permanence.records.prepared import Prepared, given_id
from permanence.records.worksteps import Workstep


def save_draft(
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
) -> Done:
    """Keep what is being typed, unread and unchecked. Nobody else sees anything of it.

    Args:
        version: of the section as it was shown: a draft of an older one never takes the place of a newer save.
        key: of the page it is typed on. A page that was saved keeps no draft any more: this one came too late.
        over: `Draft.page` of the draft that the page was opened with, "" for none. turn: see `keep_draft`.

    Raises:
        Refused: the actor may not write the section, or it does not ask what came; the draft is kept all the same.
        Hidden: there is no such workstep for them.
    """
    given: dict[str, Any] = {"step_id": step_id, "section": section, "actor": actor, "at": at}
    draft: dict[str, Any] = {"base_version": version, "typed": typed, "key": key, "over": over, "turn": turn}
    try:
        with transaction.atomic():
            _may_write(typed=typed, **given)
            if not _is_saved(key, actor):
                keep_draft(**draft, **given)
    except Hidden:
        raise
    except (Refused, Stale):
        if not _is_saved(key, actor):
            keep_draft(**draft, **given)
        raise
    return Done(says=SAVED_ALREADY if _is_saved(key, actor) else kept_line(at), step_id=step_id)


def _may_write(*, step_id: UUID, section: str, typed: Typed, actor: Actor, at: datetime) -> None:
    """Lock the workstep, so that what is saved at this moment is seen, and refuse whom the section is not for."""
    facts = load_step("save_section", step_id=step_id, actor=actor, at=at).facts
    refuse_or_stale(facts, reasons_against_writing(facts, actor, section), version=None, at=at)
    refuse_strangers(facts.form.section(section), typed)


def _is_saved(key: str | None, actor: Actor) -> bool:
    return bool(key) and was_done(authority_id=actor.authority_id, user_id=actor.user_id, key=key or "")


def keep_draft(
    *,
    step_id: UUID,
    section: str,
    base_version: int,
    typed: Typed,
    actor: Actor,
    at: datetime,
    key: str | None = None,
    over: str = "",
    turn: int = 0,
) -> None:
    """Keep what was typed as the actor's draft of that page; nothing is kept for an account without a worker.

    Args:
        turn: how often the page has sent what was typed. What it sent before and arrives later changes nothing.

    Raises:
        Hidden: there is no such section.
    """
    if actor.worker_id is None:
        return
    step = Workstep.objects.filter(id=step_id, authority_id=actor.authority_id).first()
    asked = _section(step, section) if step else None
    if step is None or asked is None:
        raise Hidden
    own = own_names(asked, typed)
    if not own:
        return
    text = {"base_version": base_version, "typed": own, "turn": turn, "kept_at": at}
    with transaction.atomic():
        draft, is_new = Draft.objects.select_for_update().get_or_create(
            authority_id=actor.authority_id,
            step_id=step_id,
            section=section,
            worker_id=actor.worker_id,
            page=page_of(key),
            defaults=text,
        )
        if is_new:
            _begin_draft(
                draft_id=draft.id, child_id=step.child_id, step_id=step_id, section=section, actor=actor, at=at
            )
            _mine(step_id, section, actor).filter(page=over).exclude(id=draft.id).delete()
        elif turn >= draft.turn:
            Draft.objects.filter(id=draft.id).update(**text)


def add_to_draft(*, step_id: UUID, section: str, typed: Typed, page: str, actor: Actor, at: datetime) -> None:
    """Put answers into a draft that stands, in the place of what it says there; nothing where there is none."""
    draft = _mine(step_id, section, actor).filter(page=page).first()
    if draft is not None:
        _mine(step_id, section, actor).filter(id=draft.id).update(typed={**draft.typed, **typed}, kept_at=at)


@practice_act("keep_draft")
def _begin_draft(
    *, draft_id: UUID, child_id: UUID, step_id: UUID, section: str, actor: Actor, at: datetime, key: str | None = None
) -> Acted[Done]:
    """Put on record that a page keeps a draft: once a page, without its text (docs/adr/0028)."""
    return Acted(
        done=Done(says="", step_id=step_id),
        child_id=child_id,
        object_type="workstep",
        object_id=step_id,
        why="keeps what they typed themselves",
        said={"section": section},
        ids=(draft_id,),
    )


def page_of(key: str | None) -> str:
    """Return what a draft knows its page by: a page may send anything as its key."""
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest() if key else ""


def _section(step: Workstep, key: str) -> Section | None:
    pinned = step.process_version_id
    process = catalogue.process_version(pinned) if pinned else catalogue.process(step.authority_id, step.process_key)[1]
    form = process.form(process.step(step.step_type).form)
    return next((each for each in form.sections if each.key == key), None)


def _mine(step_id: UUID, section: str, actor: Actor) -> "QuerySet[Draft, Draft]":
    return Draft.objects.filter(step_id=step_id, section=section, worker_id=worker_of(actor))


def _gone_on_from(over: str) -> list[str]:
    return [over] if over else []


def drop_draft(*, step_id: UUID, section: str, actor: Actor, key: str | None = None, over: str = "") -> None:
    """Forget the actor's draft of a page that is saved, and the one the page was opened with; others stay."""
    remove(_mine(step_id, section, actor).filter(page__in=[page_of(key), *_gone_on_from(over)]))


def drop_saved_drafts(facts: StepFacts, own: Iterable[Mapping[str, Any]]) -> None:
    """Forget the actor's drafts that say what is saved; what was never saved stays theirs, and other people's too.

    Args:
        own: the actor's drafts on the workstep, rows of `OWN_DRAFTS`.
    """
    gone = [draft["id"] for draft in own if _says_what_is_saved(facts, draft)]
    if gone:
        remove(Draft.objects.filter(id__in=gone))


def _says_what_is_saved(facts: StepFacts, draft: Mapping[str, Any]) -> bool:
    section = facts.form.section(draft["section"])
    read = read_answers(section, draft["typed"], known=known(facts), copied=facts.copied)
    return not read.errors and dict(read.answers) == dict(facts.answers.get(draft["section"], {}))


OWN_DRAFTS = Prepared(
    lambda: Draft.objects.filter(step=given_id("step"), worker=given_id("worker")).values("id", "section", "typed")
)
