"""Saving what was chosen between two versions of a section: one save, done once, nothing typed lost (pages, 10.4b)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.answers import Typed
from permanence.kernel.reasons import Hidden, Refused, Stale
from permanence.operations.acting import Acted, done_before, practice_act
from permanence.operations.drafts import keep_draft
from permanence.operations.forms import Page, Saved, save_loaded
from permanence.operations.loading import load_step

Chosen = Mapping[str, str | list[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What the choices come to.

    Args:
        typed: the section as they make it. instead: what the draft keeps where the save is refused.
        over, authorised: of the page, as `save_section` has them.
    """

    typed: Typed
    instead: Typed
    over: str = ""
    authorised: Collection[UUID] | None = None


def settle_section(
    *,
    step_id: UUID,
    section: str,
    version: int,
    chosen: Chosen,
    derived: Settled,
    actor: Actor,
    at: datetime,
    key: str | None = None,
) -> Saved:
    """Save a section as somebody chose it between what stands and what they had typed.

    Args:
        version: of the section as it was shown. chosen: what the page sent, which is what its key counts for.

    Raises:
        Refused, Stale: as `save_section`; what was typed stands in the actor's draft then.
    """
    given: dict[str, Any] = {"step_id": step_id, "section": section, "actor": actor, "at": at, "key": key}
    try:
        return _settle(version=version, chosen=chosen, derived=derived, **given)
    except Hidden:
        raise
    except (Refused, Stale):
        keep_draft(base_version=version, typed=derived.instead, over=derived.over, **given)
        raise


def settled_before(
    *, step_id: UUID, section: str, version: int, chosen: Chosen, actor: Actor, key: str | None
) -> Saved | None:
    """Return what this page led to when it was sent before: the draft it compared is gone since.

    Raises:
        KeyReused: it was sent with something else in it.
    """
    given: dict[str, Any] = {"step_id": step_id, "section": section, "version": version, "chosen": chosen}
    return done_before("save_section", gives=Saved, actor=actor, key=key, **given)


@practice_act("save_section", gives=Saved)
def _settle(
    *,
    step_id: UUID,
    section: str,
    version: int,
    chosen: Chosen,  # what the key counts for
    derived: Settled,
    actor: Actor,
    at: datetime,
    key: str | None,
) -> Acted[Saved]:
    loaded = load_step("save_section", step_id=step_id, actor=actor, at=at)
    page = Page(key=key, over=derived.over, authorised=derived.authorised)
    return save_loaded(loaded, section=section, version=version, typed=derived.typed, actor=actor, at=at, page=page)
