"""What stands on a workstep: the requests sent on it, and the next actions added to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from permanence.kernel.facts import PassedTo, ProposalFacts, RequestFacts, WorkerFacts
from permanence.records.prepared import EachOf, Prepared, given_id
from permanence.records.requests import NextAction, Request

Workers = Mapping[UUID, WorkerFacts]
WHO_ASKED = ("sent_by_id", "to_worker_id", "picked_up_by_id", "completed_by_id")
WHO_ADDED = ("added_by_id", "to_worker_id")
OF_REQUEST = (
    *WHO_ASKED,
    *("id", "key", "title", "state", "sent_at", "to_inbox_id", "completed_at", "covered_hash", "reason"),
    *("form_version", "sent_for_id", "completed_for_id"),
)
OF_ACTION = (
    *WHO_ADDED,
    *("id", "key", "title", "state", "to_inbox_id", "reason", "reason_text", "purpose", "due_on", "created_step_id"),
    *("position", "added_at"),
)
STANDING = ("proposal", "sent")
"""States of a next action that was neither removed nor withdrawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The rows, before it is known who the workers are."""

    requests: list[dict[str, Any]]
    actions: list[dict[str, Any]]
    inboxes: Mapping[UUID, PassedTo]

    def workers(self) -> set[UUID]:
        """Return the ids of every worker they name."""
        named = {row[name] for row in self.requests for name in WHO_ASKED}
        return (named | {row[name] for row in self.actions for name in WHO_ADDED}) - {None}

    def facts(self, workers: Workers) -> dict[str, Any]:
        """Return the requests in the order they were sent, and the next actions in the order of the list."""
        return {
            "requests": tuple(self._request(row, workers) for row in self.requests),
            "proposals": tuple(self._proposal(row, workers) for row in self.actions),
        }

    def _request(self, row: Mapping[str, Any], workers: Workers) -> RequestFacts:
        return RequestFacts(
            id=row["id"],
            key=row["key"],
            title=row["title"],
            state=row["state"],
            sent_by=workers[row["sent_by_id"]],
            sent_at=row["sent_at"],
            to_worker=_known(row["to_worker_id"], workers),
            to_inbox=row["to_inbox_id"],
            to_name=self._name(row, workers),
            picked_up_by=_known(row["picked_up_by_id"], workers),
            completed_by=_known(row["completed_by_id"], workers),
            completed_at=row["completed_at"],
            covered_hash=row["covered_hash"] or None,
            reason=row["reason"],
            form_version=row["form_version"],
            sent_for=row["sent_for_id"],
            completed_for=row["completed_for_id"],
        )

    def _proposal(self, row: Mapping[str, Any], workers: Workers) -> ProposalFacts:
        inbox = self.inboxes.get(row["to_inbox_id"])
        return ProposalFacts(
            id=row["id"],
            key=row["key"],
            title=row["title"],
            added_by=workers[row["added_by_id"]],
            to_worker=_known(row["to_worker_id"], workers),
            to_inbox=row["to_inbox_id"],
            to_inbox_key=inbox.inbox_key if inbox else None,
            to_name=self._name(row, workers),
            reason=row["reason"],
            reason_text=row["reason_text"],
            purpose=row["purpose"] or None,
            due_on=row["due_on"],
            is_sent=row["state"] == "sent",
            created_step_id=row["created_step_id"],
        )

    def _name(self, row: Mapping[str, Any], workers: Workers) -> str:
        if row["to_worker_id"]:
            return workers[row["to_worker_id"]].name
        return self.inboxes[row["to_inbox_id"]].inbox_name if row["to_inbox_id"] else ""


def _known(worker_id: UUID | None, workers: Workers) -> WorkerFacts | None:
    return workers[worker_id] if worker_id else None


def _requests() -> Any:
    return Request.objects.filter(step=given_id("step")).order_by("sent_at", "id").values(*OF_REQUEST)


def _actions() -> Any:
    standing_ones = NextAction.objects.filter(step=given_id("step"), state__in=STANDING)
    return standing_ones.order_by("position", "added_at", "id").values(*OF_ACTION)


def named_on_it() -> tuple[Any, Any]:
    """Return the workers that the requests and the next actions of a step name, as two queries."""
    asked = Request.objects.filter(step=given_id("step")).values_list(EachOf(*WHO_ASKED))
    added = NextAction.objects.filter(step=given_id("step"), state__in=STANDING).values_list(EachOf(*WHO_ADDED))
    return asked, added


REQUESTS, ACTIONS = Prepared(_requests), Prepared(_actions)
