"""What stands on a workstep: the requests sent on it, and the next actions added to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from permanence.kernel.facts import PassedTo, ProposalFacts, RequestFacts, WorkerFacts
from permanence.records.requests import NextAction, Request
from permanence.records.worksteps import Workstep

Workers = Mapping[UUID, WorkerFacts]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The rows, before it is known who the workers are."""

    requests: list[Request]
    actions: list[NextAction]
    inboxes: Mapping[UUID, PassedTo]

    def workers(self) -> list[UUID | None]:
        """Return the ids of every worker they name."""
        found: list[UUID | None] = []
        for request in self.requests:
            found += [request.sent_by_id, request.to_worker_id, request.picked_up_by_id, request.completed_by_id]
        for action in self.actions:
            found += [action.added_by_id, action.to_worker_id]
        return found

    def facts(self, workers: Workers) -> dict[str, Any]:
        """Return the requests in the order they were sent, and the next actions in the order of the list."""
        return {
            "requests": tuple(self._request(request, workers) for request in self.requests),
            "proposals": tuple(self._proposal(action, workers) for action in self.actions),
        }

    def _request(self, row: Request, workers: Workers) -> RequestFacts:
        return RequestFacts(
            id=row.id,
            key=row.key,
            title=row.title,
            state=row.state,  # type: ignore[arg-type]  # the table checks that it is one of the six
            sent_by=workers[row.sent_by_id],
            sent_at=row.sent_at,
            to_worker=_known(row.to_worker_id, workers),
            to_inbox=row.to_inbox_id,
            to_name=self._name(row.to_worker_id, row.to_inbox_id, workers),
            picked_up_by=_known(row.picked_up_by_id, workers),
            completed_by=_known(row.completed_by_id, workers),
            completed_at=row.completed_at,
            covered_hash=row.covered_hash or None,
            reason=row.reason,
            form_version=row.form_version,
            sent_for=row.sent_for_id,
            completed_for=row.completed_for_id,
        )

    def _proposal(self, row: NextAction, workers: Workers) -> ProposalFacts:
        inbox = self.inboxes.get(row.to_inbox_id) if row.to_inbox_id else None
        return ProposalFacts(
            id=row.id,
            key=row.key,
            title=row.title,
            added_by=workers[row.added_by_id],
            to_worker=_known(row.to_worker_id, workers),
            to_inbox=row.to_inbox_id,
            to_inbox_key=inbox.inbox_key if inbox else None,
            to_name=self._name(row.to_worker_id, row.to_inbox_id, workers),
            reason=row.reason,
            reason_text=row.reason_text,
            purpose=row.purpose or None,
            due_on=row.due_on,
            is_sent=row.state == "sent",
            created_step_id=row.created_step_id,
        )

    def _name(self, worker_id: UUID | None, inbox_id: UUID | None, workers: Workers) -> str:
        if worker_id:
            return workers[worker_id].name
        return self.inboxes[inbox_id].inbox_name if inbox_id else ""


def standing(step: Workstep, *, inboxes: Mapping[UUID, PassedTo]) -> Standing:
    """Return the step's requests and its next actions, those removed or withdrawn left out. Two queries."""
    actions = NextAction.objects.filter(step=step, state__in=("proposal", "sent"))
    return Standing(
        requests=list(Request.objects.filter(step=step).order_by("sent_at", "id")),
        actions=list(actions.order_by("position", "added_at", "id")),
        inboxes=inboxes,
    )


def _known(worker_id: UUID | None, workers: Workers) -> WorkerFacts | None:
    return workers[worker_id] if worker_id else None
