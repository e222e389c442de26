"""Acts made of two, each allowed alone: one transaction, both or neither (pages, section 5)."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.answers import Typed
from permanence.operations.acting import Acted, practice_act
from permanence.operations.done import Done
from permanence.operations.loading import load_step
from permanence.operations.next_actions import add_next_action
from permanence.operations.requests import send_request
from permanence.operations.saving_first import keeping_what_was_typed, save_first
from permanence.operations.writing import refuse_or_stale
from permanence.records.worksteps import Workstep


def send_request_and_add(
    *,
    step_id: UUID,
    version: int,
    request_key: str,
    to_worker: UUID | None = None,
    to_inbox: UUID | None = None,
    note: str = "",
    action_key: str,
    action_to_worker: UUID | None = None,
    action_to_inbox: UUID | None = None,
    reason: str = "",
    reason_text: str = "",
    purpose: str | None = None,
    due_on: date | None = None,
    section: str | None = None,
    section_version: int = 0,
    typed: Typed | None = None,
    actor: Actor,
    at: datetime,
    key: str | None = None,
) -> Done:
    """Add the next action and send the request that goes with it, in one act.

    The next action comes first, since some requests need it (R106, R133).

    Args:
        section, section_version, typed: of the page it is sent from, as in `requests.send_request`.

    Raises:
        Refused: either part would be refused alone; then neither is done. Stale: the workstep was changed.
    """
    with keeping_what_was_typed(step_id, section, section_version, typed, actor=actor, at=at):
        return _both(
            step_id=step_id,
            version=version,
            request={"request_key": request_key, "to_worker": to_worker, "to_inbox": to_inbox, "note": note},
            action={
                "action_key": action_key,
                "to_worker": action_to_worker,
                "to_inbox": action_to_inbox,
                "reason": reason,
                "reason_text": reason_text,
                "purpose": purpose,
                "due_on": due_on,
            },
            saving={"section": section, "version": section_version, "typed": typed},
            actor=actor,
            at=at,
            key=key,
        )


@practice_act("send_request_and_add")
def _both(
    *,
    step_id: UUID,
    version: int,
    request: dict[str, Any],
    action: dict[str, Any],
    saving: dict[str, Any],
    actor: Actor,
    at: datetime,
    key: str | None,
) -> Acted[Done]:
    loaded = load_step("send_request", step_id=step_id, actor=actor, at=at)
    refuse_or_stale(loaded.facts, (), version=version, at=at)
    save_first(loaded, actor=actor, at=at, **saving)
    added = add_next_action(step_id=step_id, version=_version(step_id), actor=actor, at=at, **action)
    sent = send_request(step_id=step_id, version=_version(step_id), actor=actor, at=at, **request)
    return Acted(
        done=Done(says=f"{sent.says} {added.says}", step_id=step_id, request_id=sent.request_id),
        child_id=loaded.facts.child.id,
        object_type="workstep",
        object_id=step_id,
        why=loaded.why,
        said={"request": request["request_key"], "action": action["action_key"]},
    )


def _version(step_id: UUID) -> int:
    """Return the version of a workstep that the transaction under way has locked."""
    return Workstep.objects.values_list("version", flat=True).get(id=step_id)
