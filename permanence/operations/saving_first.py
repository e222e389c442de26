"""Acts that save the page they are sent from: one act, and what was typed is kept whatever comes of it (R83)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.answers import Typed
from permanence.kernel.reasons import Hidden, Refused, Stale
from permanence.operations.allowed import refuse
from permanence.operations.drafts import keep_draft
from permanence.operations.forms import save_loaded
from permanence.operations.loading import LoadedStep, load_step


def save_first(
    loaded: LoadedStep, *, section: str | None, version: int, typed: Typed | None, actor: Actor, at: datetime
) -> LoadedStep:
    """Save the section that was typed, if any, and return the workstep as it stands then.

    Raises:
        Refused: something typed cannot be read: an act on a half-read form would act on something else.
        Stale: somebody saved the section meanwhile.
    """
    if section is None or typed is None:
        return loaded
    saved = save_loaded(loaded, section=section, version=version, typed=typed, actor=actor, at=at).done
    if saved.errors:
        raise refuse(" ".join(saved.errors.values()), where=f"section:{section}")
    return load_step("send_request", step_id=loaded.facts.id, actor=actor, at=at)


@contextmanager
def keeping_what_was_typed(
    step_id: UUID, section: str | None, version: int, typed: Typed | None, *, actor: Actor, at: datetime
) -> Iterator[None]:
    """Keep what was typed as the actor's draft when the act inside is refused."""
    try:
        yield
    except Hidden:
        raise
    except (Refused, Stale):
        if section is not None and typed is not None:
            keep_draft(step_id=step_id, section=section, base_version=version, typed=typed, actor=actor, at=at)
        raise
