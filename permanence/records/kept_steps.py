"""A workstep that the act under way has locked and loaded: its row and what stands on it, with what the act wrote."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from permanence.records.gathered import memory
from permanence.records.requests import NextAction, Request
from permanence.records.standing_requests import STANDING
from permanence.records.worksteps import Workstep

Row = Mapping[str, Any]


def keep(row: Row, *, requests: list[dict[str, Any]], actions: list[dict[str, Any]]) -> None:
    """Let the act under way, which has locked the workstep, know its row, requests and next actions from now on."""
    here = memory()
    if here:
        here.keep(Workstep, [row], of=row["id"])
        here.keep(Request, requests, of=row["id"])
        here.keep(NextAction, actions, of=row["id"])


def kept(step_id: UUID) -> dict[str, list[dict[str, Any]]] | None:
    """Return them as they are now, each list in the order of its query; None where one of them is not known."""
    here = memory()
    if here is None:
        return None
    row, requests, actions = (here.rows(table, of=step_id) for table in (Workstep, Request, NextAction))
    if row is None or requests is None or actions is None:
        return None
    standing = [each for each in actions if each["state"] in STANDING]
    return {
        "step": row,
        "requests": sorted(requests, key=lambda each: (each["sent_at"], each["id"])),
        "actions": sorted(standing, key=lambda each: (each["position"], each["added_at"], each["id"])),
    }


def head_of(step_id: UUID) -> dict[str, Any]:
    """Return what is kept at the head of a workstep's form (`Workstep.head`)."""
    known = kept(step_id)
    row: Row = known["step"][0] if known else Workstep.objects.values("head").get(id=step_id)
    return dict(row["head"])
