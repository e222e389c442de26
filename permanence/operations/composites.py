"""Acts made of two, each allowed alone: one transaction, both or neither (pages, section 5)."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from permanence.kernel.actors import Actor
from permanence.kernel.answers import Typed
from permanence.kernel.facts import StepFacts
from permanence.kernel.passing import likely
from permanence.operations.acting import Acted, practice_act
from permanence.operations.done import Done
from permanence.operations.loading import load_step
from permanence.operations.next_actions import add_next_action
from permanence.operations.saving_first import keeping_what_was_typed, save_first
from permanence.operations.sending import send_request
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

    The next action comes first, since some requests need it (R106, R133). Where nobody is named, each part goes where
    its field starts: to the inbox, or the likely person.

    Args:
        section, section_version, typed: of the page it is sent from, as in `requests.send_request`.

    Raises:
        Refused: either part would be refused alone; then neither is done. Stale: the workstep was changed.
    """
    with keeping_what_was_typed(step_id, section, section_version, typed, actor=actor, at=at):
        return _both(
            step_id=step_id,
            version=version,
            request={"request_key": request_key, "note": note, **_to(to_worker, to_inbox)},
            action={
                "action_key": action_key,
                "reason": reason,
                "reason_text": reason_text,
                "purpose": purpose,
                "due_on": due_on,
                **_to(action_to_worker, action_to_inbox),
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
    loaded = load_step("send_request_and_add", step_id=step_id, actor=actor, at=at)
    refuse_or_stale(loaded.facts, (), version=version, at=at)
    facts = save_first(loaded, actor=actor, at=at, **saving).facts
    added = add_next_action(
        **{**_start_of(facts, action, actor=actor), **action}, version=_version(step_id), **_here(step_id, actor, at)
    )
    sent = send_request(
        **{**_start_of(facts, request, actor=actor), **request}, version=_version(step_id), **_here(step_id, actor, at)
    )
    return Acted(
        done=Done(says=f"{sent.says} {added.says}", step_id=step_id, request_id=sent.request_id),
        child_id=facts.child.id,
        object_type="workstep",
        object_id=step_id,
        why=loaded.why,
        said={"request": request["request_key"], "action": action["action_key"]},
    )


def _to(worker_id: UUID | None, inbox_id: UUID | None) -> dict[str, UUID]:
    return {name: to for name, to in (("to_worker", worker_id), ("to_inbox", inbox_id)) if to}


def _here(step_id: UUID, actor: Actor, at: datetime) -> dict[str, Any]:
    return {"step_id": step_id, "actor": actor, "at": at}


def _start_of(facts: StepFacts, part: dict[str, Any], *, actor: Actor) -> dict[str, UUID]:
    """Return whom the field of a part starts with, where the part names nobody; never somebody on leave."""
    if "to_worker" in part or "to_inbox" in part:
        return {}
    types = {
        **{each.key: each.pass_to for each in facts.step.next_actions if each.key == part.get("action_key")},
        **{each.key: each.to for each in facts.step.requests if each.key == part.get("request_key")},
    }
    to = next((likely(facts, pass_to, actor) for pass_to in types.values()), None)
    if to is None or to.is_away:
        return {}
    return _to(to.worker.id if to.worker else None, to.inbox_id)


def _version(step_id: UUID) -> int:
    """Return the version of a workstep that the transaction under way has locked."""
    return Workstep.objects.values_list("version", flat=True).get(id=step_id)
