"""What an act did to a child's pathway, written down as it is done, so that it can be taken back (ADR 30).

The rows that the act may touch are looked at before and after it; what differs is what it did, whichever part of the
act did it. So a finish that learns to do something more is still undone whole.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.db.models import Model

from permanence.records.bundled import Bundle
from permanence.records.children import Review
from permanence.records.notices import Notice
from permanence.records.pathways import Pathway
from permanence.records.prepared import Prepared, given_id
from permanence.records.requests import NextAction, Request
from permanence.records.timescales import Due
from permanence.records.worksteps import Workstep

Values = dict[str, Any]
Snapshot = dict[str, dict[str, Values]]
Rows = dict[str, list[Values]]

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
        found = _TOUCHED.rows(child=self.child_id, pathway=self.pathway_id, own=self.own_id)
        told = {row["worker_id"] for row in found["notice"] if row["id"] not in self.notices}
        after = _snapshot(found)
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
            told=tuple(map(str, sorted(told))),
        )


def begin_ledger(found: Rows, *, child_id: UUID, pathway_id: UUID, own_id: UUID) -> LedgerBegun:
    """Begin with the rows of `TOUCHED`, asked before the act changes anything."""
    notices = frozenset(row["id"] for row in found["notice"])
    return LedgerBegun(
        child_id=child_id,
        pathway_id=pathway_id,
        own_id=own_id,
        before=_snapshot(found),
        notices=notices,
    )


def as_it_stands(table: str, row: str) -> Values:
    """Return the columns of a row as they stand now; {} where there is none."""
    found = MODELS[table]._default_manager.filter(id=row)  # noqa: SLF001  # its public name is not on the base class
    return _plain(found.values("id", *COLUMNS[table])).get(row, {})


def _snapshot(found: Rows) -> Snapshot:
    return {table: _plain(found[table]) for table in MODELS}


def _plain(rows: Any) -> dict[str, Values]:
    """Return rows by id, each value as JSON keeps it, so that what is read back compares equal."""
    found: list[Values] = json.loads(json.dumps(list(rows), default=str))
    return {row.pop("id"): row for row in found}


def _of(table: str, **where: Any) -> Prepared:
    rows = MODELS[table]._default_manager.filter(**where)  # noqa: SLF001  # its public name is not on the base class
    return Prepared(lambda: rows.values("id", *COLUMNS[table]))


_CHILD, _PATHWAY = given_id("child"), given_id("pathway")
TOUCHED: Final[Mapping[str, Prepared]] = {
    "workstep": Prepared(
        lambda: Workstep.objects.filter(pathway=_PATHWAY).exclude(id=given_id("own")).values("id", *COLUMNS["workstep"])
    ),
    "request": _of("request", step__pathway=_PATHWAY),
    "nextaction": _of("nextaction", step__pathway=_PATHWAY),
    "due": _of("due", child=_CHILD),
    "pathway": _of("pathway", id=_PATHWAY),
    "review": _of("review", child=_CHILD),
    "alert": _of("alert", child=_CHILD, is_alert=True),
    "notice": Prepared(lambda: Notice.objects.filter(child=_CHILD).values("id", "worker_id")),
}
"""Every row that an act on a pathway may touch but the workstep's own."""

_TOUCHED = Bundle(**TOUCHED)
