"""Private drafts: what somebody typed and has not saved, exactly as typed; only they see it (P11)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from permanence.kernel.actors import Actor
from permanence.kernel.answers import Typed, read_answers
from permanence.kernel.completeness import known
from permanence.kernel.facts import StepFacts
from permanence.kernel.london import london_time
from permanence.kernel.reasons import Hidden
from permanence.kernel.worksteps import reasons_against_writing
from permanence.operations.allowed import worker_of
from permanence.operations.done import Done
from permanence.operations.loading import load_step
from permanence.operations.writing import refuse_or_stale
from permanence.records.forms import Draft
from permanence.records.worksteps import Workstep

NOT_TYPED = ("_", "csrfmiddlewaretoken")


def save_draft(
    *,
    step_id: UUID,
    section: str,
    version: int,
    typed: Typed,
    actor: Actor,
    at: datetime,
    key: str | None = None,
) -> Done:
    """Keep what is being typed, unread and unchecked. It changes nothing that anybody else sees, so it is no act.

    Args:
        version: of the section as it was shown: a draft of an older one never takes the place of a newer save.

    Raises:
        Refused: the actor may not write the section. Hidden: there is no such workstep for them.
    """
    with transaction.atomic():
        loaded = load_step("save_section", step_id=step_id, actor=actor, at=at)
        refuse_or_stale(loaded.facts, reasons_against_writing(loaded.facts, actor, section), version=None, at=at)
        keep_draft(step_id=step_id, section=section, base_version=version, typed=typed, actor=actor, at=at)
    return Done(says=f"Draft kept {london_time(at)}. Only you see a draft.", step_id=step_id)


def keep_draft(*, step_id: UUID, section: str, base_version: int, typed: Typed, actor: Actor, at: datetime) -> None:
    """Keep what was typed as the actor's draft; nothing is kept for an account without a worker.

    Raises:
        Hidden: there is no such workstep.
    """
    if actor.worker_id is None:
        return
    if not Workstep.objects.filter(id=step_id, authority_id=actor.authority_id).exists():
        raise Hidden
    text = {name: value for name, value in typed.items() if not name.startswith(NOT_TYPED)}
    Draft.objects.update_or_create(
        authority_id=actor.authority_id,
        step_id=step_id,
        section=section,
        worker_id=actor.worker_id,
        defaults={"base_version": base_version, "typed": text, "kept_at": at},
    )


def drop_draft(*, step_id: UUID, section: str, actor: Actor) -> None:
    """Forget the actor's draft of a section: it is saved."""
    Draft.objects.filter(step_id=step_id, section=section, worker_id=worker_of(actor)).delete()


def drop_saved_drafts(facts: StepFacts, *, actor: Actor) -> None:
    """Forget the actor's drafts that say what is saved; what was never saved stays theirs, and other people's too."""
    for draft in Draft.objects.filter(step_id=facts.id, worker_id=worker_of(actor)):
        saved = facts.answers.get(draft.section, {})
        read = read_answers(facts.form.section(draft.section), draft.typed, known=known(facts), copied=facts.copied)
        if not read.errors and dict(read.answers) == dict(saved):
            draft.delete()
