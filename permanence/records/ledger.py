"""What an act did to a child's pathway, written down as it is done, so that it can be taken back (ADR 30).

The rows that the act may touch are looked at before and after it; what differs is what it did, whichever part of the
act did it. So a finish that learns to do something more is still undone whole.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db.models import Model, QuerySet

from permanence.records.children import Review
from permanence.records.notices import Notice
from permanence.records.pathways import Pathway
from permanence.records.requests import NextAction, Request
from permanence.records.timescales import Due
from permanence.records.worksteps import Workstep

Values = dict[str, Any]
Snapshot = dict[str, dict[str, Values]]

MODELS: Final[Mapping[str, type[Model]]] = {
    "workstep": Workstep,
    "request": Request,
    "nextaction": NextAction,
    "due": Due,
    "pathway": Pathway,
    "review": Review,
    "alert": Notice,
}
COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "workstep": ("state", "cancelled_at", "cancelled_by_id", "cancel_reason", "closed_at"),
    "request": ("state", "closed_at", "reason"),
    "nextaction": ("state", "sent_at", "created_step_id"),
    "due": ("rule_id", "start_event", "met_on", "stopped_at", "stop_reason", "superseded_by_id"),
    "pathway": ("position", "closed_at", "outcome", "outcome_reason"),
    "review": ("withdrawn_at",),
    "alert": ("ended_at",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """What an act did.

    Args:
        made: table to the ids of the rows it made. changed: table to id to the columns' values before and after it.
        told: ids of the workers whom it told.
    """

    made: Mapping[str, tuple[str, ...]]
    changed: Mapping[str, Mapping[str, tuple[Values, Values]]]
    told: tuple[str, ...] = ()

    def to_plain(self) -> dict[str, Any]:
        """Return it as the event of the act keeps it."""
        changed = {table: {row: list(values) for row, values in rows.items()} for table, rows in self.changed.items()}
        return {"made": {table: list(ids) for table, ids in self.made.items()}, "changed": changed, "told": self.told}

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "Ledger":
        """Return what `to_plain` said."""
        return cls(
            made={table: tuple(ids) for table, ids in plain["made"].items()},
            changed={
                table: {row: (before, after) for row, (before, after) in rows.items()}
                for table, rows in plain["changed"].items()
            },
            told=tuple(plain["told"]),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerBegun:
    """The rows as they stood before the act: `closed` says what it did."""

    child_id: UUID
    pathway_id: UUID
    own_id: UUID
    before: Snapshot
    notices: frozenset[UUID]

    def closed(self) -> Ledger:
        """Return what has been done since."""
        after = _snapshot(child_id=self.child_id, pathway_id=self.pathway_id, own_id=self.own_id)
        new = Notice.objects.filter(child_id=self.child_id).exclude(id__in=self.notices)
        told = new.order_by("worker_id").values_list("worker_id", flat=True).distinct()
        return Ledger(
            made={table: tuple(row for row in rows if row not in self.before[table]) for table, rows in after.items()},
            changed={
                table: {
                    row: (self.before[table][row], values)
                    for row, values in rows.items()
                    if row in self.before[table] and self.before[table][row] != values
                }
                for table, rows in after.items()
            },
            told=tuple(map(str, told)),
        )


def begin_ledger(*, child_id: UUID, pathway_id: UUID, own_id: UUID) -> LedgerBegun:
    """Look at every row that an act on the pathway may touch but the workstep's own. Eight queries."""
    return LedgerBegun(
        child_id=child_id,
        pathway_id=pathway_id,
        own_id=own_id,
        before=_snapshot(child_id=child_id, pathway_id=pathway_id, own_id=own_id),
        notices=frozenset(Notice.objects.filter(child_id=child_id).values_list("id", flat=True)),
    )


def as_it_stands(table: str, row: str) -> Values:
    """Return the columns of a row as they stand now; {} where there is none."""
    found = MODELS[table]._default_manager.filter(id=row)  # noqa: SLF001  # its public name is not on the base class
    return _plain(found.values("id", *COLUMNS[table])).get(row, {})


def _snapshot(*, child_id: UUID, pathway_id: UUID, own_id: UUID) -> Snapshot:
    rows: dict[str, QuerySet[Any]] = {
        "workstep": Workstep.objects.filter(pathway_id=pathway_id).exclude(id=own_id),
        "request": Request.objects.filter(step__pathway_id=pathway_id),
        "nextaction": NextAction.objects.filter(step__pathway_id=pathway_id),
        "due": Due.objects.filter(child_id=child_id),
        "pathway": Pathway.objects.filter(id=pathway_id),
        "review": Review.objects.filter(child_id=child_id),
        "alert": Notice.objects.filter(child_id=child_id, is_alert=True),
    }
    return {table: _plain(found.values("id", *COLUMNS[table])) for table, found in rows.items()}


def _plain(rows: Any) -> dict[str, Values]:
    """Return rows by id, each value as JSON keeps it, so that what is read back compares equal."""
    found: list[Values] = json.loads(json.dumps(list(rows), default=str))
    return {row.pop("id"): row for row in found}
